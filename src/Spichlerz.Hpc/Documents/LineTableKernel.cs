using System.Numerics;

namespace Spichlerz.Hpc.Documents;

/// <summary>Finds the lines of a text and the words in them for <see cref="TextAnalysis"/>.</summary>
internal static class LineTableKernel
{
    /// <summary>Line feeds of the text whose masks these are.</summary>
    public static int CountFeeds(ReadOnlySpan<WordMasks> masks)
    {
        int feeds = 0;
        foreach (ref readonly WordMasks block in masks)
            feeds += BitOperations.PopCount(block.LineFeeds);
        return feeds;
    }

    /// <summary>
    /// Writes start, length and the number of words that begin before the end of each line, and returns the number of lines. A line ends at
    /// \n or with the text; nothing after a last \n is no line. The columns have an element more than the text has \n.
    /// </summary>
    /// <param name="textLength">Bytes of the text.</param>
    /// <param name="masks">Those of <see cref="WordKernel"/>, not yet folded.</param>
    /// <param name="wordCount">Words of the text.</param>
    /// <param name="starts">Byte offsets.</param>
    /// <param name="lengths">In bytes, without \n.</param>
    /// <param name="words">Counts from the text's begin.</param>
    public static int FindLines(int textLength, ReadOnlySpan<WordMasks> masks, int wordCount, Span<int> starts, Span<int> lengths, Span<int> words)
    {
        int lines = 0, start = 0, wordsBefore = 0;
        ulong carry = 0;
        for (int b = 0; b < masks.Length; b++)
        {
            ulong inWord = masks[b].Words, begins = inWord & ~((inWord << 1) | carry);
            carry = inWord >> (WordKernel.BlockBytes - 1);
            for (ulong feeds = masks[b].LineFeeds; feeds != 0; feeds &= feeds - 1)
            {
                int bit = BitOperations.TrailingZeroCount(feeds), feed = (b * WordKernel.BlockBytes) + bit;
                (starts[lines], lengths[lines]) = (start, feed - start);
                words[lines++] = wordsBefore + BitOperations.PopCount(begins & ((1UL << bit) - 1));
                start = feed + 1;
            }
            wordsBefore += BitOperations.PopCount(begins);
        }
        if (start == textLength)
            return lines;
        (starts[lines], lengths[lines], words[lines]) = (start, textLength - start, wordCount);
        return lines + 1;
    }
}
