namespace Spichlerz.Hpc.Cleaning.Layout;

/// <summary>Decides from all lines of a document whether its paragraphs were broken at a width, and which.</summary>
/// <remarks>
/// The evidence is pairs of lines between which a sentence goes on: in wrapped prose nearly all first lines of such pairs are full, whatever the
/// page. Verse and lists break for reasons of their own: their lines differ in length, begin with capitals or end with marks.
/// </remarks>
internal static class WrapWidth
{
    private const int MinRunOns = 5;

    /// <summary>Narrower ones are columns and subtitles, wider ones nobody's.</summary>
    private const int MinWidth = 38, MaxWidth = 110;

    /// <summary>The width of verse, too, where no word is divided at a line end, as verse never does.</summary>
    private const int MinWidthUndivided = 56;

    /// <summary>Most lines whose last three letters return in one of the next three: by chance 5 in 100 do, in verse half of them.</summary>
    private const double MaxRhymeRatio = 0.2;

    private const int RhymeDistance = 3;

    /// <summary>Of the lines that run on, so many are no longer than the width: print is set by the breadth of its letters, and words rejoined at line ends stand out.</summary>
    private const double WidthQuantile = 0.9;

    /// <summary>A line of so much of the width is full.</summary>
    public const double FullRatio = 0.8;

    /// <summary>Least share of full lines among those that run on.</summary>
    private const double MinFullRatio = 0.8;

    /// <summary>Least shares, among full lines that another one follows, of those that run on, and of those that end with a letter.</summary>
    private const double MinRunOnRatio = 0.5, MinLetterRatio = 0.55;

    /// <summary>Lines beyond so much of the width were not broken at it; most characters in such lines.</summary>
    private const double LongRatio = 1.3, MaxLongCharacterRatio = 0.05;

    /// <summary>Whether sentences go on in enough lines that they are worth a closer look.</summary>
    public static bool MayBeFoundIn(ReadOnlySpan<char> text)
    {
        int runOns = 0;
        for (int feed = text.IndexOf('\n'); feed >= 0 && runOns < MinRunOns; feed = text.IndexOf('\n'))
        {
            ReadOnlySpan<char> line = text[..feed].TrimEnd(" \t\r");
            text = text[(feed + 1)..];
            ReadOnlySpan<char> next = text.TrimStart(" \t");
            runOns += !line.IsEmpty && !next.IsEmpty && WrappedLine.IsOpen(line[^1]) && char.IsLower(next[0]) ? 1 : 0;
        }
        return runOns == MinRunOns;
    }

    /// <summary>The width in characters; null if the lines are not clearly broken at one.</summary>
    /// <param name="areWordsDivided">Whether words were divided at line ends.</param>
    public static int? Of(ReadOnlySpan<WrappedLine> lines, bool areWordsDivided)
    {
        List<int> runOns = [];
        for (int i = 1; i < lines.Length; i++)
        {
            if (ArePair(lines[i - 1], lines[i]) && lines[i - 1].RunsOnIn(lines[i]))
                runOns.Add(lines[i - 1].Length);
        }
        if (runOns.Count < MinRunOns)
            return null;
        runOns.Sort();
        int width = runOns[(int)(WidthQuantile * (runOns.Count - 1))];
        bool isWidth = width >= (areWordsDivided ? MinWidth : MinWidthUndivided) && width <= MaxWidth && runOns.Count(length => length >= FullRatio * width) >= MinFullRatio * runOns.Count;
        return isWidth && AreBrokenAt(width, lines) && !Rhyme(lines) ? width : null;
    }

    /// <summary>Whether the two may be of one paragraph.</summary>
    public static bool ArePair(in WrappedLine line, in WrappedLine next) => !line.IsEmpty && !next.IsEmpty && !line.IsVerbatim && !next.IsVerbatim && !next.BeginsItem;

    private static bool AreBrokenAt(int width, ReadOnlySpan<WrappedLine> lines)
    {
        int full = 0, runOns = 0, letters = 0;
        long all = 0, beyond = 0;
        for (int i = 0; i < lines.Length; i++)
        {
            all += lines[i].Length;
            beyond += lines[i].Length > LongRatio * width ? lines[i].Length : 0;
            if (i + 1 == lines.Length || lines[i].Length < FullRatio * width || !ArePair(lines[i], lines[i + 1]))
                continue;
            full++;
            runOns += lines[i].RunsOnIn(lines[i + 1]) ? 1 : 0;
            letters += lines[i].EndsWithLetter ? 1 : 0;
        }
        return runOns >= MinRunOnRatio * full && letters >= MinLetterRatio * full && beyond <= MaxLongCharacterRatio * all;
    }

    private static bool Rhyme(ReadOnlySpan<WrappedLine> lines)
    {
        List<long> ends = [];
        foreach (WrappedLine line in lines)
        {
            if (!line.IsEmpty)
                ends.Add(line.Rhyme);
        }
        int rhymes = Enumerable.Range(0, ends.Count).Count(i => ends[i] != 0 && ends.Skip(i + 1).Take(RhymeDistance).Contains(ends[i]));
        return rhymes > MaxRhymeRatio * ends.Count;
    }
}
