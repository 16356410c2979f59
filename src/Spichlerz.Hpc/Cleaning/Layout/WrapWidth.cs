namespace Spichlerz.Hpc.Cleaning.Layout;

/// <summary>Decides from all lines of a document whether its paragraphs were broken at a width, and which.</summary>
/// <remarks>
/// The evidence is pairs of lines between which a sentence goes on: in wrapped prose nearly all first lines of such pairs are full, whatever the
/// page. Verse and lists break for reasons of their own: their lines differ in length, begin with capitals or end with marks.
/// </remarks>
internal static class WrapWidth
{
    private const int MinRunOns = 5;

    /// <summary>Narrower ones are columns and subtitles, wider ones nobody's. Verse is narrow, too, but hardly divides a word at a line end.</summary>
    private const int MinWidthUndivided = 56, MinWidthDivided = 38, MinWidthOftenDivided = 22, MaxWidth = 110;

    /// <summary>So many divided words are no chance, if there is one in so many lines: a book of verse has a preface.</summary>
    private const int OftenDivided = 3, LinesPerDivision = 20;

    /// <summary>Most lines whose last three letters return in one of the next three: by chance 5 in 100 do, in verse half of them. Prose that divides words needs no such proof.</summary>
    private const double MaxRhymeRatio = 0.2;

    private const int RhymeDistance = 3;

    /// <summary>Of the lines that run on, so many are no longer than the width: print is set by the breadth of its letters, and words rejoined at line ends stand out.</summary>
    private const double WidthQuantile = 0.9;

    /// <summary>A line of so much of the width is full.</summary>
    public const double FullRatio = 0.8;

    /// <summary>Least share of full lines among those that run on; less will do where words are divided, for verse may be quoted there.</summary>
    private const double MinFullRatio = 0.8, MinFullRatioOftenDivided = 0.65;

    /// <summary>Least shares, among full lines that another one follows, of those that run on, and of those that end with a letter.</summary>
    private const double MinRunOnRatio = 0.5, MinLetterRatio = 0.55;

    /// <summary>Lines beyond so much of the width were not broken at it; most characters in such lines.</summary>
    private const double LongRatio = 1.3, MaxLongCharacterRatio = 0.05;

    /// <summary>Whether so many of the lines had ended with half a word that the text is prose set to a width.</summary>
    public static bool AreOftenDivided(int lines, int divisions) => divisions >= OftenDivided && (long)divisions * LinesPerDivision >= lines;

    /// <summary>Whether sentences go on in enough lines that they are worth a closer look.</summary>
    /// <param name="text">The text.</param>
    /// <param name="lines">Its lines.</param>
    /// <param name="divisions">How many of them had ended with half a word.</param>
    public static bool MayBeFoundIn(ReadOnlySpan<byte> text, LineTable lines, int divisions)
    {
        int runOns = Math.Min(divisions, MinRunOns);
        for (int i = 0; i + 1 < lines.Count && runOns < MinRunOns; i++)
        {
            if (!WrapMarks.MayRunOn(text, lines.End(i)))
                continue;
            ReadOnlySpan<byte> line = text[lines[i]].TrimEnd(" \t\r"u8), next = text[lines[i + 1]].TrimStart(" \t"u8);
            runOns += !line.IsEmpty && !next.IsEmpty && WrappedLine.IsOpen(Utf16.Last(line)) && char.IsLower(Utf16.First(next)) ? 1 : 0;
        }
        return runOns == MinRunOns;
    }

    /// <summary>The width in characters; null if the lines are not clearly broken at one.</summary>
    /// <param name="text">The text.</param>
    /// <param name="shapes">What its lines look like.</param>
    /// <param name="divisions">How many of them had ended with half a word.</param>
    public static int? Of(ReadOnlySpan<byte> text, ReadOnlySpan<WrappedLine> shapes, int divisions)
    {
        Span<int> linesByLength = stackalloc int[MaxWidth + 2]; // the last for all that is longer
        int runOns = 0;
        for (int i = 1; i < shapes.Length; i++)
        {
            ref readonly WrappedLine line = ref shapes[i - 1], next = ref shapes[i];
            int runsOn = line.IsPairWith(next) & line.RunsOnIn(next) ? 1 : 0; // hard to guess: counted without branches
            linesByLength[Math.Min(line.Length, MaxWidth + 1)] += runsOn;
            runOns += runsOn;
        }
        if (runOns < MinRunOns)
            return null;
        int width = 0;
        for (int shorter = linesByLength[0]; shorter <= (int)(WidthQuantile * (runOns - 1)); shorter += linesByLength[width])
            width++;
        bool isOftenDivided = AreOftenDivided(shapes.Length, divisions);
        if (width < (isOftenDivided ? MinWidthOftenDivided : divisions > 0 ? MinWidthDivided : MinWidthUndivided) || width > MaxWidth)
            return null;
        int full = 0;
        for (int length = (int)Math.Ceiling(FullRatio * width); length < linesByLength.Length; length++)
            full += linesByLength[length];
        return full >= (isOftenDivided ? MinFullRatioOftenDivided : MinFullRatio) * runOns && AreBrokenAt(width, shapes) && (isOftenDivided || !Rhyme(text, shapes)) ? width : null;
    }

    private static bool AreBrokenAt(int width, ReadOnlySpan<WrappedLine> lines)
    {
        int full = 0, runOns = 0, letters = 0, minFull = (int)Math.Ceiling(FullRatio * width), maxUsual = (int)(LongRatio * width);
        long all = 0, beyond = 0;
        for (int i = 0; i < lines.Length; i++)
        {
            ref readonly WrappedLine line = ref lines[i];
            all += line.Length;
            beyond += line.Length > maxUsual ? line.Length : 0;
            if (i + 1 == lines.Length)
                break;
            ref readonly WrappedLine next = ref lines[i + 1];
            int isFull = line.Length >= minFull & line.IsPairWith(next) ? 1 : 0;
            full += isFull;
            runOns += isFull & (line.RunsOnIn(next) ? 1 : 0);
            letters += isFull & (line.EndsWithLetter ? 1 : 0);
        }
        return runOns >= MinRunOnRatio * full && letters >= MinLetterRatio * full && beyond <= MaxLongCharacterRatio * all;
    }

    private static bool Rhyme(ReadOnlySpan<byte> text, ReadOnlySpan<WrappedLine> shapes)
    {
        Span<long> before = stackalloc long[RhymeDistance]; // 0 where the line has found its rhyme, or has none
        int filled = 0, rhymes = 0;
        foreach (ref readonly WrappedLine line in shapes)
        {
            if (line.IsEmpty)
                continue;
            long rhyme = WrappedLine.RhymeOf(text[line.Begin..line.End]);
            foreach (ref long other in before)
            {
                if (rhyme == 0 || other != rhyme)
                    continue;
                rhymes++;
                other = 0;
            }
            before[filled++ % RhymeDistance] = rhyme;
        }
        return rhymes > MaxRhymeRatio * filled;
    }
}
