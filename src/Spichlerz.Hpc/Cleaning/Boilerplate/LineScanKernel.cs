using System.Runtime.Intrinsics;

namespace Spichlerz.Hpc.Cleaning.Boilerplate;

/// <summary>Marks in one pass where the lines of a text end, and where a line may be other than its <see cref="LineForm"/>.</summary>
internal static class LineScanKernel
{
    public const int BlockBytes = 64;

    /// <summary>Blocks that a text of so many bytes needs.</summary>
    public static int BlockCount(int bytes) => (bytes + BlockBytes - 1) / BlockBytes;

    /// <summary>Writes one bit for each byte of the text.</summary>
    /// <param name="utf8">The text.</param>
    /// <param name="ends">Each \n.</param>
    /// <param name="odd">What <see cref="LineForm.IsPlain"/> looks for: each tab, each &lt;, the second of two blanks.</param>
    public static void Mark(ReadOnlySpan<byte> utf8, Span<ulong> ends, Span<ulong> odd)
    {
        int blocks = BlockCount(utf8.Length);
        if (ends.Length < blocks || odd.Length < blocks)
            throw new ArgumentException($"{utf8.Length} bytes of text need {blocks} blocks; got {ends.Length} and {odd.Length}.");
        if (Vector128.IsHardwareAccelerated)
            MarkVector(utf8, ends[..blocks], odd[..blocks]);
        else
            MarkScalar(utf8, ends[..blocks], odd[..blocks]);
    }

    internal static void MarkScalar(ReadOnlySpan<byte> utf8, Span<ulong> ends, Span<ulong> odd)
    {
        ends.Clear();
        odd.Clear();
        for (int i = 0; i < utf8.Length; i++)
        {
            ulong bit = 1UL << (i % BlockBytes);
            if (utf8[i] == (byte)'\n')
                ends[i / BlockBytes] |= bit;
            else if (utf8[i] is (byte)'\t' or (byte)'<' || utf8[i] == (byte)' ' && i > 0 && utf8[i - 1] == (byte)' ')
                odd[i / BlockBytes] |= bit;
        }
    }

    internal static void MarkVector(ReadOnlySpan<byte> utf8, Span<ulong> ends, Span<ulong> odd)
    {
        Span<byte> padded = stackalloc byte[BlockBytes];
        ulong afterBlank = 0;
        for (int b = 0; b < ends.Length; b++)
        {
            int origin = b * BlockBytes;
            bool isWhole = utf8.Length - origin >= BlockBytes;
            if (!isWhole)
            {
                padded.Clear();
                utf8[origin..].CopyTo(padded);
            }
            Vector512<byte> bytes = Vector512.Create(isWhole ? utf8[origin..] : padded);
            ulong blanks = Vector512.Equals(bytes, Vector512.Create((byte)' ')).ExtractMostSignificantBits();
            ends[b] = Vector512.Equals(bytes, Vector512.Create((byte)'\n')).ExtractMostSignificantBits();
            odd[b] = (Vector512.Equals(bytes, Vector512.Create((byte)'\t')) | Vector512.Equals(bytes, Vector512.Create((byte)'<'))).ExtractMostSignificantBits()
                | (blanks & ((blanks << 1) | afterBlank));
            afterBlank = blanks >> (BlockBytes - 1);
        }
    }
}
