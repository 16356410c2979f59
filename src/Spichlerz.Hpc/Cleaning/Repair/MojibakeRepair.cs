using System.Text;

namespace Spichlerz.Hpc.Cleaning.Repair;

/// <summary>Undoes one wrong reading of a text, or of those of its lines that show one.</summary>
/// <remarks>
/// Files are mixed: a page of one encoding is quoted in another. So a text is first asked as a whole, then line by line. Only a line feed ends
/// a line: U+0085 is half of an ą read as ISO-8859-2.
/// </remarks>
internal static class MojibakeRepair
{
    private const int SeveralLines = 3;

    private delegate bool Explains(Reading reading, in Evidence line);

    /// <summary>The text with one level of wrong reading undone, or the same text.</summary>
    public static string Repair(string text, KindCounts counts)
    {
        SuspectClasses classes = SuspectCharacters.MojibakeIn(text);
        Reading? ofAll = classes == SuspectClasses.None ? null : OfText(text, classes);
        List<Reading?> ofLines = ofAll is not null || classes == SuspectClasses.None ? [] : OfLines(text);
        return ofAll is null && ofLines.TrueForAll(reading => reading is null) ? text : Reverse(text, ofAll, ofLines, counts);
    }

    private static string Reverse(string text, Reading? ofAll, List<Reading?> ofLines, KindCounts counts)
    {
        var target = new StringBuilder(text.Length);
        int number = 0;
        foreach (Range range in text.AsSpan().Split('\n'))
        {
            ReadOnlySpan<char> line = text.AsSpan(range);
            int start = target.Append(number > 0 ? "\n" : "").Length;
            Reading? reading = ofAll ?? ofLines[number];
            number++;
            if (reading is null)
                target.Append(line);
            else
                reading.Reverse(line, target);
            if (reading is not null && !target.ToString(start, target.Length - start).AsSpan().SequenceEqual(line))
                counts.Add(reading.Name);
        }
        return target.ToString();
    }

    /// <summary>The reading of the whole text, if one accounts for every character of it: most are refuted by its first Polish letter.</summary>
    private static Reading? OfText(string text, SuspectClasses classes)
    {
        Dictionary<Reading, Evidence> evidence = Reading.All.Where(reading => (reading.Suspects & classes) != 0).ToDictionary(reading => reading, _ => default(Evidence));
        foreach (Range range in text.AsSpan().Split('\n'))
        {
            ReadOnlySpan<char> line = text.AsSpan(range);
            if (evidence.Count == 0)
                return null;
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

    /// <summary>The reading of each line that shows one; where several show the same, others that may well be so follow them.</summary>
    private static List<Reading?> OfLines(string text)
    {
        List<Reading?> readings = [];
        foreach (Range range in text.AsSpan().Split('\n'))
            readings.Add(OfLine(text.AsSpan(range), static (Reading reading, in Evidence found) => reading.ExplainsLine(found), Reading.All));
        Reading? usual = readings.OfType<Reading>().GroupBy(reading => reading).Where(same => same.Count() >= SeveralLines).MaxBy(same => same.Count())?.Key;
        int number = 0;
        foreach (Range range in text.AsSpan().Split('\n'))
        {
            if (usual is null)
                break;
            readings[number++] ??= OfLine(text.AsSpan(range), static (Reading reading, in Evidence found) => reading.ExplainsLineBesideOthers(found), [usual]);
        }
        return readings;
    }

    private static Reading? OfLine(ReadOnlySpan<char> line, Explains explains, Reading[] among)
    {
        SuspectClasses classes = Ascii.IsValid(line) ? SuspectClasses.None : SuspectCharacters.MojibakeIn(line);
        if (classes == SuspectClasses.None)
            return null;
        var evidence = new Dictionary<Reading, Evidence>();
        foreach (Reading reading in among)
        {
            if ((reading.Suspects & classes) != 0 && reading.Weigh(line) is var found && explains(reading, found))
                evidence[reading] = found;
        }
        return Best(among.Where(evidence.ContainsKey), reading => evidence[reading]);
    }

    /// <summary>Of several readings one of valid UTF-8, then the one that makes most Polish letters and fewest others; the likelier, first one of equals.</summary>
    private static Reading? Best(IEnumerable<Reading> readings, Func<Reading, Evidence> evidence) =>
        readings.MaxBy(reading => (reading is PageReading ? 0 : 1, evidence(reading) is var found ? found.Polish + found.Certain - (2 * found.Alien) : 0));
}
