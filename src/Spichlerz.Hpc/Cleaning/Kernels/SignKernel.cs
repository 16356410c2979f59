using System.Globalization;
using System.Numerics;
using System.Runtime.Intrinsics;
using System.Text;

namespace Spichlerz.Hpc.Cleaning.Kernels;

/// <summary>Counts the punctuation and the symbols of UTF-8 text, by Unicode's categories, and marks where a sentence may end.</summary>
internal static class SignKernel
{
    public const int BlockBytes = 64;

    private static readonly Kind[] Ascii = [.. Enumerable.Range(0, 0x80).Select(value => KindOf(new Rune(value)))];

    [Flags]
    private enum Kind : byte
    {
        None = 0,
        Punctuation = 1,
        Symbol = 2,
        End = 4,
    }

    public static int BlockCount(int bytes) => (int)(((uint)bytes + BlockBytes - 1) / BlockBytes);

    /// <summary>Fills <paramref name="ends"/> with the first bytes of . ! ? … and <paramref name="feeds"/> with line ends, one bit a byte.</summary>
    /// <param name="utf8">Valid UTF-8.</param>
    /// <param name="ends">At least <see cref="BlockCount"/> elements.</param>
    /// <param name="feeds">As many.</param>
    public static (int Punctuations, int Symbols) Count(ReadOnlySpan<byte> utf8, Span<ulong> ends, Span<ulong> feeds)
    {
        int blocks = BlockCount(utf8.Length);
        if (ends.Length < blocks || feeds.Length < blocks)
            throw new ArgumentException($"{utf8.Length} bytes of text need {blocks} blocks; got {ends.Length} and {feeds.Length}.");
        return Vector128.IsHardwareAccelerated ? CountVector(utf8, ends[..blocks], feeds[..blocks]) : CountScalar(utf8, ends[..blocks], feeds[..blocks]);
    }

    internal static (int Punctuations, int Symbols) CountScalar(ReadOnlySpan<byte> utf8, Span<ulong> ends, Span<ulong> feeds)
    {
        ends.Clear();
        feeds.Clear();
        var counts = default((int Punctuations, int Symbols));
        for (int at = 0; at < utf8.Length; at++)
        {
            feeds[at / BlockBytes] |= utf8[at] == (byte)'\n' ? 1UL << (at % BlockBytes) : 0;
            if (utf8[at] < 0x80)
                Add(Ascii[utf8[at]], at, ref counts, ends);
            else if (utf8[at] >= 0xC0)
                AddOther(utf8, at, ref counts, ends);
        }
        return counts;
    }

    internal static (int Punctuations, int Symbols) CountVector(ReadOnlySpan<byte> utf8, Span<ulong> ends, Span<ulong> feeds)
    {
        var counts = default((int Punctuations, int Symbols));
        Span<byte> last = stackalloc byte[BlockBytes];
        feeds = feeds[..ends.Length];
        for (int b = 0; b < ends.Length; b++)
        {
            int origin = b * BlockBytes;
            if (utf8.Length - origin < BlockBytes)
            {
                last.Clear();
                utf8[origin..].CopyTo(last);
            }
            Vector512<byte> bytes = Vector512.Create(utf8.Length - origin < BlockBytes ? last : utf8[origin..]);
            Vector512<byte> small = bytes | Vector512.Create((byte)0x20);
            Vector512<byte> isWord = IsIn(small, 'a', 'z') | IsIn(bytes, '0', '9');
            Vector512<byte> isSymbol = Is(bytes, '$') | Is(bytes, '+') | IsIn(bytes, '<', '>') | Is(bytes, '^') | Is(bytes, '`') | Is(bytes, '|') | Is(bytes, '~');
            Vector512<byte> isPunctuation = Vector512.AndNot(IsIn(bytes, '!', '~'), isWord | isSymbol);
            counts.Punctuations += Bits(isPunctuation);
            counts.Symbols += Bits(isSymbol);
            ends[b] = (Is(bytes, '.') | Is(bytes, '!') | Is(bytes, '?')).ExtractMostSignificantBits();
            feeds[b] = Is(bytes, '\n').ExtractMostSignificantBits();
            // C3, C4 and C5 lead nothing but letters and the signs × and ÷.
            ulong others = Vector512.GreaterThanOrEqual(bytes, Vector512.Create((byte)0xC0)).ExtractMostSignificantBits();
            if (others == 0)
                continue;
            ulong c3 = Is(bytes, '\u00C3').ExtractMostSignificantBits(), times = (Is(bytes, '\u0097') | Is(bytes, '\u00B7')).ExtractMostSignificantBits();
            others = (others & ~IsIn(bytes, '\u00C3', '\u00C5').ExtractMostSignificantBits()) | (c3 & ((times >> 1) | (1UL << (BlockBytes - 1))));
            if (others == 0)
                continue;
            // E2 80 leads what Polish is printed with: blanks from U+2000 on, and from U+2010 to U+2027 „ ” ’ – … and other punctuation.
            ulong general = Is(bytes, '\u00E2').ExtractMostSignificantBits() & (Is(bytes, '\u0080').ExtractMostSignificantBits() >> 1);
            ulong printed = general & (IsIn(bytes, '\u0090', '\u00A7').ExtractMostSignificantBits() >> 2), blanks = general & (IsIn(bytes, '\u0080', '\u008F').ExtractMostSignificantBits() >> 2);
            counts.Punctuations += BitOperations.PopCount(printed);
            ends[b] |= printed & (Is(bytes, '\u00A6').ExtractMostSignificantBits() >> 2);
            others &= ~(printed | blanks);
            for (; others != 0; others &= others - 1)
                AddOther(utf8, origin + BitOperations.TrailingZeroCount(others), ref counts, ends);
        }
        return counts;
    }

    private static void AddOther(ReadOnlySpan<byte> utf8, int at, ref (int Punctuations, int Symbols) counts, Span<ulong> ends)
    {
        Rune.DecodeFromUtf8(utf8[at..], out Rune rune, out _);
        Add(KindOf(rune), at, ref counts, ends);
    }

    private static void Add(Kind kind, int at, ref (int Punctuations, int Symbols) counts, Span<ulong> ends)
    {
        counts.Punctuations += (kind & Kind.Punctuation) != 0 ? 1 : 0;
        counts.Symbols += (kind & Kind.Symbol) != 0 ? 1 : 0;
        ends[at / BlockBytes] |= (kind & Kind.End) != 0 ? 1UL << (at % BlockBytes) : 0;
    }

    private static Kind KindOf(Rune rune) => (rune.Value is '.' or '!' or '?' or '…' ? Kind.End : 0) | Rune.GetUnicodeCategory(rune) switch
    {
        >= UnicodeCategory.ConnectorPunctuation and <= UnicodeCategory.OtherPunctuation => Kind.Punctuation,
        >= UnicodeCategory.MathSymbol and <= UnicodeCategory.OtherSymbol => Kind.Symbol,
        _ => Kind.None,
    };

    private static int Bits(Vector512<byte> mask) => BitOperations.PopCount(mask.ExtractMostSignificantBits());

    private static Vector512<byte> Is(Vector512<byte> bytes, char value) => Vector512.Equals(bytes, Vector512.Create((byte)value));

    private static Vector512<byte> IsIn(Vector512<byte> bytes, char first, char last) =>
        Vector512.LessThanOrEqual(bytes - Vector512.Create((byte)first), Vector512.Create((byte)(last - first)));
}
