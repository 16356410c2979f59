using System.Text;

namespace Spichlerz.Hpc.Cleaning.Repair;

/// <summary>Undoes one wrong reading of a text, or of those of its lines that show one.</summary>
/// <remarks>Files are mixed: a page of one encoding is quoted in another. So a text is first asked as a whole, then line by line.</remarks>
internal static class MojibakeRepair
{
    /// <summary>The text with one level of wrong reading undone, or the same text.</summary>
    public static string Repair(string text, RepairCounts counts)
    {
        SuspectClasses classes = SuspectCharacters.MojibakeIn(text);
        if (classes == SuspectClasses.None)
            return text;
        Reading? ofAll = OfText(text, classes);
        StringBuilder? target = null;
        var reversed = new StringBuilder();
        for (int start = 0, end; start < text.Length; start = end)
        {
            ReadOnlySpan<char> line = LineAt(text, start, out end);
            Reading? reading = Ascii.IsValid(line) ? null : ofAll ?? OfLine(line);
            reading?.Reverse(line, reversed.Clear());
            if (reading is not null && !reversed.Equals(line))
            {
                target ??= new StringBuilder(text.Length).Append(text, 0, start);
                target.Append(reversed);
                counts.Add(reading.Name);
            }
            else
            {
                target?.Append(line);
            }
        }
        return target?.ToString() ?? text;
    }

    /// <summary>The reading of the whole text, if one accounts for every character of it: most are refuted by its first Polish letter.</summary>
    private static Reading? OfText(string text, SuspectClasses classes)
    {
        var evidence = new Dictionary<Reading, Evidence>();
        foreach (Reading reading in Reading.All)
        {
            if ((reading.Suspects & classes) != 0)
                evidence[reading] = default;
        }
        for (int start = 0, end; start < text.Length && evidence.Count > 0; start = end)
        {
            ReadOnlySpan<char> line = LineAt(text, start, out end);
            if (Ascii.IsValid(line))
                continue;
            foreach ((Reading reading, Evidence before) in evidence)
            {
                Evidence after = before + reading.Weigh(line);
                if (after.Impossible > 0)
                    evidence.Remove(reading);
                else
                    evidence[reading] = after;
            }
        }
        return Best(Reading.All.Where(reading => evidence.TryGetValue(reading, out Evidence found) && reading.ExplainsText(found)), reading => evidence[reading]);
    }

    private static Reading? OfLine(ReadOnlySpan<char> line)
    {
        SuspectClasses classes = SuspectCharacters.MojibakeIn(line);
        if (classes == SuspectClasses.None)
            return null;
        var evidence = new Dictionary<Reading, Evidence>();
        foreach (Reading reading in Reading.All)
        {
            if ((reading.Suspects & classes) != 0 && reading.Weigh(line) is var found && reading.ExplainsLine(found))
                evidence[reading] = found;
        }
        return Best(Reading.All.Where(evidence.ContainsKey), reading => evidence[reading]);
    }

    /// <summary>Of several readings one of valid UTF-8, then the one that makes most Polish letters and fewest others; the likelier, first one of equals.</summary>
    private static Reading? Best(IEnumerable<Reading> readings, Func<Reading, Evidence> evidence) =>
        readings.MaxBy(reading => (reading is PageReading ? 0 : 1, evidence(reading) is var found ? found.Polish + found.Certain - (2 * found.Alien) : 0));

    /// <summary>The line with its line feed. Only that ends a line: U+0085 is half of an ą read as ISO-8859-2.</summary>
    private static ReadOnlySpan<char> LineAt(string text, int start, out int end)
    {
        int feed = text.IndexOf('\n', start);
        end = feed < 0 ? text.Length : feed + 1;
        return text.AsSpan(start, end - start);
    }
}
