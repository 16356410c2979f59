using System.Text;

namespace Spichlerz.Hpc.Documents;

/// <summary>Reads the licence that a document itself states, from its facts. Few licences, many documents: each spelling is parsed once.</summary>
public sealed class LicenceFact
{
    private readonly Dictionary<string, Licence> known = new(StringComparer.Ordinal);
    private byte[] lastText = [];
    private Licence? last;

    private static ReadOnlySpan<byte> Member => "\"licence\":\""u8;

    /// <summary>The document's own licence, or null where that of its dataset holds. The shard stage writes it as the first fact.</summary>
    public Licence? Of(Document document)
    {
        ReadOnlySpan<byte> facts = document.Facts.Span;
        if (!facts.StartsWith(Member))
            return null;
        ReadOnlySpan<byte> value = facts[Member.Length..];
        value = value[..value.IndexOf((byte)'"')];
        if (last is not null && value.SequenceEqual(lastText))
            return last;
        string text = Encoding.UTF8.GetString(value);
        if (!known.TryGetValue(text, out Licence? licence))
            known[text] = licence = Licence.Parse(text);
        (lastText, last) = (value.ToArray(), licence);
        return licence;
    }
}
