using System.Numerics;
using System.Runtime.Intrinsics;

namespace Spichlerz.Hpc.Documents;

/// <summary>Finds the lines of a text and the words in them for <see cref="TextAnalysis"/>.</summary>
internal static class LineTableKernel
{
    /// <summary>
    /// Writes start, length and the number of words that begin before the end of each line, and returns the number of lines. A line ends at
    /// \n or with the text; nothing after a last \n is no line. The columns have an element more than the text has \n.
    /// </summary>
    /// <param name="utf8">The text.</param>
    /// <param name="masks">Those of <see cref="WordKernel"/>.</param>
    /// <param name="wordCount">Words of the text.</param>
    /// <param name="starts">Byte offsets.</param>
    /// <param name="lengths">In bytes, without \n.</param>
    /// <param name="words">Counts from the text's begin.</param>
    public static int FindLines(ReadOnlySpan<byte> utf8, ReadOnlySpan<WordMasks> masks, int wordCount, Span<int> starts, Span<int> lengths, Span<int> words) =>
        Vector128.IsHardwareAccelerated ? FindLinesVector(utf8, masks, wordCount, starts, lengths, words) : FindLinesScalar(utf8, masks, wordCount, starts, lengths, words);

    internal static int FindLinesScalar(ReadOnlySpan<byte> utf8, ReadOnlySpan<WordMasks> masks, int wordCount, Span<int> starts, Span<int> lengths, Span<int> words)
    {
        int lines = 0, start = 0, wordsBefore = 0;
        bool isInWord = false;
        for (int i = 0; i < utf8.Length; i++)
        {
            bool wasInWord = isInWord;
            isInWord = ((masks[i / WordKernel.BlockBytes].Words >> (i % WordKernel.BlockBytes)) & 1) != 0;
            wordsBefore += isInWord && !wasInWord ? 1 : 0;
            if (utf8[i] != (byte)'\n')
                continue;
            (starts[lines], lengths[lines], words[lines]) = (start, i - start, wordsBefore);
            lines++;
            start = i + 1;
        }
        return EndWithText(utf8, start, wordCount, lines, starts, lengths, words);
    }

    internal static int FindLinesVector(ReadOnlySpan<byte> utf8, ReadOnlySpan<WordMasks> masks, int wordCount, Span<int> starts, Span<int> lengths, Span<int> words)
    {
        Span<byte> padded = stackalloc byte[WordKernel.BlockBytes];
        int lines = 0, start = 0, wordsBefore = 0;
        ulong carry = 0;
        for (int origin = 0; origin < utf8.Length; origin += WordKernel.BlockBytes)
        {
            bool isWhole = utf8.Length - origin >= WordKernel.BlockBytes;
            if (!isWhole)
            {
                padded.Clear();
                utf8[origin..].CopyTo(padded);
            }
            Vector512<byte> bytes = Vector512.Create(isWhole ? utf8[origin..] : padded);
            ulong inWord = masks[origin / WordKernel.BlockBytes].Words, begins = inWord & ~((inWord << 1) | carry);
            carry = inWord >> (WordKernel.BlockBytes - 1);
            for (ulong ends = Vector512.Equals(bytes, Vector512.Create((byte)'\n')).ExtractMostSignificantBits(); ends != 0; ends &= ends - 1)
            {
                int bit = BitOperations.TrailingZeroCount(ends);
                (starts[lines], lengths[lines]) = (start, origin + bit - start);
                words[lines++] = wordsBefore + BitOperations.PopCount(begins & ((1UL << bit) - 1));
                start = origin + bit + 1;
            }
            wordsBefore += BitOperations.PopCount(begins);
        }
        return EndWithText(utf8, start, wordCount, lines, starts, lengths, words);
    }

    private static int EndWithText(ReadOnlySpan<byte> utf8, int start, int wordCount, int lines, Span<int> starts, Span<int> lengths, Span<int> words)
    {
        if (start == utf8.Length)
            return lines;
        (starts[lines], lengths[lines], words[lines]) = (start, utf8.Length - start, wordCount);
        return lines + 1;
    }
}
