namespace Spichlerz.Hpc.Cleaning.Layout;

/// <summary>Tells from the bytes of a text whether it is worth asking <see cref="WrapWidth"/>. Bounds are wider than there: letters take one byte or two, and tables are not told apart.</summary>
internal static class WrapMarks
{
    /// <summary>Most bytes to a line, empty ones among them.</summary>
    private const int MaxMeanBytes = 130;

    /// <summary>Least lines in which a sentence goes on, and of how many filled ones one begins with a small letter.</summary>
    private const int MinRunOns = 5, LinesPerSmallBegin = 8;

    /// <summary>Of so many lengths it is worth asking whether they are alike.</summary>
    private const int MaxLengths = 256;

    private const double WidthQuantile = 0.9, FullRatio = 0.68, MinFullRatio = 0.55;

    private static readonly byte[] IsSmall = Table(MayBeSmall), GoesOn = Table(MayGoOn);

    // For the bytes beside a line feed, where white space may stand between. Small letters of all scripts are among them, for WrapWidth asks, too.
    private static readonly byte[] IsSmallBehindBlanks = Table(first => char.IsAsciiLetterLower((char)first) || first is >= 0x80 or (byte)' ' or (byte)'\t'), GoesOnBeforeBlanks = Table(last => MayGoOn(last) || last is (byte)' ' or (byte)'\t' or (byte)'\r');

    public static bool AreIn(ReadOnlySpan<byte> utf8, LineTable lines)
    {
        if (utf8.Length > (long)MaxMeanBytes * lines.Count || !MayRunOn(utf8, lines))
            return false;
        Span<ushort> lengths = stackalloc ushort[MaxLengths + 1]; // the last for what is beyond
        int runOns = 0, smallBegins = 0, filled = 0;
        for (int i = 1, start = 0; i < lines.Count; i++)
        {
            int feed = lines.End(i - 1), end = feed, begin = feed + 1;
            while (begin < utf8.Length && utf8[begin] == (byte)' ')
                begin++;
            while (end > start && utf8[end - 1] is (byte)' ' or (byte)'\t' or (byte)'\r')
                end--;
            // How lines begin and end is hard to guess: they are counted without branches.
            byte first = begin < utf8.Length ? utf8[begin] : (byte)'\n', last = end > start ? utf8[end - 1] : (byte)'\n';
            filled += first is (byte)'\n' or (byte)'\r' ? 0 : 1;
            smallBegins += IsSmall[first];
            lengths[Math.Min(runOns, MaxLengths)] = (ushort)Math.Min(end - start, ushort.MaxValue);
            runOns += IsSmall[first] & GoesOn[last];
            start = feed + 1;
        }
        return runOns >= MinRunOns && smallBegins * LinesPerSmallBegin >= filled && (runOns > MaxLengths || AreAlike(lengths[..runOns]));
    }

    /// <summary>Whether a line feed stands between bytes that may be those of a sentence that goes on.</summary>
    public static bool MayRunOn(ReadOnlySpan<byte> utf8, int feed) =>
        feed > 0 && feed + 1 < utf8.Length && (GoesOnBeforeBlanks[utf8[feed - 1]] & IsSmallBehindBlanks[utf8[feed + 1]]) != 0;

    /// <summary>Whether enough line feeds stand between bytes that may be those of a sentence that goes on.</summary>
    private static bool MayRunOn(ReadOnlySpan<byte> utf8, LineTable lines)
    {
        int runOns = 0;
        for (int i = 0; i + 1 < lines.Count && runOns < MinRunOns; i++)
            runOns += MayRunOn(utf8, lines.End(i)) ? 1 : 0;
        return runOns == MinRunOns;
    }

    private static bool AreAlike(ReadOnlySpan<ushort> lengths)
    {
        double full = FullRatio * Longest(lengths, lengths.Length - (int)(WidthQuantile * (lengths.Length - 1)));
        int alike = 0;
        foreach (ushort length in lengths)
            alike += length >= full ? 1 : 0;
        return alike >= MinFullRatio * lengths.Length;
    }

    /// <summary>The length that so many reach, of which there are few: sorting them all takes longer.</summary>
    private static int Longest(ReadOnlySpan<ushort> lengths, int number)
    {
        Span<ushort> longest = stackalloc ushort[number];
        longest.Clear();
        foreach (ushort length in lengths)
        {
            int at = number - 1;
            if (length <= longest[at])
                continue;
            for (; at > 0 && longest[at - 1] < length; at--)
                longest[at] = longest[at - 1];
            longest[at] = length;
        }
        return longest[^1];
    }

    /// <summary>Small letters and what begins with a byte of Latin letters; not dashes and quotes, which begin with another.</summary>
    private static bool MayBeSmall(byte first) => first is (>= (byte)'a' and <= (byte)'z') or (>= 0xC3 and <= 0xDF);

    /// <summary>Letters, commas, hyphens and what is not ASCII, dashes among it.</summary>
    private static bool MayGoOn(byte last) => last is (byte)',' or (byte)'-' or >= 0x80 || char.IsAsciiLetter((char)last);

    /// <summary>1 for the bytes of which it is so, 0 for the others.</summary>
    private static byte[] Table(Func<byte, bool> isSo) => [.. Enumerable.Range(0, byte.MaxValue + 1).Select(value => isSo((byte)value) ? (byte)1 : (byte)0)];
}
