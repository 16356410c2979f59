namespace Spichlerz.Hpc.Cleaning.Layout;

/// <summary>Joins the lines of paragraphs that were broken at a fixed width: scanned pages, plain-text books, manual pages, mail.</summary>
internal sealed class Rewrap
{
    /// <summary>Least share of the width that a line has from which a sentence goes on in a small letter. It is low, for a word that someone rejoined at the end of the line before may be missing; not so where we did.</summary>
    private const double MinOpenRatio = 0.6, MinOpenRatioOftenDivided = 0.7;

    /// <summary>Of a line that ends within a sentence it is enough if the next word would have gone beyond so much of the width: print is set by the breadth of its letters.</summary>
    private const double OpenRoomRatio = 0.9;

    /// <summary>Lines before and after that are asked whether they are verse, all of which begins with capitals.</summary>
    private const int Neighbours = 2;

    private WrappedLine[] shapeArray = [];

    /// <summary>Writes the text with the lines of each wrapped paragraph joined and returns its length; null, and nothing of worth in the target, if there are none.</summary>
    /// <param name="text">The text.</param>
    /// <param name="lines">Its lines.</param>
    /// <param name="divided">Where they had ended before divided words were rejoined, or null if none was.</param>
    /// <param name="target">As long as the text.</param>
    /// <param name="counts">Counts the line ends that go.</param>
    public int? Join(ReadOnlySpan<byte> text, LineTable lines, DividedLines? divided, Span<byte> target, KindCounts counts)
    {
        int divisions = divided?.Count ?? 0;
        if (!WrapWidth.MayBeFoundIn(text, lines, divisions))
            return null;
        ReadOnlySpan<WrappedLine> shapes = Shapes(text, lines, divided);
        if (WrapWidth.Of(text, shapes, divisions) is not { } width)
            return null;
        double minOpen = (WrapWidth.AreOftenDivided(lines.Count, divisions) ? MinOpenRatioOftenDivided : MinOpenRatio) * width;
        int first = 0, joins = 0, read = 0, written = 0;
        for (int next = 1; next <= lines.Count; next++)
        {
            ref readonly WrappedLine line = ref shapes[next - 1];
            bool goesOn = next < lines.Count && Continues(text, shapes, first, next, width, minOpen) && IsProse(shapes, next);
            if (line.HasGap && (goesOn || first < next - 1))
            {
                Append(text[read..line.Begin], target, ref written);
                AppendWords(text[line.Begin..line.End], target, ref written);
                read = line.End;
            }
            if (!goesOn)
            {
                first = next;
                continue;
            }
            Append(text[read..line.End], target, ref written);
            target[written++] = (byte)' ';
            read = shapes[next].Begin;
            joins++;
        }
        counts.Add("rewrap", joins);
        Append(text[read..], target, ref written);
        return joins == 0 ? null : written;
    }

    private ReadOnlySpan<WrappedLine> Shapes(ReadOnlySpan<byte> text, LineTable lines, DividedLines? divided)
    {
        if (shapeArray.Length < lines.Count || shapeArray.Length > LineTable.RetainedLines)
            shapeArray = new WrappedLine[lines.Count + (lines.Count / 2)];
        bool hasFences = CodeFence.MayBeIn(text), isInFence = false;
        for (int i = 0, start = 0; i < lines.Count; i++)
        {
            if (hasFences)
                isInFence ^= CodeFence.Begins(Utf16.TrimStart(text[start..lines.End(i)]));
            shapeArray[i] = new WrappedLine(text, start, lines.End(i), isInFence, divided?[i] ?? default);
            start = lines.End(i) + 1;
        }
        return shapeArray.AsSpan(0, lines.Count);
    }

    /// <summary>Whether a line goes on with the paragraph of those before it.</summary>
    private static bool Continues(ReadOnlySpan<byte> text, ReadOnlySpan<WrappedLine> lines, int first, int index, int width, double minOpen)
    {
        ref readonly WrappedLine line = ref lines[index - 1], next = ref lines[index];
        if (line.IsDivided || !line.IsPairWith(next) || !AreAligned(line, next, isFirst: index == first + 1))
            return false;
        if (line.RunsOnIn(next))
            return line.Length >= minOpen;
        // The next word had no room, or the line would not end here: then it is no matter what ends or begins.
        return !line.Announces && line.Length >= WrapWidth.FullRatio * width && line.Length + 1 + WrappedLine.FirstWordLengthOf(text[next.Begin..next.End]) > (line.EndsOpen ? OpenRoomRatio : 1) * width;
    }

    /// <summary>Whether most lines around, of the same block, begin with small letters.</summary>
    private static bool IsProse(ReadOnlySpan<WrappedLine> lines, int index)
    {
        int small = 0, others = 0;
        for (int i = index; i < lines.Length && i <= index + Neighbours && lines[i - 1].IsPairWith(lines[i]); i++)
            _ = lines[i].BeginsSmall ? small++ : others++;
        for (int i = index - 1; i > 0 && i >= index - Neighbours && lines[i - 1].IsPairWith(lines[i]); i--)
            _ = lines[i].BeginsSmall ? small++ : others++;
        return small > others || (small == others && lines[index - 1].RunsOnIn(lines[index]));
    }

    /// <summary>A paragraph's first line may be indented, an item's text hangs below itself, and scans are a blank off.</summary>
    private static bool AreAligned(in WrappedLine line, in WrappedLine next, bool isFirst) =>
        next.Indent == line.Indent
        || (isFirst && (next.Indent == line.TextColumn || (next.Indent < line.Indent && !line.BeginsItem)))
        || (Math.Abs(next.Indent - line.Indent) == 1 && next.BeginsSmall);

    /// <summary>Blanks that filled the line go.</summary>
    private static void AppendWords(ReadOnlySpan<byte> line, Span<byte> target, ref int written)
    {
        for (int gap; (gap = line.IndexOf("  "u8)) >= 0; line = line[gap..].TrimStart((byte)' '))
            Append(line[..(gap + 1)], target, ref written);
        Append(line, target, ref written);
    }

    private static void Append(ReadOnlySpan<byte> utf8, Span<byte> target, ref int written)
    {
        utf8.CopyTo(target[written..]);
        written += utf8.Length;
    }
}
