using System.Buffers;
using System.Text;

namespace Spichlerz.Hpc.Cleaning.Repair;

/// <summary>Decodes HTML entities left over in a text, where that is safe.</summary>
/// <remarks>
/// Entities of letters, spaces and typographic signs are always decoded. Those of ASCII signs (&amp;lt; &amp;gt; &amp;amp; &amp;quot; &amp;#124;) are syntax:
/// they stay in a text with tags, where they keep markup, tables and code apart from words, and &amp;lt; and &amp;gt; also stay in a line where they
/// would make a tag. An entity alone between quotes, backticks or parentheses is one that the text talks about.
/// </remarks>
internal static class EntityDecoder
{
    private static readonly SearchValues<char> TagStarts = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ/!?");

    /// <summary>The text without entities that could be decoded, or the same text.</summary>
    public static string Decode(string text, RepairCounts counts)
    {
        var syntax = new SyntaxRule(text);
        StringBuilder? target = null;
        int done = 0, decoded = 0;
        for (int at = text.IndexOf('&'); at >= 0; at = at + 1 < text.Length ? text.IndexOf('&', at + 1) : -1)
        {
            int length = Read(text, at, ref syntax, out Rune rune);
            if (length == 0)
                continue;
            target ??= new StringBuilder(text.Length);
            target.Append(text, done, at - done).Append(rune.ToString());
            done = at + length;
            at = done - 1;
            decoded++;
        }
        counts.Add("entities", decoded);
        return target?.Append(text, done, text.Length - done).ToString() ?? text;
    }

    /// <summary>How long the entity at the ampersand is, 0 if there is none or it stays.</summary>
    private static int Read(string text, int at, ref SyntaxRule syntax, out Rune rune)
    {
        int length = LengthAt(text, at, out rune);
        if (length == 0 || IsMentioned(text, at, at + length))
            return 0;
        if (rune.Value == '&')
        {
            // "&amp;oacute;" was encoded twice; "&amp;lt;" is a text about "&lt;" as often as not.
            int inner = LengthAt(text, at + length - 1, out Rune innerRune);
            if (inner > 0 && IsSyntax(innerRune) && innerRune.Value != '&')
                return 0;
            if (inner > 0 && !IsSyntax(innerRune))
            {
                rune = innerRune;
                return length + inner - 1;
            }
        }
        if (!IsSyntax(rune))
            return length;
        return syntax.Keeps(rune, at) ? 0 : length;
    }

    /// <summary>Reads an entity whose ampersand is at the index, whatever stands there.</summary>
    private static int LengthAt(string text, int at, out Rune rune)
    {
        rune = default;
        int available = Math.Min(text.Length - at - 1, EntityTable.MaxBody + 1);
        int semicolon = available < 2 ? -1 : text.AsSpan(at + 1, available).IndexOf(';');
        ReadOnlySpan<char> body = semicolon < 2 ? default : text.AsSpan(at + 1, semicolon);
        foreach (char character in body.TrimStart('#'))
        {
            if (!char.IsAsciiLetterOrDigit(character))
                return 0;
        }
        return semicolon >= 2 && EntityTable.TryRead(body, out rune) ? semicolon + 2 : 0;
    }

    private static bool IsSyntax(Rune rune) => rune.IsAscii && !Rune.IsLetterOrDigit(rune) && !Rune.IsWhiteSpace(rune);

    private static bool IsMentioned(string text, int start, int end) =>
        start > 0 && end < text.Length && (text[start - 1], text[end]) is ('`', '`') or ('"', '"') or ('\'', '\'') or ('„', '”') or ('(', ')');

    /// <summary>Which entities of ASCII signs stay.</summary>
    private struct SyntaxRule(string text)
    {
        private readonly bool hasTags = HasTags(text);
        private int endOfLine;
        private bool lineMakesTag;

        public bool Keeps(Rune rune, int at) => hasTags || (rune.Value is '<' or '>' && MakesTag(at));

        private static bool HasTags(string text)
        {
            for (int at = text.IndexOf('<'); at >= 0 && at + 1 < text.Length; at = text.IndexOf('<', at + 1))
            {
                if (TagStarts.Contains(text[at + 1]))
                    return true;
            }
            return false;
        }

        /// <summary>Whether some &amp;lt; on the line would begin a tag once decoded.</summary>
        private bool MakesTag(int at)
        {
            if (at < endOfLine)
                return lineMakesTag;
            int start = text.LastIndexOf('\n', at) + 1, feed = text.IndexOf('\n', at);
            endOfLine = feed < 0 ? text.Length : feed;
            lineMakesTag = false;
            for (int next = text.IndexOf('&', start, endOfLine - start); next >= 0 && !lineMakesTag; next = text.IndexOf('&', next + 1, endOfLine - next - 1))
            {
                int length = LengthAt(text, next, out Rune rune);
                lineMakesTag = length > 0 && rune.Value == '<' && next + length < endOfLine && (TagStarts.Contains(text[next + length]) || text[next + length] == '&');
            }
            return lineMakesTag;
        }
    }
}
