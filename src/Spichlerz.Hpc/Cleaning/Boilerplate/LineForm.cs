namespace Spichlerz.Hpc.Cleaning.Boilerplate;

/// <summary>
/// The form in which lines are compared: without white space around it, runs of white space taken for one blank, and HTML links without address
/// and text, for "Artykuł &lt;a&gt;…&lt;/a&gt; pochodzi z serwisu &lt;a&gt;…&lt;/a&gt;" is one line of a feed whatever it links to.
/// </summary>
/// <remarks>Man pages are justified, so that one sentence has its blanks in other places each time.</remarks>
internal static class LineForm
{
    /// <summary>Bytes that a form can have for each of its line.</summary>
    public const int MaxGrowth = 2;

    private static ReadOnlySpan<byte> LinkStart => "<a "u8;

    private static ReadOnlySpan<byte> LinkEnd => "</a>"u8;

    private static ReadOnlySpan<byte> AnyLink => "<a>…</a>"u8;

    /// <summary>The line without white space around it.</summary>
    public static ReadOnlySpan<byte> Trim(ReadOnlySpan<byte> line)
    {
        int start = 0, end = line.Length;
        while (end > start && line[end - 1] <= ' ')
            end--;
        while (start < end && line[start] <= ' ')
            start++;
        return line[start..end];
    }

    /// <summary>Whether a trimmed line is its own form.</summary>
    public static bool IsPlain(ReadOnlySpan<byte> line) =>
        line.IndexOf("  "u8) < 0 && !line.Contains((byte)'\t') && !HasLink(line);

    public static bool HasLink(ReadOnlySpan<byte> line) => line.Contains((byte)'<') && line.IndexOf(LinkStart) >= 0;

    /// <summary>Writes the form of a trimmed line and returns its length in bytes.</summary>
    public static int Write(ReadOnlySpan<byte> line, Span<byte> target)
    {
        int length = 0, lastEnd = line.LastIndexOf(LinkEnd);
        for (int i = 0; i < line.Length; i++)
        {
            if (i < lastEnd && line[i] == (byte)'<' && line[i..].StartsWith(LinkStart))
            {
                AnyLink.CopyTo(target[length..]);
                length += AnyLink.Length;
                i += line[i..].IndexOf(LinkEnd) + LinkEnd.Length - 1;
            }
            else if (line[i] > ' ')
                target[length++] = line[i];
            else if (target[length - 1] != ' ')
                target[length++] = (byte)' ';
        }
        return length;
    }
}
