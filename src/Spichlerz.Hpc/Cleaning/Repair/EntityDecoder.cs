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
    /// <summary>Writes the text without entities that could be decoded and returns its length; where there is none, nothing is written.</summary>
    /// <param name="text">UTF-8.</param>
    /// <param name="target">As long as the text: no entity is shorter than what it stands for.</param>
    /// <param name="decoded">How many were decoded.</param>
    public static int Decode(ReadOnlySpan<byte> text, Span<byte> target, out int decoded)
    {
        var place = new EntityPlace(text);
        int done = 0, written = 0;
        decoded = 0;
        for (int at = NextFrom(text, 0); at >= 0; at = NextFrom(text, at + 1))
        {
            int length = Read(text, at, ref place, out Rune rune);
            if (length == 0)
                continue;
            text[done..at].CopyTo(target[written..]);
            written += at - done;
            written += rune.EncodeToUtf8(target[written..]);
            done = at + length;
            at = done - 1;
            decoded++;
        }
        if (decoded == 0)
            return text.Length;
        text[done..].CopyTo(target[written..]);
        return written + text.Length - done;
    }

    /// <summary>The text without entities that could be decoded, or the same text.</summary>
    public static string Decode(string text, KindCounts counts)
    {
        if (!text.Contains('&', StringComparison.Ordinal))
            return text;
        byte[] utf8 = Encoding.UTF8.GetBytes(text), target = new byte[utf8.Length];
        int length = Decode(utf8, target, out int decoded);
        counts.Add("entities", decoded);
        return decoded == 0 ? text : Encoding.UTF8.GetString(target, 0, length);
    }

    /// <summary>How long the entity is whose ampersand stands at the index, wherever that is; 0 if there is none.</summary>
    public static int LengthAt(ReadOnlySpan<byte> text, int at, out Rune rune)
    {
        rune = default;
        int available = Math.Min(text.Length - at - 1, EntityTable.MaxBody + 1);
        int semicolon = available < 2 ? -1 : text.Slice(at + 1, available).IndexOf((byte)';');
        ReadOnlySpan<byte> body = semicolon < 2 ? default : text.Slice(at + 1, semicolon);
        foreach (byte sign in body.TrimStart((byte)'#'))
        {
            if (!char.IsAsciiLetterOrDigit((char)sign))
                return 0;
        }
        return semicolon >= 2 && EntityTable.TryRead(body, out rune) ? semicolon + 2 : 0;
    }

    private static int NextFrom(ReadOnlySpan<byte> text, int from)
    {
        int next = from < text.Length ? text[from..].IndexOf((byte)'&') : -1;
        return next < 0 ? -1 : from + next;
    }

    /// <summary>How long the entity at the ampersand is, 0 if there is none or it stays.</summary>
    private static int Read(ReadOnlySpan<byte> text, int at, ref EntityPlace place, out Rune rune)
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

    private static bool IsMentioned(ReadOnlySpan<byte> text, int start, int end)
    {
        if (start == 0 || end == text.Length)
            return false;
        return (text[start - 1], text[end]) is ((byte)'`', (byte)'`') or ((byte)'"', (byte)'"') or ((byte)'\'', (byte)'\'') or ((byte)'(', (byte)')')
            || (text[..start].EndsWith("„"u8) && text[end..].StartsWith("”"u8));
    }
}
