using System.Text;
using System.Text.Json;
using Spichlerz.Hpc.Config;
using Spichlerz.Hpc.Shards;

namespace Spichlerz.Hpc.Sharding;

/// <summary>
/// Reads one line of a user's dataset as lm_dataformat does: an object with <c>text</c> (a string or a list of strings) and perhaps
/// <c>meta</c>, or a bare string. Reused from line to line; what it hands out lives until the next one.
/// </summary>
/// <remarks>Source: lm_dataformat 0.0.20, Reader.read_jsonl, which joins lists with an empty line between.</remarks>
public sealed class RecordParser
{
    private readonly MetaWriter meta = new();
    private byte[] text = new byte[1 << 16];
    private int textLength;

    /// <summary>The text as UTF-8.</summary>
    public ReadOnlySpan<byte> Text => text.AsSpan(0, textLength);

    /// <summary>Members of <c>meta.spichlerz</c> that the record itself gives (its own licence, what stood beside text and meta): raw JSON without braces.</summary>
    public ReadOnlySpan<byte> Facts => meta.Facts;

    /// <summary>The record's own metadata as raw JSON without braces.</summary>
    public ReadOnlySpan<byte> Meta => meta.Members;

    /// <summary>The record's <c>meta</c> was not an object (a Python literal, say) and is kept as a text.</summary>
    public bool KeptMetaAsText => meta.KeptAsText;

    /// <summary>Parses the line at which a reader of a user's file stands; returns null if it is a document, else why it is none.</summary>
    public RecordFault? Parse(LineReader lines, ShardSettings settings)
    {
        if (lines.Damage is { } damage)
            return new(RecordFault.DamagedFile, $"{damage.Message.TrimEnd('.')}; the rest of this file is lost");
        if (lines.IsTooLong)
            return new(RecordFault.LineTooLong, $"the line has {lines.LineBytes} bytes; shard.max_document_mib is {settings.MaxDocumentMib}");
        ReadOnlySpan<byte> line = lines.Line.Span;
        if (lines.Number == 1 && line.StartsWith("\uFEFF"u8))
            line = line[3..];
        return Parse(line);
    }

    /// <summary>Parses the line; returns null if it is a document, else why it is none.</summary>
    /// <param name="line">Without line feed; a carriage return and blanks around are allowed.</param>
    public RecordFault? Parse(ReadOnlySpan<byte> line)
    {
        line = line.Trim(" \t\r"u8);
        meta.Clear();
        textLength = 0;
        if (line.IsEmpty)
            return new(RecordFault.EmptyLine, "the line is empty");
        int invalid = Utf8Kernel.IndexOfInvalid(line);
        if (invalid >= 0)
            return new(RecordFault.InvalidUtf8, $"byte {invalid} of the line is not valid UTF-8");
        if (text.Length < line.Length)
            text = new byte[Math.Max(line.Length, 2 * text.Length)];
        try
        {
            return ParseUsual(line) ? null : ParseAny(line);
        }
        catch (JsonException e)
        {
            return new(RecordFault.BrokenJson, $"byte {e.BytePositionInLine ?? 0} of the line: {e.Message.Split(". ")[0]}");
        }
        catch (InvalidOperationException e)
        {
            // What Utf8JsonReader throws for an escape such as \ud800 without its second half.
            return new(RecordFault.LoneSurrogate, e.Message);
        }
    }

    /// <summary>Gives back what a very long line made grow.</summary>
    public void Trim()
    {
        if (text.Length > 1 << 20)
            text = new byte[1 << 16];
    }

    /// <summary>The fast path: <c>{"text":"…","meta":{…}}</c>, with or without blanks, which is nearly every record there is.</summary>
    private bool ParseUsual(ReadOnlySpan<byte> line)
    {
        int at = line.StartsWith("{\"text\":\""u8) ? 9 : line.StartsWith("{\"text\": \""u8) ? 10 : 0;
        if (at == 0 || JsonStringKernel.Unescape(line[at..], text, out int consumed, out int written) is not JsonStringFault.None)
            return false;
        ReadOnlySpan<byte> rest = line[(at + consumed)..];
        int start = rest.StartsWith(",\"meta\":{"u8) ? 9 : rest.StartsWith(", \"meta\": {"u8) ? 11 : 0;
        if (start == 0 || !rest.EndsWith("}}"u8))
            return false;
        try
        {
            meta.AddObject(rest[(start - 1)..^1]);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return false; // the slow path tells what the line's first fault is, and where
        }
        meta.Finish();
        textLength = written;
        return true;
    }

    private RecordFault? ParseAny(ReadOnlySpan<byte> line)
    {
        meta.Clear();
        var json = new Utf8JsonReader(line);
        json.Read();
        if (json.TokenType is JsonTokenType.String)
        {
            AppendText(ref json);
            return json.Read() ? throw new JsonException("something follows the string") : null;
        }
        if (json.TokenType is not JsonTokenType.StartObject)
            return new(RecordFault.NoText, $"a record is an object or a string; this is a {json.TokenType}");
        bool hasText = false;
        while (json.Read() && json.TokenType is JsonTokenType.PropertyName)
        {
            if (json.ValueTextEquals("text"u8))
            {
                if (hasText)
                    return new(RecordFault.NoText, "the record has two members named text");
                json.Read();
                if (ReadText(ref json) is { } fault)
                    return fault;
                hasText = true;
            }
            else if (json.ValueTextEquals("meta"u8))
            {
                json.Read();
                AddMeta(ref json, line);
            }
            else
            {
                meta.AddExtra(ref json, line);
            }
        }
        if (json.Read())
            throw new JsonException("something follows the object");
        meta.Finish();
        return hasText ? null : new(RecordFault.NoText, "the record has no member named text");
    }

    private RecordFault? ReadText(ref Utf8JsonReader json)
    {
        if (json.TokenType is JsonTokenType.String)
        {
            AppendText(ref json);
            return null;
        }
        if (json.TokenType is not JsonTokenType.StartArray)
            return new(RecordFault.NoText, $"text is a {json.TokenType}; it must be a string or a list of strings");
        for (bool isFirst = true; json.Read() && json.TokenType is not JsonTokenType.EndArray; isFirst = false)
        {
            if (json.TokenType is not JsonTokenType.String)
                return new(RecordFault.NoText, $"the list text holds a {json.TokenType}; it must hold strings");
            if (!isFirst)
                "\n\n"u8.CopyTo(text.AsSpan((textLength += 2) - 2));
            AppendText(ref json);
        }
        return null;
    }

    // The quotes and commas of a list leave room for the line feeds between its strings, and no escape is shorter than its text.
    private void AppendText(ref Utf8JsonReader json) => textLength += json.CopyString(text.AsSpan(textLength));

    private void AddMeta(ref Utf8JsonReader json, ReadOnlySpan<byte> line)
    {
        int start = (int)json.TokenStartIndex;
        bool isObject = json.TokenType is JsonTokenType.StartObject;
        bool isNull = json.TokenType is JsonTokenType.Null;
        string? literal = json.TokenType is JsonTokenType.String ? json.GetString() : null;
        json.Skip();
        ReadOnlySpan<byte> value = line[start..(int)json.BytesConsumed];
        if (isObject)
            meta.AddObject(value);
        else if (!isNull)
            meta.AddAsText(literal ?? Encoding.UTF8.GetString(value));
    }
}
