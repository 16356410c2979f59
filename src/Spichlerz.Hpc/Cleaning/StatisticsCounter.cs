using System.Numerics;
using Spichlerz.Hpc.Cleaning.Kernels;
using Spichlerz.Hpc.Cleaning.Steps;
using Spichlerz.Hpc.Documents;

namespace Spichlerz.Hpc.Cleaning;

/// <summary>Counts the <see cref="TextStatistics"/> of one document after the other, from the table of its words and what stands between them.</summary>
/// <param name="vocabulary">Null: no word is known, and none is counted as unknown.</param>
internal sealed class StatisticsCounter(WordList? vocabulary)
{
    /// <summary>Gunning's difficult words, as textstat counts them for Polish.</summary>
    private const int DifficultSyllables = 4;

    private static readonly WordSet PolishStopwords = new(
        "w", "i", "na", "z", "do", "się", "roku", "od", "a", "jest", "przez", "po", "jako", "oraz", "o", "został", "był", "nie", "to", "że",
        "co", "jak", "za", "dla", "tak", "przy", "są", "jego", "ale", "czy", "już", "tylko", "tym", "tego", "była", "było", "może", "który",
        "która", "które", "ich", "go", "jej", "być", "lub", "pod", "ze", "we", "nad", "bez", "aby", "gdy", "więc", "też", "bardzo", "jeszcze");

    private readonly SeenHashes distinct = new();
    private ulong[] syllables = [], ends = [];

    public TextStatistics Count(ReadOnlySpan<byte> text, TextAnalysis analysis)
    {
        int blocks = SyllableKernel.BlockCount(text.Length);
        if (syllables.Length < blocks || (long)syllables.Length * SyllableKernel.BlockBytes > 4L * Math.Max(text.Length, TextAnalysis.RetainedTextBytes))
            (syllables, ends) = (new ulong[2 * blocks], new ulong[2 * blocks]);
        SyllableKernel.Mark(text, syllables);
        (int punctuations, int symbols) = SignKernel.Count(text, ends);
        distinct.Begin(analysis.WordCount);
        ReadOnlySpan<ulong> hashes = analysis.WordHashes;
        int forms = distinct.Add(hashes), difficult = SyllableKernel.CountWords(syllables, analysis.WordStarts, analysis.WordLengths, DifficultSyllables);
        ReadOnlySpan<WordClass> classes = analysis.WordClasses;
        return new(analysis.Characters, analysis.WordCount, CountSentences(text, analysis), punctuations, symbols, PolishStopwords.Count(hashes),
            ColumnKernel.Count(classes, WordClass.CamelCase), ColumnKernel.Count(classes, WordClass.AllUpper), ColumnKernel.Sum(analysis.WordCharacters),
            difficult, forms, vocabulary is null ? null : CountUnknown(hashes, classes, vocabulary));
    }

    /// <summary>Asks <see cref="PolishSentences"/> only about the gaps between words that hold a sign which may end a sentence.</summary>
    private int CountSentences(ReadOnlySpan<byte> text, TextAnalysis analysis)
    {
        ReadOnlySpan<int> starts = analysis.WordStarts;
        if (starts.IsEmpty)
            return 0;
        int sentences = 1, next = 0, asked = 0;
        for (int block = 0; block < SignKernel.BlockCount(text.Length); block++)
        {
            for (ulong marks = ends[block]; marks != 0; marks &= marks - 1)
            {
                int at = (block * SignKernel.BlockBytes) + BitOperations.TrailingZeroCount(marks);
                while (next < starts.Length && starts[next] < at)
                    next++;
                if (next == starts.Length)
                    return sentences;
                if (next == asked) // before the first word, or another sign of the same gap
                    continue;
                asked = next;
                sentences += PolishSentences.EndsAfter(next - 1, text, analysis) ? 1 : 0;
            }
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
