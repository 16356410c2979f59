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

    public static bool AreIn(ReadOnlySpan<byte> utf8, LineTable lines)
    {
        if (utf8.Length > (long)MaxMeanBytes * lines.Count)
            return false;
        Span<ushort> lengths = stackalloc ushort[MaxLengths];
        int runOns = 0, smallBegins = 0, filled = 0;
        for (int i = 1; i < lines.Count; i++)
        {
            int begin = lines.Start(i), end = lines.End(i - 1);
            while (begin < utf8.Length && utf8[begin] == (byte)' ')
                begin++;
            byte first = begin < utf8.Length ? utf8[begin] : (byte)'\n';
            filled += first is (byte)'\n' or (byte)'\r' ? 0 : 1;
            if (!MayBeSmall(first))
                continue;
            smallBegins++;
            while (end > lines.Start(i - 1) && utf8[end - 1] is (byte)' ' or (byte)'\t' or (byte)'\r')
                end--;
            int length = end - lines.Start(i - 1);
            if (length > 0 && MayGoOn(utf8[end - 1]) && runOns++ < MaxLengths)
                lengths[runOns - 1] = (ushort)Math.Min(length, ushort.MaxValue);
        }
        return runOns >= MinRunOns && smallBegins * LinesPerSmallBegin >= filled && (runOns > MaxLengths || AreAlike(lengths[..runOns]));
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
}
