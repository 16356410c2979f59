using Spichlerz.Hpc.Cleaning.Steps;
using Spichlerz.Hpc.Config;

namespace Spichlerz.Hpc.Cleaning.Boilerplate;

/// <summary>Finds long lines that one document repeats more often than allowed. Items of lists stay, for they belong to different heads.</summary>
internal sealed class CopyFinder(BoilerplateSettings settings)
{
    /// <summary>How many beginnings of lines are told apart.</summary>
    private const int Begins = 256;

    /// <summary>Words are a byte long at least, and so are the blanks between them.</summary>
    private readonly int minBytes = (2 * settings.MinCopyWords) - 1;
    private readonly HashCounts counts = new();

    /// <summary>Whether enough long lines of the text begin alike, so that it may hold too many copies.</summary>
    public bool MayHave(ReadOnlySpan<byte> text)
    {
        if (settings.MaxCopies == 0 || text.Length / (minBytes + 1) < settings.MaxCopies)
            return false;
        Span<int> alike = stackalloc int[Begins];
        alike.Clear();
        for (int feed = 0; feed >= 0 && text.Length >= minBytes; text = text[(feed + 1)..])
        {
            feed = text.IndexOf((byte)'\n');
            ReadOnlySpan<byte> line = feed < 0 ? text : text[..feed];
            if (line.Length >= minBytes && ++alike[BeginOf(line)] > settings.MaxCopies)
                return true;
        }
        return false;
    }

    /// <summary>Marks all copies but the first of such lines and returns how many it marked; lines that are marked already are left out.</summary>
    public int Mark(ReadOnlySpan<byte> text, LineKeys lines, Span<LineMark> marks)
    {
        if (settings.MaxCopies == 0 || lines.Filled <= settings.MaxCopies)
            return 0;
        counts.Begin(Math.Min(lines.Count, (text.Length / minBytes) + 1)); // a document may be nothing but line ends
        HashSet<ulong>? repeated = null;
        for (int i = 0; i < lines.Count; i++)
        {
            if (IsCandidate(lines, marks, i) && counts[counts.Add(lines.Keys[i])] == settings.MaxCopies + 1 && IsLong(LineForm.Trim(text[lines[i]])))
                (repeated ??= []).Add(lines.Keys[i]);
        }
        return repeated is null ? 0 : Mark(repeated, lines, marks);
    }

    private int Mark(HashSet<ulong> repeated, LineKeys lines, Span<LineMark> marks)
    {
        var first = new HashSet<ulong>();
        int marked = 0;
        for (int i = 0; i < lines.Count; i++)
        {
            if (!IsCandidate(lines, marks, i) || !repeated.Contains(lines.Keys[i]) || first.Add(lines.Keys[i]))
                continue;
            marks[i] = LineMark.Copy;
            marked++;
        }
        return marked;
    }

    /// <summary>The same number for lines of one <see cref="LineForm"/>, which changes neither of the first two bytes but for white space.</summary>
    private static int BeginOf(ReadOnlySpan<byte> line)
    {
        int first = 0;
        while (first < line.Length - 1 && line[first] <= ' ')
            first++;
        int second = first + 1 < line.Length ? Math.Max(line[first + 1], (byte)' ') : ' ';
        return ((line[first] * 37) + second) % Begins;
    }

    private bool IsCandidate(LineKeys lines, ReadOnlySpan<LineMark> marks, int line) =>
        lines.Keys[line] != LineKeys.None && marks[line] == LineMark.Stays && lines.BytesOf(line) >= minBytes;

    /// <remarks>Lines with links may be equal but for these: they are no copies.</remarks>
    private bool IsLong(ReadOnlySpan<byte> line) => !IsItem(line) && !LineForm.HasLink(line) && CountedLine.CountWords(line) >= settings.MinCopyWords;

    private static bool IsItem(ReadOnlySpan<byte> line) =>
        line[0] is (byte)'-' or (byte)'*' or (byte)'+' || char.IsAsciiDigit((char)line[0]) || line.StartsWith("•"u8) || line.StartsWith("–"u8) || line.StartsWith("—"u8);
}
