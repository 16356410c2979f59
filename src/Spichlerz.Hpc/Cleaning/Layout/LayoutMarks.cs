using Spichlerz.Hpc.Cleaning.Layout.Html;
using Spichlerz.Hpc.Config;

namespace Spichlerz.Hpc.Cleaning.Layout;

/// <summary>Tells at the speed of a vectorised search what a text may need of the step layout; of broken lines <see cref="WrapMarks"/> does.</summary>
internal static class LayoutMarks
{
    /// <summary>No head is longer; a character takes three bytes at most for each UTF-16 unit.</summary>
    public const int MaxHeadBytes = 280;

    private const int MaxNumberBytes = 16, MinNumbers = 4;

    /// <summary>The parts that are on and whose marks the text has; the others would leave it alone.</summary>
    /// <param name="utf8">The text, without its front matter.</param>
    /// <param name="lines">Its lines.</param>
    /// <param name="settings">Which parts are on.</param>
    public static LayoutParts Find(ReadOnlySpan<byte> utf8, LineTable lines, LayoutSettings settings)
    {
        LayoutParts parts = (settings.Html && HtmlShape.MayBeIn(utf8) ? LayoutParts.Html : 0) | (settings.Subtitles && HasTimeCode(utf8) ? LayoutParts.Subtitles : 0);
        if (lines.Count == 1)
            return parts;
        return parts
            | (settings.RunningHeads && MayHaveHeads(utf8, lines) ? LayoutParts.RunningHeads : 0)
            | (settings.Hyphenation && MayHaveDivisions(utf8, lines) ? LayoutParts.Hyphenation : 0);
    }

    /// <summary>Whether the line may be a page number, alone or with its head.</summary>
    public static bool MayBeHead(ReadOnlySpan<byte> line) =>
        line.Length <= MaxHeadBytes && !line.ContainsAnyInRange((byte)'a', (byte)'z') && line.ContainsAnyInRange((byte)'0', (byte)'9'); // most have a small letter soon

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

    /// <summary>Whether the first or last line that is not empty may be a page number with its head, or some lines are short ones of digits.</summary>
    private static bool MayHaveHeads(ReadOnlySpan<byte> utf8, LineTable lines)
    {
        ReadOnlySpan<byte> text = utf8.Trim(" \t\r\n"u8);
        int firstEnd = text.IndexOf((byte)'\n');
        if (firstEnd < 0)
            return false;
        if (MayBeHead(text[..firstEnd]) || MayBeHead(text[(text.LastIndexOf((byte)'\n') + 1)..]))
            return true;
        int numbers = 0;
        for (int i = 0; i < lines.Count && numbers < MinNumbers; i++)
        {
            int start = lines.Start(i), end = lines.End(i);
            if (end - start is > 0 and <= MaxNumberBytes && !char.IsAsciiLetterLower((char)utf8[start]) && !char.IsAsciiLetterLower((char)utf8[end - 1]) && MayBeHead(utf8[start..end]))
                numbers++;
        }
        return numbers == MinNumbers;
    }

    /// <summary>Whether a line ends with a letter and a sign of division, and the next begins with a letter.</summary>
    private static bool MayHaveDivisions(ReadOnlySpan<byte> utf8, LineTable lines)
    {
        for (int i = 0; i + 1 < lines.Count; i++)
        {
            int end = lines.End(i);
            if (end > 0 && (DividedWord.MayEndSign(utf8[end - 1]) || utf8[end - 1] == (byte)'\r') && EndsDivided(utf8[lines[i]])
                && utf8[lines[i + 1]].TrimStart(" \t"u8) is [var first, ..] && MayBeLetter(first))
                return true;
        }
        return false;
    }

    /// <summary>Whether the line ends with a letter and a hyphen (of either kind), a not sign or a soft hyphen: rules of dashes and Markdown's fences do not count.</summary>
    private static bool EndsDivided(ReadOnlySpan<byte> line)
    {
        if (!line.IsEmpty && line[^1] == (byte)'\r')
            line = line[..^1];
        if (line.IsEmpty || !DividedWord.MayEndSign(line[^1]))
            return false;
        int sign = line[^1] == (byte)'-' ? 1 : line.EndsWith("‐"u8) ? 3 : line.EndsWith("¬"u8) || line.EndsWith("\u00ad"u8) ? 2 : 0;
        return sign > 0 && line.Length > sign && MayBeLetter(line[^(sign + 1)]);
    }

    private static bool MayBeLetter(byte value) => char.IsAsciiLetter((char)value) || value >= 0x80;
}
