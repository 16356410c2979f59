using System.Text;
using System.Text.RegularExpressions;

namespace Spichlerz.Hpc.Cleaning.Layout;

/// <summary>Removes the YAML front matter of Markdown: settings of a site's generator between two lines of three dashes.</summary>
internal static partial class FrontMatter
{
    /// <summary>What is longer is no head of a page.</summary>
    private const int MaxBytes = 1 << 16;

    /// <summary>Of so many lines one may look unlike YAML: a long value goes on where it likes.</summary>
    private const int LinesPerOddOne = 10;

    /// <summary>Bytes of the front matter that the text begins with, 0 if it has none.</summary>
    public static int LengthOf(ReadOnlySpan<byte> utf8)
    {
        int end = EndOf(utf8[..Math.Min(utf8.Length, MaxBytes)]);
        return end > 0 && Block().Match(Encoding.UTF8.GetString(utf8[..end])) is { Success: true } block && IsYaml(block.Groups[1].Value) ? end : 0;
    }

    /// <summary>Where the first line ends that is three dashes or dots, the line of dashes at the begin aside; 0 if there is none.</summary>
    private static int EndOf(ReadOnlySpan<byte> utf8)
    {
        for (int line = 0; utf8[line..].IndexOf((byte)'\n') is >= 0 and var length;)
        {
            line += length + 1;
            ReadOnlySpan<byte> rest = utf8[line..];
            int ends = rest.IndexOf((byte)'\n');
            ReadOnlySpan<byte> marks = (ends < 0 ? rest : rest[..ends]).TrimEnd(" \t\r"u8);
            if (marks.SequenceEqual("---"u8) || marks.SequenceEqual("..."u8))
                return ends < 0 ? utf8.Length : line + ends + 1;
        }
        return 0;
    }

    private static bool IsYaml(string block)
    {
        string[] lines = block.Split('\n');
        bool begins = lines.FirstOrDefault(line => !string.IsNullOrWhiteSpace(line)) is { } first && (Key().IsMatch(first) || first.StartsWith('#'));
        return begins && lines.Any(line => Key().IsMatch(line)) && lines.Count(line => !Line().IsMatch(line)) <= lines.Length / LinesPerOddOne;
    }

    [GeneratedRegex(@"\A\uFEFF?---[ \t]*\r?\n(.*?\n)(?:---|\.\.\.)[ \t]*(?:\r?\n|\z)", RegexOptions.Singleline | RegexOptions.CultureInvariant)]
    private static partial Regex Block();

    [GeneratedRegex(@"\A['""]?[A-Za-z_][A-Za-z0-9_.\- ]*['""]?[ \t]*:(?:\s|\z)", RegexOptions.CultureInvariant)]
    private static partial Regex Key();

    /// <summary>A key, an item, a comment, what belongs to the line above, or nothing.</summary>
    [GeneratedRegex(@"\A(?:\s|\z|[-#\]\}]|['""]?[A-Za-z_\\][A-Za-z0-9_.\\\- ]*['""]?[ \t]*:)", RegexOptions.CultureInvariant)]
    private static partial Regex Line();
}
