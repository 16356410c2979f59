using System.Buffers;
using System.Collections.Frozen;
using System.Text;
using System.Text.RegularExpressions;

namespace Spichlerz.Hpc.Cleaning.Layout;

/// <summary>Tells documents that are HTML from those that only show some: Markdown, code, XML.</summary>
internal static partial class HtmlShape
{
    /// <summary>Messages of a server may stand before a page's own begin.</summary>
    private const int MaxCharactersBefore = 4096, MaxTextBefore = 64;

    private const int MaxUtf8Bytes = 3; // of a UTF-16 unit

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

    /// <summary>Whether <see cref="StartOf"/> may find HTML in a text: it has the begin of a page, or a tag at the begin of one of its first lines.</summary>
    public static bool MayBeIn(ReadOnlySpan<byte> utf8)
    {
        if (!utf8.Contains((byte)'<'))
            return false;
        ReadOnlySpan<byte> head = utf8[..Math.Min(utf8.Length, MaxUtf8Bytes * MaxCharactersBefore)];
        for (int at; (at = head.IndexOf((byte)'<')) >= 0; head = head[(at + 1)..])
        {
            if (Ascii.EqualsIgnoreCase(Begin(head[at..], "<html"u8.Length), "<html"u8) || Ascii.EqualsIgnoreCase(Begin(head[at..], "<!doctype html"u8.Length), "<!doctype html"u8))
                return true;
        }
        for (int filled = 0; filled <= MaxLinesBefore && !utf8.IsEmpty;)
        {
            int end = utf8.IndexOf((byte)'\n');
            ReadOnlySpan<byte> line = (end < 0 ? utf8 : utf8[..end]).TrimStart(" \t"u8);
            if (line.Length > 1 && line[0] == (byte)'<' && char.IsAsciiLetter((char)line[1]))
                return true;
            filled += line.ContainsAnyInRange((byte)'!', (byte)'~') ? 1 : 0; // other lines may be white space of Unicode
            utf8 = end < 0 ? [] : utf8[(end + 1)..];
        }
        return false;
    }

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

    private static ReadOnlySpan<byte> Begin(ReadOnlySpan<byte> utf8, int length) => utf8[..Math.Min(utf8.Length, length)];

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
