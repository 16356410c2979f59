using System.Text;

namespace Spichlerz.Hpc.Cleaning.Repair;

/// <summary>Decodes HTML entities left over in a text, where that is safe.</summary>
/// <remarks>
/// Entities of letters, spaces and typographic signs are always decoded. Those of ASCII signs (&amp;lt; &amp;gt; &amp;amp; &amp;quot; &amp;#124;) are syntax:
/// they stay in a text with tags, where they keep markup, tables and code apart from words, and &amp;lt; and &amp;gt; also stay in a line where they
/// would make a tag. An entity in Markdown's code, or alone between quotes or parentheses, is one that the text talks about.
/// </remarks>
internal static class EntityDecoder
{
    /// <summary>The text without entities that could be decoded, or the same text.</summary>
    public static string Decode(string text, KindCounts counts)
    {
        var place = new EntityPlace(text);
        StringBuilder? target = null;
        int done = 0, decoded = 0;
        for (int at = text.IndexOf('&'); at >= 0; at = at + 1 < text.Length ? text.IndexOf('&', at + 1) : -1)
        {
            int length = Read(text, at, ref place, out Rune rune);
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

    /// <summary>How long the entity is whose ampersand stands at the index, wherever that is; 0 if there is none.</summary>
    public static int LengthAt(string text, int at, out Rune rune)
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

    /// <summary>How long the entity at the ampersand is, 0 if there is none or it stays.</summary>
    private static int Read(string text, int at, ref EntityPlace place, out Rune rune)
    {
        int length = LengthAt(text, at, out rune);
        if (length == 0 || IsMentioned(text, at, at + length))
            return 0;
        place.MoveTo(at);
        if (place.IsInCode)
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
        return place.HasTags || (rune.Value is '<' or '>' && place.MakesTag) ? 0 : length;
    }

    private static bool IsSyntax(Rune rune) => rune.IsAscii && !Rune.IsLetterOrDigit(rune) && !Rune.IsWhiteSpace(rune);

    private static bool IsMentioned(string text, int start, int end) =>
        start > 0 && end < text.Length && (text[start - 1], text[end]) is ('`', '`') or ('"', '"') or ('\'', '\'') or ('„', '”') or ('(', ')');
}
