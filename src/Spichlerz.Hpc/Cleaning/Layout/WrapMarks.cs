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

    public static bool AreIn(ReadOnlySpan<byte> utf8)
    {
        if (utf8.Length > (long)MaxMeanBytes * (utf8.Count((byte)'\n') + 1))
            return false;
        Span<ushort> lengths = stackalloc ushort[MaxLengths];
        int runOns = 0, smallBegins = 0, filled = 0;
        for (int feed = utf8.IndexOf((byte)'\n'); feed >= 0; feed = utf8.IndexOf((byte)'\n'))
        {
            ReadOnlySpan<byte> line = utf8[..feed];
            utf8 = utf8[(feed + 1)..];
            int indent = 0;
            while (indent < utf8.Length && utf8[indent] == (byte)' ')
                indent++;
            byte first = indent < utf8.Length ? utf8[indent] : (byte)'\n';
            filled += first is (byte)'\n' or (byte)'\r' ? 0 : 1;
            if (!MayBeSmall(first))
                continue;
            smallBegins++;
            line = line.TrimEnd(" \t\r"u8);
            if (!line.IsEmpty && MayGoOn(line[^1]) && runOns++ < MaxLengths)
                lengths[runOns - 1] = (ushort)Math.Min(line.Length, ushort.MaxValue);
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
    private static bool MayBeSmall(byte first) => first is (>= (byte)'a' and <= (byte)'z') or (>= 0xC3 and <= 0xDF);

    /// <summary>Letters, commas, hyphens and what is not ASCII, dashes among it.</summary>
    private static bool MayGoOn(byte last) => last is (byte)',' or (byte)'-' or >= 0x80 || char.IsAsciiLetter((char)last);
}
