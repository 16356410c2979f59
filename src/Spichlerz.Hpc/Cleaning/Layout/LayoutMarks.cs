using Spichlerz.Hpc.Config;

namespace Spichlerz.Hpc.Cleaning.Layout;

/// <summary>Tells at the speed of a vectorised search whether a text may need anything of the step layout.</summary>
internal static class LayoutMarks
{
    /// <summary>Stands between the two times of a subtitle.</summary>
    public const string Arrow = "-->";

    public static bool AreIn(ReadOnlySpan<byte> utf8, LayoutSettings settings) =>
        (settings.FrontMatter && (utf8.StartsWith("---"u8) || utf8.StartsWith("\ufeff---"u8)))
        || (settings.Subtitles && utf8.IndexOf("-->"u8) >= 0)
        || (settings.Hyphenation && HasDividedWord(utf8));

    /// <summary>Whether a line ends with a hyphen (of either kind), a not sign or a soft hyphen.</summary>
    private static bool HasDividedWord(ReadOnlySpan<byte> utf8) =>
        EndsLine(utf8, "-\n"u8, "-\r"u8) || EndsLine(utf8, "‐\n"u8, "‐\r"u8) || EndsLine(utf8, "¬\n"u8, "¬\r"u8) || EndsLine(utf8, "\u00ad\n"u8, "\u00ad\r"u8);

    private static bool EndsLine(ReadOnlySpan<byte> utf8, ReadOnlySpan<byte> unix, ReadOnlySpan<byte> dos) =>
        FollowsLetter(utf8, unix) || FollowsLetter(utf8, dos);

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
