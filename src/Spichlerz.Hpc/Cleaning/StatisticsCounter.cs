using System.Numerics;
using Spichlerz.Hpc.Cleaning.Kernels;
using Spichlerz.Hpc.Cleaning.Steps;
using Spichlerz.Hpc.Documents;

namespace Spichlerz.Hpc.Cleaning;

/// <summary>Counts the <see cref="TextStatistics"/> of one document after the other, from the table of its words and what stands between them.</summary>
/// <param name="vocabulary">Null: no word is known, and none is counted as unknown.</param>
internal sealed class StatisticsCounter(WordList? vocabulary)
{
    private static readonly WordSet PolishStopwords = new(
        "w", "i", "na", "z", "do", "się", "roku", "od", "a", "jest", "przez", "po", "jako", "oraz", "o", "został", "był", "nie", "to", "że",
        "co", "jak", "za", "dla", "tak", "przy", "są", "jego", "ale", "czy", "już", "tylko", "tym", "tego", "była", "było", "może", "który",
        "która", "które", "ich", "go", "jej", "być", "lub", "pod", "ze", "we", "nad", "bez", "aby", "gdy", "więc", "też", "bardzo", "jeszcze");

    private readonly SeenHashes distinct = new();
    private ulong[] syllables = [], ends = [], feeds = [];

    public TextStatistics Count(ReadOnlySpan<byte> text, TextAnalysis analysis)
    {
        int blocks = SyllableKernel.BlockCount(text.Length);
        if (syllables.Length < blocks || (long)syllables.Length * SyllableKernel.BlockBytes > 4L * Math.Max(text.Length, TextAnalysis.RetainedTextBytes))
            (syllables, ends, feeds) = (new ulong[2 * blocks], new ulong[2 * blocks], new ulong[2 * blocks]);
        SyllableKernel.Mark(text, syllables);
        (int punctuations, int symbols) = SignKernel.Count(text, ends, feeds);
        distinct.Begin(analysis.WordCount);
        ReadOnlySpan<ulong> hashes = analysis.WordHashes;
        int forms = distinct.Add(hashes), difficult = SyllableKernel.CountDifficult(syllables, analysis.Masks);
        ReadOnlySpan<WordClass> classes = analysis.WordClasses;
        return new(analysis.Characters, analysis.WordCount, CountSentences(text, analysis), punctuations, symbols, PolishStopwords.Count(hashes),
            ColumnKernel.Count(classes, WordClass.CamelCase), ColumnKernel.Count(classes, WordClass.AllUpper), ColumnKernel.Sum(analysis.WordCharacters),
            difficult, forms, vocabulary is null ? null : CountUnknown(hashes, classes, vocabulary));
    }

    /// <summary>
    /// Asks <see cref="PolishSentences"/> only about the gaps between words that hold a sign which may end a sentence: a mark that no word
    /// follows at once, or a second line end.
    /// </summary>
    private int CountSentences(ReadOnlySpan<byte> text, TextAnalysis analysis)
    {
        int words = analysis.WordCount;
        if (words == 0)
            return 0;
        ReadOnlySpan<WordMasks> masks = analysis.Masks;
        int sentences = 1, begun = 0, asked = 0; // words that begin before the block, and the gap asked about last
        ulong inWord = 0, inGap = 0;
        for (int block = 0; block < SignKernel.BlockCount(text.Length); block++)
        {
            ulong here = masks[block].Words, begins = here & ~((here << 1) | inWord);
            ulong marks = ends[block], secondFeeds = MaskRuns.BehindFirst(~here, feeds[block], ref inGap), signs = (marks & ~(here >> 1)) | secondFeeds;
            while (signs != 0)
            {
                ulong sign = signs & (0 - signs), later = begins & (0 - sign), nextBegin = later & (0 - later), untilNext = nextBegin - 1; // all ones if none begins here
                int next = begun + BitOperations.PopCount(begins ^ later);
                if (next == words)
                    return sentences;
                bool isOnly = nextBegin != 0 && ((marks | secondFeeds) & untilNext & (0 - sign)) == (marks & sign);
                signs &= ~untilNext;
                if (next == asked) // before the first word, or asked already in the block before
                    continue;
                asked = next;
                bool isEnd = isOnly ? PolishSentences.EndsAtOnlyMark((block * SignKernel.BlockBytes) + BitOperations.TrailingZeroCount(sign), next - 1, text, analysis)
                    : PolishSentences.EndsAfter(next - 1, text, analysis);
                sentences += isEnd ? 1 : 0;
            }
            inWord = here >> (SignKernel.BlockBytes - 1);
            begun += BitOperations.PopCount(begins);
        }
        return sentences;
    }

    private static int CountUnknown(ReadOnlySpan<ulong> hashes, ReadOnlySpan<WordClass> classes, WordList vocabulary)
    {
        int unknown = 0;
        for (int i = 0; i < hashes.Length; i++)
            unknown += (classes[i] & WordClass.Letters) != 0 && !vocabulary.Contains(hashes[i]) ? 1 : 0;
        return unknown;
    }
}
