namespace Spichlerz.Hpc.Cleaning.Layout;

/// <summary>Tells from the bytes of a text whether <see cref="WrapWidth"/> may find it broken at a width; the bounds are wider than there, for letters take one byte or two.</summary>
internal static class WrapMarks
{
    /// <summary>Most bytes to a line, empty ones among them.</summary>
    private const int MaxMeanBytes = 130;

    /// <summary>Least lines in which a sentence goes on, and of how many filled ones one begins with a small letter.</summary>
    private const int MinRunOns = 5, LinesPerSmallBegin = 8;

    /// <summary>Of so many lengths it is worth asking whether they are alike.</summary>
    private const int MaxLengths = 256;

    private const double WidthQuantile = 0.9, FullRatio = 0.68, MinFullRatio = 0.55;

    public static bool AreIn(ReadOnlySpan<byte> utf8)
    {
        if (utf8.Length > (long)MaxMeanBytes * (utf8.Count((byte)'\n') + 1))
            return false;
        Span<ushort> lengths = stackalloc ushort[MaxLengths];
        int runOns = 0, smallBegins = 0, filled = 0, before = 0; // bytes of the line before if it ends within a sentence
        while (!utf8.IsEmpty)
        {
            int feed = utf8.IndexOf((byte)'\n');
            ReadOnlySpan<byte> line = (feed < 0 ? utf8 : utf8[..feed]).TrimEnd(" \t\r"u8), text = line.TrimStart((byte)' ');
            utf8 = feed < 0 ? [] : utf8[(feed + 1)..];
            bool beginsSmall = !text.IsEmpty && MayBeSmall(text);
            filled += text.IsEmpty ? 0 : 1;
            smallBegins += beginsSmall ? 1 : 0;
            if (beginsSmall && before > 0 && runOns++ < MaxLengths)
                lengths[runOns - 1] = (ushort)Math.Min(before, ushort.MaxValue);
            before = !text.IsEmpty && MayGoOn(text[^1]) ? line.Length : 0;
        }
        return runOns >= MinRunOns && smallBegins * LinesPerSmallBegin >= filled && (runOns > MaxLengths || AreAlike(lengths[..runOns]));
    }

    private static bool AreAlike(Span<ushort> lengths)
    {
        lengths.Sort();
        double full = FullRatio * lengths[(int)(WidthQuantile * (lengths.Length - 1))];
        int others = 0;
        while (others < lengths.Length && lengths[others] < full)
            others++;
        return lengths.Length - others >= MinFullRatio * lengths.Length;
    }

    /// <summary>Small letters and what begins with a byte of Latin letters; not dashes and quotes, which begin with another.</summary>
    private static bool MayBeSmall(ReadOnlySpan<byte> text) => text[0] is (>= (byte)'a' and <= (byte)'z') or (>= 0xC3 and <= 0xDF);

    /// <summary>Letters, commas, hyphens and what is not ASCII, dashes among it.</summary>
    private static bool MayGoOn(byte last) => last is (byte)',' or (byte)'-' or >= 0x80 || char.IsAsciiLetter((char)last);
}
