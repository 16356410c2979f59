using System.Text.RegularExpressions;

namespace Spichlerz.Hpc.Cleaning.Layout;

/// <summary>Removes numbers and time codes of subtitles (SRT, WebVTT), so that what is spoken remains, a line each.</summary>
internal static partial class Subtitles
{
    private const int MinCues = 3;

    /// <summary>At most so many lines with text for each time code: a text that shows some of a file of subtitles stays as it is.</summary>
    private const int MaxLinesPerCue = 8;

    /// <summary>The spoken text, or the same text.</summary>
    public static string Strip(string text, KindCounts counts)
    {
        string[] lines = text.Split('\n');
        int cues = lines.Count(line => TimeCode().IsMatch(line));
        if (cues < MinCues || lines.Count(line => !string.IsNullOrWhiteSpace(line)) > cues * MaxLinesPerCue)
            return text;
        counts.Add("subtitles", cues);
        var spoken = new List<string>(lines.Length);
        for (int i = HeadOf(lines); i < lines.Length; i++)
        {
            if (TimeCode().IsMatch(lines[i]))
                RemoveNumber(spoken);
            else
                spoken.Add(lines[i]);
        }
        return string.Join('\n', spoken);
    }

    /// <summary>The number of a cue, and the empty line that ended the one before.</summary>
    private static void RemoveNumber(List<string> spoken)
    {
        if (spoken.Count > 0 && Number().IsMatch(spoken[^1]))
            spoken.RemoveAt(spoken.Count - 1);
        while (spoken.Count > 0 && string.IsNullOrWhiteSpace(spoken[^1]))
            spoken.RemoveAt(spoken.Count - 1);
    }

    /// <summary>Lines of WebVTT's head: to the first empty one.</summary>
    private static int HeadOf(string[] lines)
    {
        if (!lines[0].TrimStart('\ufeff').StartsWith("WEBVTT", StringComparison.Ordinal))
            return 0;
        int empty = Array.FindIndex(lines, string.IsNullOrWhiteSpace), cue = Array.FindIndex(lines, line => TimeCode().IsMatch(line));
        return empty >= 0 && empty < cue ? empty : 1;
    }

    [GeneratedRegex(@"\A\s*(?:[0-9]{1,3}:)?[0-9]{1,2}:[0-9]{2}[,.][0-9]{1,3} ?--> ?(?:[0-9]{1,3}:)?[0-9]{1,2}:[0-9]{2}[,.][0-9]{1,3}(?:\s|\z)", RegexOptions.CultureInvariant)]
    private static partial Regex TimeCode();

    [GeneratedRegex(@"\A\uFEFF?\s*[0-9]{1,6}\s*\z", RegexOptions.CultureInvariant)]
    private static partial Regex Number();
}
