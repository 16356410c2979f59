using System.Text;

namespace Spichlerz.Hpc.Cleaning.Layout;

/// <summary>Joins the lines of paragraphs that were broken at a fixed width: scanned pages, plain-text books, manual pages, mail.</summary>
internal static class Rewrap
{
    /// <summary>Least share of the width that a line has from which a sentence goes on: a word rejoined at the end of the line before may be missing.</summary>
    private const double MinOpenRatio = 0.6;

    /// <summary>Lines before and after that are asked whether they are verse, all of which begins with capitals.</summary>
    private const int Neighbours = 2;

    /// <summary>The text with the lines of each wrapped paragraph joined, or the same text.</summary>
    /// <param name="areWordsDivided">Whether words were divided at the line ends of this text.</param>
    public static string Join(string text, bool areWordsDivided, KindCounts counts)
    {
        if (!WrapWidth.MayBeFoundIn(text))
            return text;
        Range[] lines = Lines(text);
        WrappedLine[] shapes = Shapes(text, lines);
        if (WrapWidth.Of(shapes, areWordsDivided) is not { } width)
            return text;
        var target = new StringBuilder(text.Length);
        int paragraphs = 0;
        for (int first = 0, next = 1; next <= lines.Length; next++)
        {
            if (next < lines.Length && Continues(shapes, first, next, width) && IsProse(shapes, next))
                continue;
            Write(text, lines.AsSpan(first, next - first), target.Append(first > 0 ? "\n" : ""));
            first = next;
            paragraphs++;
        }
        counts.Add("rewrap", lines.Length - paragraphs);
        return paragraphs == lines.Length ? text : target.ToString();
    }

    private static Range[] Lines(ReadOnlySpan<char> text)
    {
        var lines = new Range[text.Count('\n') + 1];
        int count = 0;
        foreach (Range line in text.Split('\n'))
            lines[count++] = line;
        return lines;
    }

    private static WrappedLine[] Shapes(ReadOnlySpan<char> text, Range[] lines)
    {
        var shapes = new WrappedLine[lines.Length];
        bool isInFence = false;
        for (int i = 0; i < lines.Length; i++)
        {
            ReadOnlySpan<char> line = text[lines[i]];
            isInFence ^= line.TrimStart() is ['`', '`', '`', ..] or ['~', '~', '~', ..];
            shapes[i] = new WrappedLine(line, isInFence);
        }
        return shapes;
    }

    /// <summary>Whether a line goes on with the paragraph of those before it.</summary>
    private static bool Continues(WrappedLine[] lines, int first, int index, int width)
    {
        WrappedLine line = lines[index - 1], next = lines[index];
        if (line.IsDivided || !WrapWidth.ArePair(line, next) || !AreAligned(line, next, isFirst: index == first + 1))
            return false;
        if (line.RunsOnIn(next))
            return line.Length >= MinOpenRatio * width;
        // The next word had no room, or the line would not end here: then it is no matter what ends or begins.
        return !line.Announces && line.Length >= WrapWidth.FullRatio * width && line.Length + 1 + next.FirstWordLength > width;
    }

    /// <summary>Whether most lines around, of the same block, begin with small letters.</summary>
    private static bool IsProse(WrappedLine[] lines, int index)
    {
        int small = 0, others = 0;
        for (int i = index; i < lines.Length && i <= index + Neighbours && WrapWidth.ArePair(lines[i - 1], lines[i]); i++)
            _ = lines[i].BeginsSmall ? small++ : others++;
        for (int i = index - 1; i > 0 && i >= index - Neighbours && WrapWidth.ArePair(lines[i - 1], lines[i]); i--)
            _ = lines[i].BeginsSmall ? small++ : others++;
        return small > others || (small == others && lines[index - 1].RunsOnIn(lines[index]));
    }

    /// <summary>A paragraph's first line may be indented, an item's text hangs below itself, and scans are a blank off.</summary>
    private static bool AreAligned(in WrappedLine line, in WrappedLine next, bool isFirst) =>
        next.Indent == line.Indent
        || (isFirst && (next.Indent == line.TextColumn || (next.Indent < line.Indent && !line.BeginsItem)))
        || (Math.Abs(next.Indent - line.Indent) == 1 && next.BeginsSmall);

    private static void Write(ReadOnlySpan<char> text, ReadOnlySpan<Range> lines, StringBuilder target)
    {
        ReadOnlySpan<char> first = text[lines[0]], last = text[lines[^1]];
        if (lines.Length == 1)
        {
            target.Append(first);
            return;
        }
        target.Append(first[..^first.TrimStart().Length]);
        bool isBlankDue = false;
        foreach (Range range in lines)
        {
            ReadOnlySpan<char> line = text[range].Trim();
            foreach (Range word in line.Split(' ')) // blanks that filled the line go, too
            {
                if (line[word].IsEmpty)
                    continue;
                target.Append(isBlankDue ? " " : "").Append(line[word]);
                isBlankDue = true;
            }
        }
        target.Append(last[last.TrimEnd().Length..]);
    }
}
