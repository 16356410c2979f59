using System.Numerics;

namespace Spichlerz.Hpc.Documents;

/// <summary>The table of words and lines of one document: made once, read by language gate, filters, statistics and shingles.</summary>
/// <remarks>
/// One instance serves one thread for many documents. Spans are valid until the next <see cref="Analyze"/> or <see cref="Trim"/>.
/// It costs 21 bytes a word, 12 bytes a line and 3 bytes a byte of text, and allocates nothing for a document no larger than those before.
/// Arrays beyond <see cref="RetainedTextBytes"/> of text are given up at the first smaller document.
/// </remarks>
public sealed class TextAnalysis
{
    /// <summary>Texts up to this size never cause an array to be given up; 4 MiB of text take some 30 MB.</summary>
    public const int RetainedTextBytes = 4 << 20;

    private readonly WordFolding folding;
    private byte[] lowered = [];
    private byte[] folded = [];
    private WordMasks[] maskArray = [];
    private int[] wordStarts = [];
    private int[] wordLengths = [];
    private int[] wordCharacters = [];
    private ulong[] wordHashes = [];
    private WordClass[] wordClasses = [];
    private int classifiedCount;
    private int[] lineStarts = [];
    private int[] lineLengths = [];
    private int[] lineWords = [];

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

    /// <summary>Code points of each word.</summary>
    public ReadOnlySpan<int> WordCharacters => wordCharacters.AsSpan(0, classifiedCount);

    /// <summary><see cref="WordHash"/> of each folded word.</summary>
    public ReadOnlySpan<ulong> WordHashes => wordHashes.AsSpan(0, WordCount);

    public ReadOnlySpan<WordClass> WordClasses => wordClasses.AsSpan(0, classifiedCount);

    /// <summary>Byte offset of each line. A line ends at \n or with the text; nothing after a last \n is no line.</summary>
    public ReadOnlySpan<int> LineStarts => lineStarts.AsSpan(0, LineCount);

    /// <summary>Bytes of each line without its \n; a \r before it counts.</summary>
    public ReadOnlySpan<int> LineLengths => lineLengths.AsSpan(0, LineCount);

    /// <summary>Number of words that begin before the end of each line: a line's own begin with the one of the number before.</summary>
    public ReadOnlySpan<int> LineWords => lineWords.AsSpan(0, LineCount);

    /// <summary>Fills the table from one document's text, which is valid UTF-8 and is not kept.</summary>
    public void Analyze(ReadOnlySpan<byte> utf8)
    {
        Span<WordMasks> masks = FindWords(utf8);
        FindLines(utf8.Length, masks);
        Fold(masks);
        Reserve(ref wordCharacters, WordCount);
        Reserve(ref wordClasses, WordCount);
        classifiedCount = WordCount;
        Span<ulong> hashes = wordHashes.AsSpan(0, WordCount);
        WordTableKernel.Classify(masks, WordStarts, wordLengths, folding, wordCharacters, hashes, wordClasses);
        Hash(utf8, hashes);
    }

    /// <summary>Fills only <see cref="WordHashes"/>, <see cref="WordStarts"/> and <see cref="WordLengths"/>; the other columns are empty. For those who only make shingles.</summary>
    public void AnalyzeHashes(ReadOnlySpan<byte> utf8)
    {
        Span<WordMasks> masks = FindWords(utf8);
        Fold(masks);
        LineCount = classifiedCount = 0;
        Span<ulong> hashes = wordHashes.AsSpan(0, WordCount);
        WordTableKernel.Locate(masks, WordStarts, wordLengths, folding, hashes);
        Hash(utf8, hashes);
    }

    /// <summary>Gives up all arrays; the table is empty afterwards.</summary>
    public void Trim()
    {
        Characters = WordCount = LineCount = classifiedCount = 0;
        (lowered, folded, maskArray) = ([], [], []);
        (wordStarts, wordLengths, wordCharacters, wordHashes, wordClasses) = ([], [], [], [], []);
        (lineStarts, lineLengths, lineWords) = ([], [], []);
    }

    /// <summary>Scans the text and finds where its words begin and end.</summary>
    private Span<WordMasks> FindWords(ReadOnlySpan<byte> utf8)
    {
        if (lowered.Length > Capacity(WordKernel.LoweredLength(RetainedTextBytes)) && utf8.Length <= RetainedTextBytes)
            Trim();
        int maskCount = WordKernel.MaskCount(utf8.Length);
        Reserve(ref lowered, WordKernel.LoweredLength(utf8.Length));
        Reserve(ref folded, WordKernel.LoweredLength(utf8.Length));
        Reserve(ref maskArray, maskCount);
        Span<WordMasks> masks = maskArray.AsSpan(0, maskCount);
        Characters = WordKernel.Scan(utf8, lowered, masks);
        FindWords(masks);
        return masks;
    }

    private void Fold(Span<WordMasks> masks)
    {
        if (folding.Diacritics)
            FoldKernel.Fold(lowered, folded, masks);
        else
            FoldKernel.LeaveUnfolded(masks);
    }

    private void Hash(ReadOnlySpan<byte> utf8, Span<ulong> hashes) => WordTableKernel.Hash(
        utf8, folding.Diacritics ? folded : lowered, WordStarts, WordLengths, folding, hashes, wordCharacters.AsSpan(0, classifiedCount), wordClasses.AsSpan(0, classifiedCount));

    private static void Reserve<T>(ref T[] array, int length)
    {
        // Nothing is kept from one document to the next, so growing copies nothing; doubling keeps its number small.
        if (array.Length < length)
            array = GC.AllocateUninitializedArray<T>(Capacity(length));
    }

    private static int Capacity(int length) => (int)Math.Min(BitOperations.RoundUpToPowerOf2((uint)length), (uint)Array.MaxLength);

    private void FindLines(int textLength, ReadOnlySpan<WordMasks> masks)
    {
        int mostLines = LineTableKernel.CountFeeds(masks) + 1;
        Reserve(ref lineStarts, mostLines);
        Reserve(ref lineLengths, mostLines);
        Reserve(ref lineWords, mostLines);
        LineCount = LineTableKernel.FindLines(textLength, masks, WordCount, lineStarts, lineLengths, lineWords);
    }

    private void FindWords(ReadOnlySpan<WordMasks> masks)
    {
        WordCount = WordTableKernel.CountWords(masks);
        Reserve(ref wordStarts, WordCount + WordTableKernel.GroupWords);
        Reserve(ref wordLengths, WordCount + WordTableKernel.GroupWords);
        Reserve(ref wordHashes, WordCount);
        WordTableKernel.FindWords(masks, wordStarts, wordLengths);
    }
}
