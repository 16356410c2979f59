using System.Numerics;

namespace Spichlerz.Hpc.Documents;

/// <summary>The table of words and lines of one document: made once, read by language gate, filters, statistics and shingles.</summary>
/// <remarks>
/// One instance serves one thread for many documents. Spans are valid until the next <see cref="Analyze"/> or <see cref="Trim"/>.
/// It costs 25 bytes a word, 12 bytes a line and 3 bytes a byte of text, and allocates nothing for a document no larger than those before.
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
    private int maskCount;
    private int[] wordStarts = [];
    private int[] wordLengths = [];
    private int[] wordCharacters = [];
    private int[] foldedStarts = [];
    private ulong[] wordHashes = [];
    private WordClass[] wordClasses = [];
    private int classifiedCount;
    private int[] lineStarts = [];
    private int[] lineLengths = [];
    private int[] lineWords = [];

    /// <param name="folding">Null: the default folding.</param>
    public TextAnalysis(WordFolding? folding = null) => this.folding = folding ?? new WordFolding();

    /// <summary>Whether a block of text becomes rows at once, or word after word does.</summary>
    internal bool IsByBlock { get; init; } = WordColumnKernel.IsSupported;

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

    /// <summary>The masks that the table was made from, a block of zeros behind the text's; its line feeds are overwritten.</summary>
    internal ReadOnlySpan<WordMasks> Masks => maskArray.AsSpan(0, maskCount);

    /// <summary>Fills the table from one document's text, which is valid UTF-8 and is not kept.</summary>
    public void Analyze(ReadOnlySpan<byte> utf8)
    {
        Span<WordMasks> masks = Scan(utf8);
        FindLines(utf8.Length, masks);
        Reserve(ref wordClasses, WordCount + WordColumnKernel.PaddingWords);
        classifiedCount = WordCount;
        if (IsByBlock)
        {
            FillByBlock(utf8, masks, wordClasses);
            return;
        }
        Fold(masks);
        Reserve(ref wordCharacters, WordCount);
        WordTableKernel.FindWords(masks, wordStarts, wordLengths);
        WordTableKernel.Classify(masks, WordStarts, wordLengths, folding, wordCharacters, wordHashes.AsSpan(0, WordCount), wordClasses);
        Hash(utf8);
    }

    /// <summary>Fills only <see cref="WordHashes"/>, <see cref="WordStarts"/> and <see cref="WordLengths"/>; the other columns are empty. For those who only make shingles.</summary>
    public void AnalyzeHashes(ReadOnlySpan<byte> utf8)
    {
        Span<WordMasks> masks = Scan(utf8);
        LineCount = classifiedCount = 0;
        if (IsByBlock)
        {
            FillByBlock(utf8, masks, []);
            return;
        }
        Fold(masks);
        WordTableKernel.FindWords(masks, wordStarts, wordLengths);
        WordTableKernel.Locate(masks, WordStarts, wordLengths, folding, wordHashes.AsSpan(0, WordCount));
        Hash(utf8);
    }

    /// <summary>Gives up all arrays; the table is empty afterwards.</summary>
    public void Trim()
    {
        Characters = WordCount = LineCount = classifiedCount = maskCount = 0;
        (lowered, folded, maskArray) = ([], [], []);
        (wordStarts, wordLengths, wordCharacters, foldedStarts, wordHashes, wordClasses) = ([], [], [], [], [], []);
        (lineStarts, lineLengths, lineWords) = ([], [], []);
    }

    /// <summary>Scans the text, counts its words and makes room for them.</summary>
    private Span<WordMasks> Scan(ReadOnlySpan<byte> utf8)
    {
        if (lowered.Length > Capacity(WordKernel.LoweredLength(RetainedTextBytes)) && utf8.Length <= RetainedTextBytes)
            Trim();
        maskCount = WordKernel.MaskCount(utf8.Length);
        Reserve(ref lowered, WordKernel.LoweredLength(utf8.Length));
        Reserve(ref folded, WordKernel.LoweredLength(utf8.Length));
        Reserve(ref maskArray, maskCount);
        Span<WordMasks> masks = maskArray.AsSpan(0, maskCount);
        Characters = WordKernel.Scan(utf8, lowered, masks);
        WordCount = WordTableKernel.CountWords(masks);
        Reserve(ref wordStarts, WordCount + WordColumnKernel.PaddingWords);
        Reserve(ref wordLengths, WordCount + WordColumnKernel.PaddingWords);
        Reserve(ref wordHashes, WordCount);
        return masks;
    }

    private void FillByBlock(ReadOnlySpan<byte> utf8, ReadOnlySpan<WordMasks> masks, Span<WordClass> classes)
    {
        Reserve(ref foldedStarts, WordCount + WordColumnKernel.PaddingWords);
        Reserve(ref wordCharacters, WordCount + WordColumnKernel.PaddingWords);
        WordColumnKernel.Fill(lowered, masks, folded, folding, wordStarts, wordLengths, foldedStarts, wordCharacters, classes);
        WordColumnKernel.Hash(utf8, folded, folding, WordStarts, wordLengths, foldedStarts, wordCharacters, wordHashes, classes);
    }

    private void Fold(Span<WordMasks> masks)
    {
        if (folding.Diacritics)
            FoldKernel.Fold(lowered, folded, masks);
        else
            FoldKernel.LeaveUnfolded(masks);
    }

    private void Hash(ReadOnlySpan<byte> utf8) => WordTableKernel.Hash(
        utf8, folding.Diacritics ? folded : lowered, WordStarts, WordLengths, folding, wordHashes.AsSpan(0, WordCount), wordCharacters.AsSpan(0, classifiedCount), wordClasses.AsSpan(0, classifiedCount));

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
}
