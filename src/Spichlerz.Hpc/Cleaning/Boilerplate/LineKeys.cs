using Spichlerz.Hpc.Documents;

namespace Spichlerz.Hpc.Cleaning.Boilerplate;

/// <summary>The lines of one text and, for each that can be boilerplate, a key: the hash of its <see cref="LineForm"/>.</summary>
/// <remarks>One instance serves one thread for many texts.</remarks>
internal sealed class LineKeys(int minCharacters)
{
    /// <summary>The key of lines that always stay: empty and short ones, headings and table rows of Markdown, program code between fences.</summary>
    public const ulong None = 0;

    private const int UsualLines = 256;

    /// <summary>More room than that is given up with the next text.</summary>
    private const int RetainedLines = 1 << 18, RetainedFormBytes = 1 << 20;

    private int[] starts = new int[UsualLines];
    private ulong[] keys = new ulong[UsualLines];
    private bool[] blanks = new bool[UsualLines];
    private byte[] form = [];

    /// <summary>Lines of the text. What stands behind a last \n is none if it is empty.</summary>
    public int Count { get; private set; }

    /// <summary>Lines that are not blank.</summary>
    public int Filled { get; private set; }

    public ReadOnlySpan<ulong> Keys => keys.AsSpan(0, Count);

    /// <summary>Byte range of a line with its \n.</summary>
    public Range this[int line] => starts[line]..starts[line + 1];

    public int BytesOf(int line) => starts[line + 1] - starts[line];

    public bool IsBlank(int line) => blanks[line];

    /// <summary>Fills the table for one text; it is valid until the next call.</summary>
    public void Find(ReadOnlySpan<byte> text)
    {
        Trim();
        Count = Filled = 0;
        bool isFenced = false;
        for (int start = 0; start < text.Length;)
        {
            int end = start + LineEndKernel.LengthOfLine(text[start..], out bool isOdd), first = start, last = end - 1;
            while (last >= first && text[last] <= ' ')
                last--;
            while (first < last && text[first] <= ' ')
                first++;
            int length = last + 1 - first;
            if (Count + 2 > starts.Length)
                Grow();
            bool isFence = length >= 3 && text[first] is (byte)'`' or (byte)'~' && CodeFence.Begins(text[first..]);
            isFenced ^= isFence;
            blanks[Count] = length == 0;
            Filled += length == 0 ? 0 : 1;
            keys[Count] = isFenced || isFence || length < minCharacters || text[first] is (byte)'#' or (byte)'|' ? None : KeyOf(text[first..], length, isOdd);
            starts[Count++] = start;
            starts[Count] = start = end;
        }
    }

    /// <param name="text">From the trimmed line on.</param>
    /// <param name="length">Bytes of the line.</param>
    /// <param name="isOdd">Whether it may be other than its form.</param>
    private ulong KeyOf(ReadOnlySpan<byte> text, int length, bool isOdd)
    {
        ReadOnlySpan<byte> line = text[..length];
        if (isOdd && !LineForm.IsPlain(line))
        {
            if (form.Length < LineForm.MaxGrowth * line.Length)
                form = new byte[LineForm.MaxGrowth * line.Length];
            line = form.AsSpan(0, LineForm.Write(line, form));
        }
        else if (text.Length - length >= WordHash.StepBytes) // the line's last bytes need not be copied
        {
            return Math.Max(WordHash.OfPadded(text, length), None + 1);
        }
        return Math.Max(WordHash.Of(line), None + 1);
    }

    private void Trim()
    {
        if (starts.Length > RetainedLines)
            (starts, keys, blanks) = (new int[UsualLines], new ulong[UsualLines], new bool[UsualLines]);
        if (form.Length > RetainedFormBytes)
            form = [];
    }

    private void Grow()
    {
        Array.Resize(ref starts, 2 * starts.Length);
        Array.Resize(ref keys, 2 * keys.Length);
        Array.Resize(ref blanks, 2 * blanks.Length);
    }
}
