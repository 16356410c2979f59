using System.Buffers;
using System.Collections.Frozen;
using System.Text.RegularExpressions;

namespace Spichlerz.Hpc.Cleaning.Layout;

/// <summary>Tells documents that are HTML from those that only show some: Markdown, code, XML.</summary>
internal static partial class HtmlShape
{
    /// <summary>Messages of a server may stand before a page's own begin.</summary>
    private const int MaxCharactersBefore = 4096, MaxTextBefore = 64;

    /// <summary>A title and perhaps a line more may stand before a fragment.</summary>
    private const int MaxLinesBefore = 2;

    private static readonly SearchValues<string> MarkdownSigns = SearchValues.Create(["`", "](", "][", "]: ", "{%", "{{"], StringComparison.Ordinal);

    /// <summary>What a fragment of a page may hold; any other name in angle brackets is of some other language.</summary>
    private static readonly FrozenSet<string> Tags = FrozenSet.ToFrozenSet(
        [
            "a", "abbr", "article", "aside", "b", "big", "blockquote", "br", "center", "cite", "del", "div", "dd", "dl", "dt", "em", "figcaption", "figure", "font", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "i", "iframe",
            "img", "ins", "li", "main", "mark", "ol", "p", "picture", "q", "s", "script", "section", "small", "source", "span", "strong", "style", "sub", "sup", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "u", "ul", "video",
        ],
        StringComparer.OrdinalIgnoreCase);

    /// <summary>Elements without an end tag, and those that another begin tag ends.</summary>
    private static readonly FrozenSet<string> ClosedByOthers = FrozenSet.ToFrozenSet(
        ["br", "hr", "img", "meta", "link", "input", "area", "base", "col", "embed", "param", "source", "p", "li", "dt", "dd", "td", "th", "tr", "option", "head", "body", "html"],
        StringComparer.OrdinalIgnoreCase);

    /// <summary>Where the HTML of a text begins, a page's at 0; -1 if it is no HTML.</summary>
    public static int StartOf(string text)
    {
        if (IsPage(text))
            return 0;
        if (FirstTag().Match(text) is not { Success: true } first || IsMarkdown(text) || text[..first.Index].Split('\n').Count(line => !string.IsNullOrWhiteSpace(line)) > MaxLinesBefore)
            return -1;
        foreach (ValueMatch tag in Tag().EnumerateMatches(text))
        {
            ReadOnlySpan<char> name = text.AsSpan(tag.Index, tag.Length).TrimStart("</");
            if (!Tags.GetAlternateLookup<ReadOnlySpan<char>>().Contains(name))
                return -1;
        }
        return first.Index;
    }

    /// <summary>The most elements that stand open at one place, by their tags alone.</summary>
    public static int MostOpen(string html)
    {
        int open = 0, most = 0;
        foreach (ValueMatch tag in Tag().EnumerateMatches(html))
        {
            ReadOnlySpan<char> name = html.AsSpan(tag.Index + 1, tag.Length - 1);
            bool isEnd = name[0] == '/';
            if (!ClosedByOthers.GetAlternateLookup<ReadOnlySpan<char>>().Contains(name.TrimStart('/')))
                open = isEnd ? Math.Max(open - 1, 0) : open + 1;
            most = Math.Max(most, open);
        }
        return most;
    }

    private static bool IsPage(string text)
    {
        ReadOnlySpan<char> head = text.AsSpan(0, Math.Min(text.Length, MaxCharactersBefore));
        int begin = head.IndexOf("<!doctype html", StringComparison.OrdinalIgnoreCase);
        if (begin < 0)
            begin = head.IndexOf("<html", StringComparison.OrdinalIgnoreCase);
        if (begin < 0)
            return false;
        ReadOnlySpan<char> before = head[..begin].Trim(" \t\r\n\ufeff");
        return before.IsEmpty || ((before[0] == '<' || (before.Length <= MaxTextBefore && before[^1] == '>')) && !IsMarkdown(before.ToString()));
    }

    /// <summary>Markdown, and what generators of sites add to it, may hold tags and is none the less no HTML.</summary>
    private static bool IsMarkdown(string text) => text.AsSpan().ContainsAny(MarkdownSigns) || text.StartsWith("---", StringComparison.Ordinal) || Heading().IsMatch(text);

    [GeneratedRegex(@"^[ \t]*<(?:p|div|ul|ol|table|h[1-6]|img|br|blockquote|figure|article|section)(?:[ \t\r\n/][^<>]*)?>", RegexOptions.Multiline | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex FirstTag();

    [GeneratedRegex("</?[A-Za-z][A-Za-z0-9:._-]*", RegexOptions.CultureInvariant)]
    private static partial Regex Tag();

    /// <summary>Of Markdown.</summary>
    [GeneratedRegex("^#{1,6} ", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex Heading();
}
