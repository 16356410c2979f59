using Spichlerz.Hpc.Cleaning.Kernels;

namespace Spichlerz.Hpc.Cleaning.Layout;

/// <summary>Removes page numbers and running heads: from the first and last line of a document that is one page, and between the pages of a longer one.</summary>
internal sealed class RunningHeads
{
    private const int MinPageLines = 6, MaxPageLines = 80, MaxLineCharacters = 120;

    /// <summary>Least share of lines of a page that go on in the next: prose set in lines. Verse and lists number their lines, too.</summary>
    private const double MinRunOnRatio = 0.25;

    /// <summary>Least mean length of the lines of a page; verse is shorter.</summary>
    private const int MinMeanCharacters = 25;

    /// <summary>Lines from one number to the next in a document of pages.</summary>
    private const int MinGap = 12, MaxGap = 100;

    /// <summary>So many numbers in their order make pages.</summary>
    private const int MinNumbers = 4;

    private readonly List<int> filled = [], heads = [], run = [];

    /// <summary>Writes the text without page numbers and their heads and returns its length; null, and nothing of worth in the target, if it has none.</summary>
    /// <param name="text">The text.</param>
    /// <param name="lines">Its lines.</param>
    /// <param name="target">As long as the text.</param>
    /// <param name="counts">Counts the lines that go.</param>
    public int? Remove(ReadOnlySpan<byte> text, LineTable lines, Span<byte> target, KindCounts counts)
    {
        filled.Clear();
        heads.Clear();
        for (int i = 0; i < lines.Count; i++)
        {
            if (!Utf16.TrimStart(text[lines[i]]).IsEmpty)
                filled.Add(i);
        }
        if (filled.Count <= MaxPageLines)
            FindHeadsOfPage(text, lines);
        else
            FindNumbersBetweenPages(text, lines);
        if (heads.Count == 0)
            return null;
        counts.Add("running_heads", heads.Count);
        return WriteOthers(text, lines, target);
    }

    private void FindHeadsOfPage(ReadOnlySpan<byte> text, LineTable lines)
    {
        if (filled.Count < MinPageLines)
            return;
        // A number beside another one is of a table or a list.
        if (IsHead(text[lines[filled[0]]]) && !IsHead(text[lines[filled[1]]]))
            heads.Add(filled[0]);
        if (IsHead(text[lines[filled[^1]]]) && !IsHead(text[lines[filled[^2]]]))
            heads.Add(filled[^1]);
        if (heads.Count > 0 && !IsProse(text, lines))
            heads.Clear();
    }

    private bool IsProse(ReadOnlySpan<byte> text, LineTable lines)
    {
        int characters = 0, runsOn = 0, minCharacters = MinMeanCharacters * filled.Count;
        double minRunsOn = MinRunOnRatio * filled.Count;
        for (int i = 0; i < filled.Count; i++)
        {
            ReadOnlySpan<byte> line = text[lines[filled[i]]];
            if (characters < minCharacters || line.Length > MaxLineCharacters) // no character takes less than a byte
            {
                int length = Utf16LengthKernel.Count(text[lines.Start(filled[i])..], line.Length);
                if (length > MaxLineCharacters)
                    return false;
                characters += length;
            }
            runsOn += runsOn < minRunsOn && i + 1 < filled.Count && RunsOn(line, text[lines[filled[i + 1]]]) ? 1 : 0;
        }
        return characters >= minCharacters && runsOn >= minRunsOn;
    }

    /// <summary>Lines with rising numbers at the distance of pages, half of which at least interrupt a sentence.</summary>
    private void FindNumbersBetweenPages(ReadOnlySpan<byte> text, LineTable lines)
    {
        run.Clear();
        int last = 0;
        for (int i = 1; i < filled.Count; i++)
        {
            if (PageNumber.Of(text[lines[filled[i]]]) is not { } number)
                continue;
            if (run.Count > 0 && (number != last + 1 || i - run[^1] is < MinGap or > MaxGap))
                CloseRun(text, lines);
            run.Add(i);
            last = number;
        }
        CloseRun(text, lines);
    }

    private void CloseRun(ReadOnlySpan<byte> text, LineTable lines)
    {
        int interrupting = 0;
        foreach (int i in run)
            interrupting += i + 1 < filled.Count && RunsOn(text[lines[filled[i - 1]]], text[lines[filled[i + 1]]]) ? 1 : 0;
        if (run.Count >= MinNumbers && interrupting * 2 >= run.Count)
        {
            foreach (int i in run)
                heads.Add(filled[i]);
        }
        run.Clear();
    }

    /// <summary>Writes the runs of lines between the heads.</summary>
    private int WriteOthers(ReadOnlySpan<byte> text, LineTable lines, Span<byte> target)
    {
        int written = 0, first = 0;
        bool isFirstRun = true;
        for (int i = 0; i <= heads.Count; i++)
        {
            int next = i < heads.Count ? heads[i] : lines.Count;
            if (first < next)
            {
                if (!isFirstRun)
                    target[written++] = (byte)'\n';
                isFirstRun = false;
                ReadOnlySpan<byte> run = text[lines.Start(first)..lines.End(next - 1)];
                run.CopyTo(target[written..]);
                written += run.Length;
            }
            first = next + 1;
        }
        return written;
    }

    private static bool IsHead(ReadOnlySpan<byte> line) => PageNumber.Of(line) is not null || PageNumber.IsHead(line);

    /// <summary>Whether a sentence goes on from one line in the next.</summary>
    private static bool RunsOn(ReadOnlySpan<byte> line, ReadOnlySpan<byte> next)
    {
        char end = Utf16.Last(Utf16.TrimEnd(line));
        return (char.IsLetter(end) || end is ',' or '-') && char.IsLower(Utf16.First(Utf16.TrimStart(next)));
    }
}
