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
        string[] lines = text.Split('\n');
        if (!WrapWidth.MayBeFoundIn(lines))
            return text;
        WrappedLine[] shapes = Shapes(lines);
        if (WrapWidth.Of(shapes, areWordsDivided) is not { } width)
            return text;
        var target = new StringBuilder(text.Length);
        int paragraphs = 0;
        for (int first = 0, next = 1; next <= lines.Length; next++)
        {
            if (next < lines.Length && Continues(shapes, first, next, width) && IsProse(shapes, next))
                continue;
            Write(lines.AsSpan(first, next - first), target.Append(first > 0 ? "\n" : ""));
            first = next;
            paragraphs++;
        }
        counts.Add("rewrap", lines.Length - paragraphs);
        return paragraphs == lines.Length ? text : target.ToString();
    }

    private static WrappedLine[] Shapes(string[] lines)
    {
        var shapes = new WrappedLine[lines.Length];
        bool isInFence = false;
        for (int i = 0; i < lines.Length; i++)
        {
            isInFence ^= lines[i].AsSpan().TrimStart() is ['`', '`', '`', ..] or ['~', '~', '~', ..];
            shapes[i] = new WrappedLine(lines[i], isInFence);
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

    private static void Write(ReadOnlySpan<string> lines, StringBuilder target)
    {
        if (lines.Length == 1)
        {
            target.Append(lines[0]);
            return;
        }
        string first = lines[0], last = lines[^1];
        target.Append(first, 0, first.Length - first.AsSpan().TrimStart().Length);
        bool isBlankDue = false;
        foreach (string line in lines)
        {
            ReadOnlySpan<char> text = line.AsSpan().Trim();
            foreach (Range word in text.Split(' ')) // blanks that filled the line go, too
            {
                if (text[word].IsEmpty)
                    continue;
                target.Append(isBlankDue ? " " : "").Append(text[word]);
                isBlankDue = true;
            }
        }
        target.Append(last.AsSpan(last.AsSpan().TrimEnd().Length));
    }
}
