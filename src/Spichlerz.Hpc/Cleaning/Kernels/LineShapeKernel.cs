using System.Runtime.Intrinsics;

namespace Spichlerz.Hpc.Cleaning.Kernels;

/// <summary>Reads at one go what the shape of a line needs to know of all its bytes.</summary>
internal static class LineShapeKernel
{
    private const int BlockBytes = 64;

    [Flags]
    public enum Signs
    {
        None = 0,

        /// <summary>a to z.</summary>
        SmallLetter = 1,

        /// <summary>Those of tables, code and markup: tab | { } &lt; &gt; \ ` =.</summary>
        Verbatim = 2,

        /// <summary>Two blanks side by side.</summary>
        Gap = 4,
    }

    /// <summary>The UTF-16 units of a line, and what else there is in it.</summary>
    /// <param name="utf8">Valid UTF-8. What stands around the line is read, too, but does not count.</param>
    /// <param name="begin">Where the line begins.</param>
    /// <param name="end">And where it ends.</param>
    public static (int Units, Signs Signs) Read(ReadOnlySpan<byte> utf8, int begin, int end) =>
        Vector128.IsHardwareAccelerated && utf8.Length >= BlockBytes ? ReadVector(utf8, begin, end) : ReadScalar(utf8[begin..end]);

    internal static (int Units, Signs Signs) ReadScalar(ReadOnlySpan<byte> line)
    {
        Signs signs = Signs.None;
        byte before = 0;
        foreach (byte value in line)
        {
            signs |= char.IsAsciiLetterLower((char)value) ? Signs.SmallLetter
                : value is (byte)'\t' or (byte)'|' or (byte)'{' or (byte)'}' or (byte)'<' or (byte)'>' or (byte)'\\' or (byte)'`' or (byte)'=' ? Signs.Verbatim
                : value == ' ' && before == ' ' ? Signs.Gap : Signs.None;
            before = value;
        }
        return (Utf16LengthKernel.CountScalar(line), signs);
    }

    internal static (int Units, Signs Signs) ReadVector(ReadOnlySpan<byte> utf8, int begin, int end)
    {
        int units = 0;
        ulong small = 0, verbatim = 0, gaps = 0, blankBefore = 0;
        for (int at = begin; at < end; at += BlockBytes)
        {
            // A block that the text has no room for ends with it instead.
            int skipped = Math.Max(0, at - (utf8.Length - BlockBytes)), length = end - at;
            ulong mask = length >= BlockBytes ? ulong.MaxValue : (1UL << length) - 1;
            Vector512<byte> bytes = Vector512.Create(utf8.Slice(at - skipped, BlockBytes));
            ulong blanks = (Is(bytes, ' ') >> skipped) & mask;
            units += Utf16LengthKernel.CountBlock(bytes, mask << skipped);
            small |= (IsIn(bytes, 'a', 'z') >> skipped) & mask;
            verbatim |= ((Is(bytes, '\t') | IsIn(bytes, '{', '}') | IsIn(bytes, '<', '>') | Is(bytes, '\\') | Is(bytes, '`')) >> skipped) & mask;
            gaps |= blanks & ((blanks << 1) | blankBefore);
            blankBefore = blanks >> (BlockBytes - 1);
        }
        return (units, (small != 0 ? Signs.SmallLetter : 0) | (verbatim != 0 ? Signs.Verbatim : 0) | (gaps != 0 ? Signs.Gap : 0));
    }

    private static ulong Is(Vector512<byte> bytes, char value) => Vector512.Equals(bytes, Vector512.Create((byte)value)).ExtractMostSignificantBits();

    private static ulong IsIn(Vector512<byte> bytes, char first, char last) =>
        Vector512.LessThanOrEqual(bytes - Vector512.Create((byte)first), Vector512.Create((byte)(last - first))).ExtractMostSignificantBits();
}
