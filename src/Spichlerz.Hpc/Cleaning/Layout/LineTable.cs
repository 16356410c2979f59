using Spichlerz.Hpc.Cleaning.Kernels;

namespace Spichlerz.Hpc.Cleaning.Layout;

/// <summary>Where the lines of a text begin and end. What stands behind the last \n is a line, too, be it empty.</summary>
/// <remarks>One instance serves one thread for many texts.</remarks>
internal sealed class LineTable
{
    /// <summary>More room than that is given up with the next text.</summary>
    public const int RetainedLines = 1 << 18;

    private const int UsualLines = 256;

    private int[] ends = new int[UsualLines];

    public int Count { get; private set; }

    /// <summary>Byte range of a line without its \n.</summary>
    public Range this[int line] => Start(line)..ends[line];

    public int Start(int line) => line == 0 ? 0 : ends[line - 1] + 1;

    /// <summary>Where the line's \n is, or the text ends.</summary>
    public int End(int line) => ends[line];

    /// <summary>Fills the table for one text; it is valid until the next call.</summary>
    public void Find(ReadOnlySpan<byte> utf8)
    {
        if (ends.Length > RetainedLines)
            ends = new int[UsualLines];
        Count = LineFeedKernel.Find(utf8, ref ends) + 1;
        if (ends.Length < Count)
            Array.Resize(ref ends, Count + UsualLines);
        ends[Count - 1] = utf8.Length;
    }
}
