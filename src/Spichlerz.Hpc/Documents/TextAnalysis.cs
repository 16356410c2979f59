using System.Numerics;

namespace Spichlerz.Hpc.Documents;

/// <summary>The table of words and lines of one document: made once, read by language gate, filters, statistics and shingles.</summary>
/// <remarks>
/// One instance serves one thread for many documents. Spans are valid until the next <see cref="Analyze"/> or <see cref="Trim"/>.
/// It costs 17 bytes a word, 8 bytes a line and 1.6 bytes a byte of text, and allocates nothing for a document no larger than those before.
/// Arrays beyond <see cref="RetainedTextBytes"/> of text are given up at the first smaller document.
/// </remarks>
public sealed class TextAnalysis
{
    /// <summary>Texts up to this size never cause an array to be given up; 4 MiB of text are about 17 MB of table.</summary>
    public const int RetainedTextBytes = 4 << 20;

    /// <summary>Words are written in groups of so many, the last of which may be partly waste.</summary>
    private const int GroupWords = 8;

    private readonly WordFolding folding;
    private byte[] lowered = [];
    private WordMasks[] masks = [];
    private int[] wordStarts = [];
    private int[] wordLengths = [];
    private ulong[] wordHashes = [];
    private WordClass[] wordClasses = [];
    private int[] lineStarts = [];
    private int[] lineLengths = [];

    /// <param name="folding">Null: the default folding.</param>
    public TextAnalysis(WordFolding? folding = null) => this.folding = folding ?? new WordFolding();

    /// <summary>Code points of the text.</summary>
    public int Characters { get; private set; }

    public int WordCount { get; private set; }

    public int LineCount { get; private set; }

    /// <summary>Byte offset of each word.</summary>
    public ReadOnlySpan<int> WordStarts => wordStarts.AsSpan(0, WordCount);

    /// <summary>Bytes of each word in the text as it is, not folded.</summary>
    public ReadOnlySpan<int> WordLengths => wordLengths.AsSpan(0, WordCount);

    /// <summary><see cref="WordHash"/> of each folded word.</summary>
    public ReadOnlySpan<ulong> WordHashes => wordHashes.AsSpan(0, WordCount);

    public ReadOnlySpan<WordClass> WordClasses => wordClasses.AsSpan(0, WordCount);

    /// <summary>Byte offset of each line. A line ends at \n or with the text; nothing after a last \n is no line.</summary>
    public ReadOnlySpan<int> LineStarts => lineStarts.AsSpan(0, LineCount);

    /// <summary>Bytes of each line without its \n; a \r before it counts.</summary>
    public ReadOnlySpan<int> LineLengths => lineLengths.AsSpan(0, LineCount);

    /// <summary>Fills the table from one document's text, which is valid UTF-8 and is not kept.</summary>
    public void Analyze(ReadOnlySpan<byte> utf8)
    {
        if (lowered.Length > WordKernel.LoweredLength(RetainedTextBytes) && utf8.Length <= RetainedTextBytes)
            Trim();
        int maskCount = WordKernel.MaskCount(utf8.Length);
        Reserve(ref lowered, WordKernel.LoweredLength(utf8.Length));
        Reserve(ref masks, maskCount);
        Characters = WordKernel.Scan(utf8, lowered, masks);
        ReadOnlySpan<WordMasks> blocks = masks.AsSpan(0, maskCount);
        CountWordsAndLines(blocks);
        FindLines(blocks, utf8.Length);
        FindWords(blocks);
        DescribeWords(utf8);
    }

    /// <summary>Gives up all arrays; the table is empty afterwards.</summary>
    public void Trim()
    {
        Characters = WordCount = LineCount = 0;
        (lowered, masks) = ([], []);
        (wordStarts, wordLengths, wordHashes, wordClasses) = ([], [], [], []);
        (lineStarts, lineLengths) = ([], []);
    }

    private static void Reserve<T>(ref T[] array, int length)
    {
        // Nothing is kept from one document to the next, so growing copies nothing; doubling keeps its number small.
        if (array.Length < length)
            array = GC.AllocateUninitializedArray<T>((int)Math.Min(BitOperations.RoundUpToPowerOf2((uint)length), (uint)Array.MaxLength));
    }

    private void CountWordsAndLines(ReadOnlySpan<WordMasks> blocks)
    {
        int words = 0, lines = 1;
        ulong carry = 0;
        foreach (ref readonly WordMasks block in blocks)
        {
            words += BitOperations.PopCount(block.Words & ~((block.Words << 1) | carry));
            lines += BitOperations.PopCount(block.Newlines);
            carry = block.Words >> 63;
        }
        WordCount = words;
        Reserve(ref wordStarts, words + GroupWords);
        Reserve(ref wordLengths, words + GroupWords);
        Reserve(ref wordHashes, words);
        Reserve(ref wordClasses, words);
        Reserve(ref lineStarts, lines);
        Reserve(ref lineLengths, lines);
    }

    private void FindLines(ReadOnlySpan<WordMasks> blocks, int length)
    {
        Span<int> starts = lineStarts, lengths = lineLengths;
        int count = 0, start = 0;
        for (int b = 0; b < blocks.Length; b++)
        {
            for (ulong newlines = blocks[b].Newlines; newlines != 0; newlines &= newlines - 1)
            {
                int end = (b * WordKernel.BlockBytes) + BitOperations.TrailingZeroCount(newlines);
                starts[count] = start;
                lengths[count++] = end - start;
                start = end + 1;
            }
        }
        if (start < length)
        {
            starts[count] = start;
            lengths[count++] = length - start;
        }
        LineCount = count;
    }

    private void FindWords(ReadOnlySpan<WordMasks> blocks)
    {
        Span<int> starts = wordStarts, ends = wordLengths;
        int started = 0, ended = 0;
        ulong carry = 0;
        for (int b = 0; b < blocks.Length; b++)
        {
            ulong words = blocks[b].Words, before = (words << 1) | carry;
            carry = words >> 63;
            started += Positions(words & ~before, b * WordKernel.BlockBytes, starts[started..]);
            ended += Positions(before & ~words, b * WordKernel.BlockBytes, ends[ended..]);
        }
        for (int i = 0; i < ended; i++)
            ends[i] -= starts[i];
    }

    private static int Positions(ulong bits, int origin, Span<int> target)
    {
        int count = 0;
        for (; bits != 0; bits &= bits - 1)
            target[count++] = origin + BitOperations.TrailingZeroCount(bits);
        return count;
    }

    private void DescribeWords(ReadOnlySpan<byte> utf8)
    {
        for (int i = 0; i < WordCount; i++)
            wordHashes[i] = WordFolder.Hash(utf8.Slice(wordStarts[i], wordLengths[i]), folding, out wordClasses[i]);
    }
}
