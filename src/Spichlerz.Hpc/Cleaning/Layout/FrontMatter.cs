using System.Text.RegularExpressions;

namespace Spichlerz.Hpc.Cleaning.Layout;

/// <summary>Removes the YAML front matter of Markdown: settings of a site's generator between two lines of three dashes.</summary>
internal static partial class FrontMatter
{
    /// <summary>What is longer is no head of a page.</summary>
    private const int MaxCharacters = 1 << 16;

    /// <summary>Of so many lines one may look unlike YAML: a long value goes on where it likes.</summary>
    private const int LinesPerOddOne = 10;

    /// <summary>The text without its front matter, or the same text.</summary>
    public static string Remove(string text, KindCounts counts)
    {
        if (Block().Match(text.Length > MaxCharacters ? text[..MaxCharacters] : text) is not { Success: true } block || !IsYaml(block.Groups[1].Value))
            return text;
        counts.Add("front_matter");
        return text[block.Length..];
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
