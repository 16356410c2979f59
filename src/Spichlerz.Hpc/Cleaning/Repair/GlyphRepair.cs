using System.Text;

namespace Spichlerz.Hpc.Cleaning.Repair;

/// <summary>Replaces ligatures by their letters and the private-use characters of PDF fonts that have one known meaning; counts the others and U+FFFD.</summary>
internal static class GlyphRepair
{
    private static readonly string[] Ligatures = ["ff", "fi", "fl", "ffi", "ffl", "st", "st"];

    /// <summary>The text with known glyphs replaced, or the same text.</summary>
    public static string Repair(string text, KindCounts counts)
    {
        StringBuilder? target = null;
        int done = 0;
        for (int at = NextGlyph(text, 0); at >= 0; at = NextGlyph(text, at + 1))
        {
            bool isLigature = text[at] >= 'ﬀ';
            string? known = isLigature ? Ligatures[text[at] - 'ﬀ'] : Symbol(text[at]);
            if (known is null)
                continue;
            counts.Add(isLigature ? "ligatures" : "private_use");
            target = (target ?? new StringBuilder(text.Length)).Append(text, done, at - done).Append(known);
            done = at + 1;
        }
        return target?.Append(text, done, text.Length - done).ToString() ?? text;
    }

    /// <summary>Counts what stays damaged: private-use characters without a known meaning and U+FFFD.</summary>
    /// <returns>The share of characters that are U+FFFD.</returns>
    public static double CountLost(string text, KindCounts counts)
    {
        int replacements = 0, characters = 0, unknown = 0;
        foreach (char character in text)
        {
            replacements += character == '\uFFFD' ? 1 : 0;
            unknown += character is >= '\uE000' and <= '\uF8FF' ? 1 : 0;
            characters += char.IsLowSurrogate(character) ? 0 : 1;
        }
        counts.Add("replacement_characters", replacements);
        counts.Add("private_use_left", unknown);
        return (double)replacements / Math.Max(characters, 1);
    }

    private static int NextGlyph(string text, int from)
    {
        for (int i = from; i < text.Length; i++)
        {
            if (text[i] is (>= '\uE000' and <= '\uF8FF') or (>= 'ﬀ' and <= 'ﬆ'))
                return i;
        }
        return -1;
    }

    /// <summary>Bullets and marks that word processors write in the fonts Symbol and Wingdings (page F000); other codes differ from font to font.</summary>
    private static string? Symbol(char glyph) => glyph switch
    {
        '\uF0B7' => "•",
        '\uF0A7' => "▪",
        '\uF0D8' => "➢",
        '\uF0FC' => "✓",
        '\uF076' => "❖",
        '\uF0E0' => "→",
        _ => null,
    };
}
