namespace Spichlerz.Hpc.Cleaning.Layout;

/// <summary>Removes the YAML front matter of Markdown: settings of a site's generator between two lines of three dashes.</summary>
internal static class FrontMatter
{
    /// <summary>What is longer is no head of a page.</summary>
    private const int MaxBytes = 1 << 16;

    /// <summary>Of so many lines one may look unlike YAML: a long value goes on where it likes.</summary>
    private const int LinesPerOddOne = 10;

    /// <summary>Bytes of the front matter that the text begins with, 0 if it has none.</summary>
    public static int LengthOf(ReadOnlySpan<byte> utf8)
    {
        int opening = utf8.StartsWith("\ufeff"u8) ? "\ufeff"u8.Length : 0; // a byte order mark
        if (!utf8[opening..].StartsWith("---"u8))
            return 0;
        ReadOnlySpan<byte> head = utf8[..Math.Min(utf8.Length, MaxBytes)], line = NextLine(head);
        int begin = line.Length;
        if (!IsMark(line[opening..], "---"u8))
            return 0;
        for (int at = begin; at < head.Length; at += line.Length)
        {
            line = NextLine(head[at..]);
            ReadOnlySpan<byte> mark = line.TrimEnd(" \t\r\n"u8);
            if (mark.SequenceEqual("---"u8) || mark.SequenceEqual("..."u8))
                return at > begin && IsMark(line, mark) && IsYaml(head[begin..at]) ? at + line.Length : 0;
        }
        return 0;
    }

    /// <summary>The line that the text begins with, with its \n.</summary>
    private static ReadOnlySpan<byte> NextLine(ReadOnlySpan<byte> utf8) => utf8[..(utf8.IndexOf((byte)'\n') is >= 0 and var feed ? feed + 1 : utf8.Length)];

    /// <summary>Whether a line is the mark, blanks and a line end, or the end of the text.</summary>
    private static bool IsMark(ReadOnlySpan<byte> line, ReadOnlySpan<byte> mark)
    {
        if (!line.StartsWith(mark))
            return false;
        ReadOnlySpan<byte> end = line[mark.Length..].TrimStart(" \t"u8);
        return end.IsEmpty || end.SequenceEqual("\n"u8) || end.SequenceEqual("\r\n"u8);
    }

    /// <summary>Whether the lines begin with a key or a comment, have a key, and few look like anything else.</summary>
    private static bool IsYaml(ReadOnlySpan<byte> block)
    {
        int lines = 1, odd = 0; // nothing stands behind the last \n
        bool isBegun = false, hasKey = false;
        for (; !block.IsEmpty; lines++)
        {
            ReadOnlySpan<byte> line = NextLine(block);
            block = block[line.Length..];
            line = line[..^1];
            bool isKey = IsKey(line);
            if (!isBegun && !Utf16.TrimStart(line).IsEmpty)
            {
                isBegun = true;
                if (!isKey && line[0] != '#')
                    return false;
            }
            hasKey |= isKey;
            odd += isKey || MayBeYaml(line) ? 0 : 1;
        }
        return hasKey && odd <= lines / LinesPerOddOne;
    }

    /// <summary>Whether the line is a key, perhaps quoted, and has a blank or nothing behind its colon.</summary>
    private static bool IsKey(ReadOnlySpan<byte> line) =>
        ColonOf(line, mayEscape: false) is >= 0 and var colon && (colon + 1 == line.Length || char.IsWhiteSpace(Utf16.First(line[(colon + 1)..])));

    /// <summary>A key, an item, a comment, what belongs to the line above, or nothing.</summary>
    private static bool MayBeYaml(ReadOnlySpan<byte> line) =>
        line.IsEmpty || line[0] is (byte)'-' or (byte)'#' or (byte)']' or (byte)'}' || char.IsWhiteSpace(Utf16.First(line)) || ColonOf(line, mayEscape: true) >= 0;

    /// <summary>Where the colon is behind a name of letters, digits, blanks, dots and hyphens, which quotes may enclose; −1 if the line does not begin so.</summary>
    private static int ColonOf(ReadOnlySpan<byte> line, bool mayEscape)
    {
        int at = !line.IsEmpty && line[0] is (byte)'\'' or (byte)'"' ? 1 : 0, first = at;
        while (at < line.Length && (IsNameBegin(line[at], mayEscape) || (at > first && (char.IsAsciiDigit((char)line[at]) || line[at] is (byte)'.' or (byte)'-' or (byte)' '))))
            at++;
        if (at == first)
            return -1;
        if (at < line.Length && line[at] is (byte)'\'' or (byte)'"')
            at++;
        while (at < line.Length && line[at] is (byte)' ' or (byte)'\t')
            at++;
        return at < line.Length && line[at] == ':' ? at : -1;
    }

    private static bool IsNameBegin(byte value, bool mayEscape) => char.IsAsciiLetter((char)value) || value == '_' || (value == '\\' && mayEscape);
}
