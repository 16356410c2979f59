using System.Numerics;
using Spichlerz.Hpc.Documents;

namespace Spichlerz.Hpc.Cleaning.Boilerplate;

/// <summary>The lines of one text and, for each that can be boilerplate, a key: the hash of its <see cref="LineForm"/>.</summary>
/// <remarks>One instance serves one thread for many texts.</remarks>
internal sealed class LineKeys(int minCharacters)
{
    /// <summary>The key of lines that always stay: empty and short ones, headings and table rows of Markdown, program code between fences.</summary>
    public const ulong None = 0;

    private const int UsualLines = 256, UsualBlocks = 256;

    /// <summary>More room than that is given up with the next text.</summary>
    private const int RetainedLines = 1 << 18, RetainedFormBytes = 1 << 20, RetainedBlocks = 1 << 16;

    private int[] starts = new int[UsualLines];
    private ulong[] keys = new ulong[UsualLines];
    private bool[] blanks = new bool[UsualLines];
    private ulong[] ends = new ulong[UsualBlocks];
    private ulong[] odd = new ulong[UsualBlocks];
    private byte[] form = [];
    private bool isFenced;

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
        isFenced = false;
        int blocks = LineScanKernel.BlockCount(text.Length), start = 0, lastOdd = -1;
        if (ends.Length < blocks)
            (ends, odd) = (new ulong[2 * blocks], new ulong[2 * blocks]);
        LineScanKernel.Mark(text, ends, odd);
        for (int b = 0; b < blocks; b++)
        {
            int origin = b * LineScanKernel.BlockBytes;
            for (ulong rest = ends[b]; rest != 0; rest &= rest - 1)
            {
                lastOdd = LastOf(odd[b] & (rest ^ (rest - 1)), origin, lastOdd);
                int end = origin + BitOperations.TrailingZeroCount(rest) + 1;
                Add(text, start, end, lastOdd);
                start = end;
            }
            lastOdd = LastOf(odd[b], origin, lastOdd);
        }
        if (start < text.Length)
            Add(text, start, text.Length, lastOdd);
    }

    /// <summary>Where the last bit of a block stands, or what stood before where it has none.</summary>
    private static int LastOf(ulong bits, int origin, int before) => bits == 0 ? before : origin + BitOperations.Log2(bits);

    /// <param name="lastOdd">Where the text up to the line's end has its last odd byte: before the line, and the line is its own form.</param>
    private void Add(ReadOnlySpan<byte> text, int start, int end, int lastOdd)
    {
        if (Count + 2 > starts.Length)
            Grow();
        int first = start, last = end - 1;
        while (last >= first && text[last] <= ' ')
            last--;
        while (first < last && text[first] <= ' ')
            first++;
        int length = last + 1 - first;
        bool isFence = length >= 3 && text[first] is (byte)'`' or (byte)'~' && CodeFence.Begins(text[first..]);
        isFenced ^= isFence;
        blanks[Count] = length == 0;
        Filled += length == 0 ? 0 : 1;
        keys[Count] = isFenced || isFence || length < minCharacters || text[first] is (byte)'#' or (byte)'|' ? None : KeyOf(text, first, length, lastOdd >= first);
        starts[Count++] = start;
        starts[Count] = end;
    }

    private ulong KeyOf(ReadOnlySpan<byte> text, int start, int length, bool mayHaveForm)
    {
        ReadOnlySpan<byte> line = text.Slice(start, length);
        if (mayHaveForm && !LineForm.IsPlain(line))
        {
            if (form.Length < LineForm.MaxGrowth * length)
                form = new byte[LineForm.MaxGrowth * length];
            return Math.Max(WordHash.Of(form.AsSpan(0, LineForm.Write(line, form))), None + 1);
        }
        // Where the text goes on far enough, the line's last bytes need not be copied.
        return Math.Max(text.Length - start - length >= WordHash.StepBytes ? WordHash.OfPadded(text[start..], length) : WordHash.Of(line), None + 1);
    }

    private void Trim()
    {
        if (starts.Length > RetainedLines)
            (starts, keys, blanks) = (new int[UsualLines], new ulong[UsualLines], new bool[UsualLines]);
        if (ends.Length > RetainedBlocks)
            (ends, odd) = (new ulong[UsualBlocks], new ulong[UsualBlocks]);
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
