using Spichlerz.Hpc.Config;

namespace Spichlerz.Hpc.Cleaning.Layout;

/// <summary>Tells at the speed of a vectorised search whether a text may need anything of the step layout.</summary>
internal static class LayoutMarks
{
    private const int MaxHeadBytes = 280, MaxNumberBytes = 16, MinNumbers = 4;

    /// <summary>The parts that are on and whose marks the text has; the others would leave it alone.</summary>
    public static LayoutParts Find(ReadOnlySpan<byte> utf8, LayoutSettings settings) =>
        (settings.FrontMatter && (utf8.StartsWith("---"u8) || utf8.StartsWith("\ufeff---"u8)) ? LayoutParts.FrontMatter : 0)
        | (settings.Html && HtmlShape.MayBeIn(utf8) ? LayoutParts.Html : 0)
        | (settings.Subtitles && HasTimeCode(utf8) ? LayoutParts.Subtitles : 0)
        | (FindInLines(utf8) & ((settings.RunningHeads ? LayoutParts.RunningHeads : 0) | (settings.Hyphenation ? LayoutParts.Hyphenation : 0)))
        | (settings.Rewrap && WrapMarks.AreIn(utf8) ? LayoutParts.Rewrap : 0);

    /// <summary>Whether an arrow stands behind a digit. HTML's comments end in arrows, too.</summary>
    private static bool HasTimeCode(ReadOnlySpan<byte> utf8)
    {
        while (utf8.IndexOf("-->"u8) is >= 0 and var arrow)
        {
            ReadOnlySpan<byte> before = utf8[..arrow].TrimEnd((byte)' ');
            if (!before.IsEmpty && char.IsAsciiDigit((char)before[^1]))
                return true;
            utf8 = utf8[(arrow + "-->"u8.Length)..];
        }
        return false;
    }

    /// <summary>
    /// Looks at the lines one after the other. Page numbers: the first or last line may be one with its head, or some lines between are short
    /// ones of digits. Divided words: a line ends with a letter and a sign of division, and the next begins with a letter.
    /// </summary>
    private static LayoutParts FindInLines(ReadOnlySpan<byte> utf8)
    {
        ReadOnlySpan<byte> text = utf8.Trim(" \t\r\n"u8), line = [];
        int lines = 0, numbers = 0;
        bool isDivided = false, endsDivided = false, mayEndPage = false;
        for (ReadOnlySpan<byte> rest = text; !rest.IsEmpty; lines++)
        {
            int end = rest.IndexOf((byte)'\n');
            line = end < 0 ? rest : rest[..end];
            rest = end < 0 ? [] : rest[(end + 1)..];
            if (lines == 0)
                mayEndPage = MayBeHead(line);
            if (line.Length is > 0 and <= MaxNumberBytes && MayBeHead(line))
                numbers++;
            isDivided |= endsDivided && line.TrimStart(" \t"u8) is [var first, ..] && MayBeLetter(first);
            endsDivided = EndsDivided(line);
        }
        mayEndPage |= MayBeHead(line);
        return (lines > 1 && (mayEndPage || numbers >= MinNumbers) ? LayoutParts.RunningHeads : 0) | (isDivided ? LayoutParts.Hyphenation : 0);
    }

    private static bool MayBeHead(ReadOnlySpan<byte> line) =>
        line.Length <= MaxHeadBytes && line.ContainsAnyInRange((byte)'0', (byte)'9') && !line.ContainsAnyInRange((byte)'a', (byte)'z');

    /// <summary>Whether the line ends with a letter and a hyphen (of either kind), a not sign or a soft hyphen: rules of dashes and Markdown's fences do not count.</summary>
    private static bool EndsDivided(ReadOnlySpan<byte> line)
    {
        if (!line.IsEmpty && line[^1] == (byte)'\r')
            line = line[..^1];
        if (line.IsEmpty || line[^1] is not ((byte)'-' or 0x90 or 0xAC or 0xAD))
            return false;
        int sign = line[^1] == (byte)'-' ? 1 : line.EndsWith("‐"u8) ? 3 : line.EndsWith("¬"u8) || line.EndsWith("\u00ad"u8) ? 2 : 0;
        return sign > 0 && line.Length > sign && MayBeLetter(line[^(sign + 1)]);
    }

    private static bool MayBeLetter(byte value) => char.IsAsciiLetter((char)value) || value >= 0x80;
}
