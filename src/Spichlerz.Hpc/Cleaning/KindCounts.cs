using System.Globalization;
using System.Text.Unicode;

namespace Spichlerz.Hpc.Cleaning;

/// <summary>What a step changed in one document, by kind, in the order of the alphabet.</summary>
internal sealed class KindCounts
{
    /// <summary>A step knows no more than a dozen.</summary>
    private const int UsualKinds = 16;

    private const int MaxCountBytes = 11, MemberSigns = 4; // "kind":n,

    private string[] kinds = new string[UsualKinds];
    private int[] counts = new int[UsualKinds];
    private byte[] fact = [];
    private int used;

    public ReadOnlySpan<string> Kinds => kinds.AsSpan(0, used);

    public bool IsEmpty => used == 0;

    public int this[string kind] => Kinds.IndexOf(kind) is >= 0 and var at ? counts[at] : 0;

    public void Clear() => used = 0;

    public void Add(string kind, int count = 1)
    {
        if (count <= 0)
            return;
        int at = 0, order = -1;
        while (at < used && (order = string.CompareOrdinal(kinds[at], kind)) < 0)
            at++;
        if (at == used || order > 0)
            Insert(at, kind);
        counts[at] += count;
    }

    /// <summary>The counts as a member of a JSON object: <c>"repair":{"entities":3}</c>; valid until the next call. Names of steps and kinds are plain ones of our own.</summary>
    public ReadOnlySpan<byte> ToFact(string step)
    {
        int most = step.Length + (2 * MemberSigns);
        foreach (string kind in Kinds)
            most += kind.Length + MemberSigns + MaxCountBytes;
        if (fact.Length < most)
            fact = new byte[2 * most];
        Utf8.TryWrite(fact, $"\"{step}\":{{", out int length);
        for (int i = 0; i < used; i++)
        {
            Utf8.TryWrite(fact.AsSpan(length), CultureInfo.InvariantCulture, $"\"{kinds[i]}\":{counts[i]}{(i + 1 < used ? "," : "")}", out int written);
            length += written;
        }
        fact[length++] = (byte)'}';
        return fact.AsSpan(0, length);
    }

    private void Insert(int at, string kind)
    {
        if (used == kinds.Length)
        {
            Array.Resize(ref kinds, 2 * used);
            Array.Resize(ref counts, 2 * used);
        }
        kinds.AsSpan(at, used - at).CopyTo(kinds.AsSpan(at + 1));
        counts.AsSpan(at, used - at).CopyTo(counts.AsSpan(at + 1));
        (kinds[at], counts[at]) = (kind, 0);
        used++;
    }
}
