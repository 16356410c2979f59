using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Spichlerz.Hpc.Documents;

namespace Spichlerz.Hpc.Sharding;

/// <summary>Gathers a record's metadata as raw JSON members: the dataset's own, and what we know from them.</summary>
internal sealed class MetaWriter
{
    private static readonly JsonSerializerOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly ArrayBufferWriter<byte> members = new();
    private readonly ArrayBufferWriter<byte> facts = new();
    private readonly ArrayBufferWriter<byte> previous = new();
    private readonly ArrayBufferWriter<byte> extras = new();
    private readonly Dictionary<string, Stated> licences = new(StringComparer.Ordinal);
    private byte[] lastSpelling = [];
    private Stated? lastStated;
    private Stated? licence;
    private byte[] scratch = new byte[256];

    public ReadOnlySpan<byte> Members => members.WrittenSpan;

    /// <summary>Complete after <see cref="Finish"/>.</summary>
    public ReadOnlySpan<byte> Facts => facts.WrittenSpan;

    public bool KeptAsText { get; private set; }

    public void Clear()
    {
        members.ResetWrittenCount();
        facts.ResetWrittenCount();
        previous.ResetWrittenCount();
        extras.ResetWrittenCount();
        licence = null;
        KeptAsText = false;
    }

    /// <summary>Adds the members of an object, raw; a <c>spichlerz</c> member of an earlier run becomes the fact <c>previous</c>.</summary>
    /// <exception cref="JsonException">The object is broken or something follows it.</exception>
    /// <exception cref="InvalidOperationException">A string holds a lone surrogate.</exception>
    public void AddObject(ReadOnlySpan<byte> json)
    {
        // One level less than the record's own limit of 64, so that a record is judged alike whichever path reads it.
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = 63 });
        reader.Read();
        while (reader.Read() && reader.TokenType is JsonTokenType.PropertyName)
        {
            Check(ref reader);
            int start = (int)reader.TokenStartIndex;
            bool isPrevious = reader.ValueTextEquals("spichlerz"u8);
            bool isLicence = reader.ValueTextEquals("licence"u8) || reader.ValueTextEquals("license"u8);
            reader.Read();
            int valueStart = (int)reader.TokenStartIndex;
            if (isLicence && reader.TokenType is JsonTokenType.String)
                AddLicence(ref reader);
            CheckAll(ref reader);
            int end = (int)reader.BytesConsumed;
            if (isPrevious)
                Set(previous, json[valueStart..end]);
            else
                AddMember(members, [], json[start..end]);
        }
        if (reader.Read())
            throw new JsonException("something follows the metadata");
    }

    /// <summary>Adds a member that stood beside <c>text</c> and <c>meta</c>; lm_dataformat would forget it.</summary>
    public void AddExtra(ref Utf8JsonReader reader, ReadOnlySpan<byte> json)
    {
        Check(ref reader);
        int start = (int)reader.TokenStartIndex;
        reader.Read();
        CheckAll(ref reader);
        AddMember(extras, [], json[start..(int)reader.BytesConsumed]);
    }

    /// <summary>Call once after the last member. The licence comes first, where <see cref="LicenceFact"/> looks; what stood beside text and meta becomes <c>record</c>.</summary>
    public void Finish()
    {
        if (licence is not null)
            AddMember(facts, "\"licence\":"u8, licence.Json);
        if (previous.WrittenCount > 0)
            AddMember(facts, "\"previous\":"u8, previous.WrittenSpan);
        if (extras.WrittenCount == 0)
            return;
        AddMember(facts, "\"record\":{"u8, extras.WrittenSpan);
        facts.Write("}"u8);
    }

    /// <summary>Keeps metadata that is no object, such as a Python literal, as one text: the member <c>unparsed_meta</c>.</summary>
    public void AddAsText(string text)
    {
        KeptAsText = true;
        AddMember(members, "\"unparsed_meta\":"u8, JsonSerializer.SerializeToUtf8Bytes(text, Relaxed));
    }

    private static void AddMember(ArrayBufferWriter<byte> target, ReadOnlySpan<byte> name, ReadOnlySpan<byte> value)
    {
        if (target.WrittenCount > 0)
            target.Write(","u8);
        target.Write(name);
        target.Write(value);
    }

    private static void Set(ArrayBufferWriter<byte> target, ReadOnlySpan<byte> value)
    {
        target.ResetWrittenCount();
        target.Write(value);
    }

    /// <summary>Notes the record's own licence; of two the less open one. Few licences, many documents: each spelling is parsed once.</summary>
    private void AddLicence(ref Utf8JsonReader reader)
    {
        if (lastStated is null || !reader.ValueSpan.SequenceEqual(lastSpelling))
        {
            string text = reader.GetString()!;
            if (!licences.TryGetValue(text, out lastStated))
            {
                var parsed = Licence.Parse(text);
                licences[text] = lastStated = new Stated(parsed, JsonSerializer.SerializeToUtf8Bytes(parsed.Spdx, Relaxed));
            }
            lastSpelling = reader.ValueSpan.ToArray();
        }
        if (licence is null || lastStated.Licence.Class > licence.Licence.Class)
            licence = lastStated;
    }

    /// <summary>Walks over the value the reader stands on and checks every string in it.</summary>
    private void CheckAll(ref Utf8JsonReader reader)
    {
        int depth = reader.CurrentDepth;
        Check(ref reader);
        if (reader.TokenType is not (JsonTokenType.StartObject or JsonTokenType.StartArray))
            return;
        while (reader.Read() && reader.CurrentDepth > depth)
            Check(ref reader);
    }

    /// <summary>Unescapes a string once, only to find lone surrogates: readers of the published files refuse them.</summary>
    private void Check(ref Utf8JsonReader reader)
    {
        if (reader.TokenType is not (JsonTokenType.String or JsonTokenType.PropertyName) || !reader.ValueIsEscaped)
            return;
        if (scratch.Length < reader.ValueSpan.Length)
            scratch = new byte[Math.Max(reader.ValueSpan.Length, 2 * scratch.Length)];
        reader.CopyString(scratch);
    }

    /// <summary>A licence and its SPDX id as JSON.</summary>
    private sealed record Stated(Licence Licence, byte[] Json);
}
