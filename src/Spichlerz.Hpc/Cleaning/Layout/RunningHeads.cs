namespace Spichlerz.Hpc.Cleaning.Layout;

/// <summary>Removes page numbers and running heads: from the first and last line of a document that is one page, and between the pages of a longer one.</summary>
internal static class RunningHeads
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

    /// <summary>The text without page numbers and their heads, or the same text.</summary>
    public static string Remove(string text, KindCounts counts)
    {
        string[] lines = text.Split('\n');
        int[] filled = [.. Enumerable.Range(0, lines.Length).Where(i => !string.IsNullOrWhiteSpace(lines[i]))];
        int[] heads = filled.Length <= MaxPageLines ? HeadsOfPage(lines, filled) : NumbersBetweenPages(lines, filled);
        if (heads.Length == 0)
            return text;
        counts.Add("running_heads", heads.Length);
        var removed = heads.ToHashSet();
        return string.Join('\n', lines.Where((_, i) => !removed.Contains(i)));
    }

    private static int[] HeadsOfPage(string[] lines, int[] filled)
    {
        if (filled.Length < MinPageLines || filled.Max(i => lines[i].Length) > MaxLineCharacters || filled.Average(i => lines[i].Length) < MinMeanCharacters)
            return [];
        int runsOn = Enumerable.Range(1, filled.Length - 1).Count(i => RunsOn(lines[filled[i - 1]], lines[filled[i]]));
        if (runsOn < MinRunOnRatio * filled.Length)
            return [];
        // A number beside another one is of a table or a list.
        (int Line, int Beside)[] ends = [(filled[0], filled[1]), (filled[^1], filled[^2])];
        return [.. ends.Where(end => IsHead(lines[end.Line]) && !IsHead(lines[end.Beside])).Select(end => end.Line)];
    }

    /// <summary>Lines with rising numbers at the distance of pages, half of which at least interrupt a sentence.</summary>
    private static int[] NumbersBetweenPages(string[] lines, int[] filled)
    {
        List<int> heads = [], run = [];
        int last = 0;
        for (int i = 1; i < filled.Length; i++)
        {
            if (PageNumber.Of(lines[filled[i]]) is not { } number)
                continue;
            if (run.Count > 0 && (number != last + 1 || i - run[^1] is < MinGap or > MaxGap))
                Close();
            run.Add(i);
            last = number;
        }
        Close();
        return [.. heads];

        void Close()
        {
            if (run.Count >= MinNumbers && run.Count(i => i + 1 < filled.Length && RunsOn(lines[filled[i - 1]], lines[filled[i + 1]])) * 2 >= run.Count)
                heads.AddRange(run.Select(i => filled[i]));
            run.Clear();
        }
    }

    private static bool IsHead(string line) => PageNumber.Of(line) is not null || PageNumber.IsHead(line);

    /// <summary>Whether a sentence goes on from one line in the next.</summary>
    private static bool RunsOn(string line, string next)
    {
        ReadOnlySpan<char> end = line.AsSpan().TrimEnd(), begin = next.AsSpan().TrimStart();
        return (char.IsLetter(end[^1]) || end[^1] is ',' or '-') && char.IsLower(begin[0]);
    }
}
