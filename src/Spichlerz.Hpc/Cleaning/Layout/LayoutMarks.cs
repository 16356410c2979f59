using Spichlerz.Hpc.Config;

namespace Spichlerz.Hpc.Cleaning.Layout;

/// <summary>Tells at the speed of a vectorised search whether a text may need anything of the step layout.</summary>
internal static class LayoutMarks
{
    /// <summary>Stands between the two times of a subtitle.</summary>
    public const string Arrow = "-->";

    private const int MaxHeadBytes = 280, MaxNumberBytes = 16, MinNumbers = 4;

    public static bool AreIn(ReadOnlySpan<byte> utf8, LayoutSettings settings) =>
        (settings.FrontMatter && (utf8.StartsWith("---"u8) || utf8.StartsWith("\ufeff---"u8)))
        || (settings.Subtitles && utf8.IndexOf("-->"u8) >= 0)
        || (settings.Html && HasTag(utf8))
        || (settings.Hyphenation && HasDividedWord(utf8))
        || (settings.RunningHeads && HasPageNumber(utf8));

    /// <summary>Whether there is an end tag, an image or a line break of HTML.</summary>
    public static bool HasTag(string text) => text.Contains("</", StringComparison.Ordinal) || text.Contains("<br", StringComparison.OrdinalIgnoreCase) || text.Contains("<img", StringComparison.OrdinalIgnoreCase);

    private static bool HasTag(ReadOnlySpan<byte> utf8) =>
        utf8.Contains((byte)'<') && (utf8.IndexOf("</"u8) >= 0 || utf8.IndexOf("<br"u8) >= 0 || utf8.IndexOf("<BR"u8) >= 0 || utf8.IndexOf("<img"u8) >= 0 || utf8.IndexOf("<IMG"u8) >= 0);

    /// <summary>Whether the first or last line may be a page number with its head, or some line between is a short one of digits.</summary>
    private static bool HasPageNumber(ReadOnlySpan<byte> utf8)
    {
        ReadOnlySpan<byte> text = utf8.Trim(" \t\r\n"u8);
        int first = text.IndexOf((byte)'\n'), last = text.LastIndexOf((byte)'\n');
        if (first < 0)
            return false;
        if (MayBeHead(text[..first]) || MayBeHead(text[(last + 1)..]))
            return true;
        int numbers = 0;
        foreach (Range line in text.Split((byte)'\n'))
        {
            int length = line.End.Value - line.Start.Value;
            if (length is > 0 and <= MaxNumberBytes && MayBeHead(text[line]))
                numbers++;
        }
        return numbers >= MinNumbers;
    }

    private static bool MayBeHead(ReadOnlySpan<byte> line) =>
        line.Length <= MaxHeadBytes && line.ContainsAnyInRange((byte)'0', (byte)'9') && !line.ContainsAnyInRange((byte)'a', (byte)'z');

    /// <summary>Whether a line ends with a hyphen (of either kind), a not sign or a soft hyphen.</summary>
    private static bool HasDividedWord(ReadOnlySpan<byte> utf8)
    {
        bool isDos = utf8.Contains((byte)'\r');
        return EndsLine(utf8, "-\n"u8, isDos ? "-\r"u8 : default) || EndsLine(utf8, "‐\n"u8, isDos ? "‐\r"u8 : default)
            || EndsLine(utf8, "¬\n"u8, isDos ? "¬\r"u8 : default) || EndsLine(utf8, "\u00ad\n"u8, isDos ? "\u00ad\r"u8 : default);
    }

    private static bool EndsLine(ReadOnlySpan<byte> utf8, ReadOnlySpan<byte> unix, ReadOnlySpan<byte> dos) =>
        FollowsLetter(utf8, unix) || (!dos.IsEmpty && FollowsLetter(utf8, dos));

    /// <summary>Whether the sign stands after a letter somewhere: rules of dashes and Markdown's fences do not count.</summary>
    private static bool FollowsLetter(ReadOnlySpan<byte> utf8, ReadOnlySpan<byte> sign)
    {
        while (utf8.IndexOf(sign) is var place and >= 0)
        {
            if (place > 0 && (char.IsAsciiLetter((char)utf8[place - 1]) || utf8[place - 1] >= 0x80))
                return true;
            utf8 = utf8[(place + sign.Length)..];
        }
        return false;
    }
}
