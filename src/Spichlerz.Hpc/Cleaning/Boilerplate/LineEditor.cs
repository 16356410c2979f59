namespace Spichlerz.Hpc.Cleaning.Boilerplate;

/// <summary>Writes a text without some of its lines. What stays is untouched, but for blank lines that stood on both sides of what went: those behind it go, too.</summary>
internal static class LineEditor
{
    /// <param name="lines">The table of <paramref name="text"/>.</param>
    /// <param name="marks">For each line; at least one that is not blank stays.</param>
    /// <param name="target">As long as the text.</param>
    /// <returns>Bytes written.</returns>
    public static int Write(ReadOnlySpan<byte> text, LineKeys lines, ReadOnlySpan<LineMark> marks, Span<byte> target)
    {
        int length = 0, filledEnd = 0;
        bool skipsBlanks = false, endsBlank = true, wasRemoved = false;
        for (int i = 0; i < lines.Count; i++)
        {
            if (marks[i] != LineMark.Stays)
            {
                skipsBlanks |= endsBlank;
                wasRemoved = true;
                continue;
            }
            bool isBlank = lines.IsBlank(i);
            if (isBlank && skipsBlanks)
                continue;
            ReadOnlySpan<byte> line = text[lines[i]];
            line.CopyTo(target[length..]);
            length += line.Length;
            endsBlank = isBlank;
            if (isBlank)
                continue;
            filledEnd = length;
            skipsBlanks = wasRemoved = false;
        }
        // At the end, blank lines before what went have lost what they parted; the text ends with a line break if it did before.
        length = wasRemoved ? filledEnd : length;
        return text[^1] != (byte)'\n' && target[length - 1] == (byte)'\n' ? length - 1 : length;
    }
}
