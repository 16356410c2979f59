using System.Buffers;
using System.IO.Hashing;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Spichlerz.Hpc.Documents;
using Spichlerz.Hpc.Reduction;

namespace Spichlerz.Hpc.Release;

/// <summary>Five documents of a dataset for people to look at: those whose ids hash lowest, so a random choice that is the same in every run.</summary>
internal sealed class SampleDocuments
{
    private const int Count = 5;

    /// <summary>Longer texts are passed over: a sample is loaded whole by browsers.</summary>
    private const int MaxTextBytes = 1 << 20;

    private readonly SortedDictionary<ulong, JsonObject> chosen = [];

    public void Offer(Document document)
    {
        ulong place = XxHash3.HashToUInt64(Encoding.UTF8.GetBytes(document.Id));
        if (document.Text.Length > MaxTextBytes || chosen.Count == Count && place >= chosen.Keys.Last())
            return;
        chosen[place] = ToJson(document);
        if (chosen.Count > Count)
            chosen.Remove(chosen.Keys.Last());
    }

    public byte[] ToJson() => SpeakLeashManifest.ToBytes(new JsonArray([.. chosen.Values]));

    private static JsonObject ToJson(Document document)
    {
        var meta = new ArrayBufferWriter<byte>();
        meta.Write("{\"spichlerz\":{\"id\":"u8);
        meta.Write(JsonSerializer.SerializeToUtf8Bytes(document.Id));
        meta.Write(document.Facts.IsEmpty ? ""u8 : ","u8);
        meta.Write(document.Facts.Span);
        meta.Write(document.Meta.IsEmpty ? "}"u8 : "},"u8);
        meta.Write(document.Meta.Span);
        meta.Write("}"u8);
        return new JsonObject { ["text"] = Encoding.UTF8.GetString(document.Text.Span), ["meta"] = JsonNode.Parse(meta.WrittenSpan) };
    }
}
