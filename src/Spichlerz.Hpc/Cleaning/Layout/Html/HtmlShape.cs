using System.Buffers;
using System.Text;

namespace Spichlerz.Hpc.Cleaning.Layout.Html;

/// <summary>Tells documents that are HTML from those that only show some: Markdown, code, XML.</summary>
internal static class HtmlShape
{
    /// <summary>Messages of a server may stand before a page's own begin.</summary>
    private const int MaxCharactersBefore = 4096, MaxTextBefore = 64;

    private const int MaxUtf8Bytes = 3; // of a UTF-16 unit

    /// <summary>A title and perhaps a line more may stand before a fragment.</summary>
    private const int MaxLinesBefore = 2;

    private static readonly SearchValues<byte> NameEnds = SearchValues.Create(" \t\r\n/>"u8), FirstOfMarkdown = SearchValues.Create("`]{#"u8), NameBytes = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789:._-"u8);

    /// <summary>Whether <see cref="StartOf"/> may find HTML in a text: it has the begin of a page, or a tag at the begin of one of its first lines.</summary>
    public static bool MayBeIn(ReadOnlySpan<byte> utf8)
    {
        if (!utf8.Contains((byte)'<'))
            return false;
        if (BeginOfPage(Begin(utf8, MaxUtf8Bytes * MaxCharactersBefore)) >= 0)
            return true;
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
    public static int StartOf(ReadOnlySpan<byte> utf8)
    {
        if (!utf8.Contains((byte)'<'))
            return -1;
        if (IsPage(utf8))
            return 0;
        int start = FirstBlock(utf8);
        return start < 0 || IsMarkdown(utf8) || !HasOnlyTagsOfFragments(utf8) ? -1 : start;
    }

    /// <summary>The most elements that stand open at one place, by their tags alone.</summary>
    public static int MostOpen(ReadOnlySpan<byte> html)
    {
        int open = 0, most = 0;
        while (NextTag(ref html, out bool isEnd) is { IsEmpty: false } name)
        {
            if (!HtmlTags.Named(name).Has(HtmlTraits.ClosedByOthers))
                open = isEnd ? Math.Max(open - 1, 0) : open + 1;
            most = Math.Max(most, open);
        }
        return most;
    }

    /// <summary>Whether a text has more characters in UTF-16.</summary>
    public static bool IsLongerThan(ReadOnlySpan<byte> utf8, long characters) => utf8.Length > characters && Encoding.UTF8.GetCharCount(utf8) > characters;

    private static ReadOnlySpan<byte> Begin(ReadOnlySpan<byte> utf8, int length) => utf8[..Math.Min(utf8.Length, length)];

    private static bool IsPage(ReadOnlySpan<byte> utf8)
    {
        int begin = BeginOfPage(Begin(utf8, MaxUtf8Bytes * MaxCharactersBefore));
        if (begin < 0)
            return false;
        ReadOnlySpan<byte> before = TrimMarks(utf8[..begin]);
        return before.IsEmpty || ((before[0] == (byte)'<' || (before[^1] == (byte)'>' && !IsLongerThan(before, MaxTextBefore))) && !IsMarkdown(before));
    }

    /// <summary>Where a page's document type stands in the first characters, or else its first tag; -1 if neither does.</summary>
    private static int BeginOfPage(ReadOnlySpan<byte> head)
    {
        int first = -1;
        for (int at = head.IndexOf((byte)'<'), found; at >= 0; at = (found = head[(at + 1)..].IndexOf((byte)'<')) < 0 ? -1 : at + 1 + found)
        {
            if (at + 1 == head.Length || (head[at + 1] | 0x20) is not ('!' or 'h'))
                continue;
            bool isType = Ascii.EqualsIgnoreCase(Begin(head[at..], "<!doctype html"u8.Length), "<!doctype html"u8);
            bool isTag = first < 0 && Ascii.EqualsIgnoreCase(Begin(head[at..], "<html"u8.Length), "<html"u8);
            if ((isType || isTag) && IsLongerThan(head[..(at + (isType ? "<!doctype html"u8.Length : "<html"u8.Length))], MaxCharactersBefore))
                break;
            if (isType)
                return at;
            first = isTag ? at : first;
        }
        return first;
    }

    /// <summary>Takes white space and marks of byte order away.</summary>
    private static ReadOnlySpan<byte> TrimMarks(ReadOnlySpan<byte> utf8)
    {
        ReadOnlySpan<byte> mark = "\ufeff"u8;
        for (int length = -1; length != utf8.Length;)
        {
            length = utf8.Length;
            utf8 = utf8.Trim(" \t\r\n"u8);
            utf8 = utf8.StartsWith(mark) ? utf8[mark.Length..] : utf8;
            utf8 = utf8.EndsWith(mark) ? utf8[..^mark.Length] : utf8;
        }
        return utf8;
    }

    /// <summary>Where the line begins that begins with the tag of a block; -1 if there is none, or too many lines before.</summary>
    private static int FirstBlock(ReadOnlySpan<byte> utf8)
    {
        for (int start = 0, filled = 0; filled <= MaxLinesBefore; start++)
        {
            ReadOnlySpan<byte> rest = utf8[start..];
            int end = rest.IndexOf((byte)'\n');
            if (IsBlock(rest.TrimStart(" \t"u8)))
                return start;
            if (end < 0)
                return -1;
            filled += Utf16.TrimStart(rest[..end]).IsEmpty ? 0 : 1;
            start += end;
        }
        return -1;
    }

    /// <summary>Whether a text begins with the tag of a block, a whole one.</summary>
    private static bool IsBlock(ReadOnlySpan<byte> utf8)
    {
        if (!utf8.StartsWith("<"u8))
            return false;
        int length = utf8[1..].IndexOfAny(NameEnds);
        return length > 0 && HtmlTags.Named(utf8.Slice(1, length)).Has(HtmlTraits.BeginsFragment) && utf8[(length + 1)..].IndexOfAny((byte)'<', (byte)'>') is >= 0 and var end && utf8[length + 1 + end] == (byte)'>';
    }

    /// <summary>Markdown, and what generators of sites add to it, may hold tags and is none the less no HTML.</summary>
    private static bool IsMarkdown(ReadOnlySpan<byte> utf8)
    {
        if (utf8.StartsWith("---"u8))
            return true;
        for (int at = 0; utf8[at..].IndexOfAny(FirstOfMarkdown) is >= 0 and var found; at += found + 1)
        {
            ReadOnlySpan<byte> rest = utf8[(at + found)..];
            bool isMarkdown = rest[0] switch
            {
                (byte)'`' => true,
                (byte)']' => rest.StartsWith("]("u8) || rest.StartsWith("]["u8) || rest.StartsWith("]: "u8),
                (byte)'{' => rest.StartsWith("{%"u8) || rest.StartsWith("{{"u8),
                _ => (at + found == 0 || utf8[at + found - 1] == (byte)'\n') && IsHeading(rest),
            };
            if (isMarkdown)
                return true;
        }
        return false;
    }

    /// <summary>Of Markdown.</summary>
    private static bool IsHeading(ReadOnlySpan<byte> line) => line.IndexOfAnyExcept((byte)'#') is >= 1 and <= 6 and var marks && line[marks] == (byte)' ';

    private static bool HasOnlyTagsOfFragments(ReadOnlySpan<byte> utf8)
    {
        while (NextTag(ref utf8, out _) is { IsEmpty: false } name)
        {
            if (!HtmlTags.Named(name).Has(HtmlTraits.Fragment))
                return false;
        }
        return true;
    }

    /// <summary>The name in the next tag, behind which the text then begins; empty if there is none.</summary>
    private static ReadOnlySpan<byte> NextTag(ref ReadOnlySpan<byte> utf8, out bool isEnd)
    {
        isEnd = false;
        while (utf8.IndexOf((byte)'<') is >= 0 and var at)
        {
            utf8 = utf8[(at + 1)..];
            isEnd = utf8.StartsWith("/"u8);
            ReadOnlySpan<byte> name = utf8[(isEnd ? 1 : 0)..];
            if (name.IsEmpty || !char.IsAsciiLetter((char)name[0]))
                continue;
            int length = name.IndexOfAnyExcept(NameBytes);
            name = length < 0 ? name : name[..length];
            utf8 = utf8[((isEnd ? 1 : 0) + name.Length)..];
            return name;
        }
        return [];
    }
}
