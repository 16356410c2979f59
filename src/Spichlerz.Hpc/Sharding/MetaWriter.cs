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
    private readonly ArrayBufferWriter<byte> extras = new();
    private readonly Dictionary<string, byte[]> licences = new(StringComparer.Ordinal);
    private byte[] lastLicence = [];
    private byte[] lastLicenceFact = [];
    private byte[] scratch = new byte[256];

    public ReadOnlySpan<byte> Members => members.WrittenSpan;

    public ReadOnlySpan<byte> Facts => facts.WrittenSpan;

    public bool KeptAsText { get; private set; }

    public void Clear()
    {
        members.ResetWrittenCount();
        facts.ResetWrittenCount();
        extras.ResetWrittenCount();
        KeptAsText = false;
    }

    /// <summary>Adds the members of an object, raw; a <c>spichlerz</c> member of an earlier run becomes the fact <c>previous</c>.</summary>
    /// <exception cref="JsonException">The object is broken or something follows it.</exception>
    /// <exception cref="InvalidOperationException">A string holds a lone surrogate.</exception>
    public void AddObject(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json);
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
                AddMember(facts, "\"previous\":"u8, json[valueStart..end]);
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

    /// <summary>Call once after the last member: what stood beside text and meta becomes the fact <c>record</c>.</summary>
    public void Finish()
    {
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

    private void AddLicence(ref Utf8JsonReader reader)
    {
        // Few licences and many documents: each spelling is normalised once, and the last one is the next one nearly always.
        if (!reader.ValueSpan.SequenceEqual(lastLicence))
        {
            string text = reader.GetString()!;
            if (!licences.TryGetValue(text, out byte[]? fact))
                licences[text] = fact = JsonSerializer.SerializeToUtf8Bytes(Licence.Parse(text).Spdx, Relaxed);
            (lastLicence, lastLicenceFact) = (reader.ValueSpan.ToArray(), fact);
        }
        AddMember(facts, "\"licence\":"u8, lastLicenceFact);
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
}
