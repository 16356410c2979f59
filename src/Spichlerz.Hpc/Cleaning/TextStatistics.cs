using System.Globalization;
using System.Text;
using Spichlerz.Hpc.Documents;

namespace Spichlerz.Hpc.Cleaning;

/// <summary>Counts of one text, named as SpeakLeash's manifests name them.</summary>
/// <param name="Characters">Unicode code points.</param>
/// <param name="Words">Runs of letters and digits.</param>
/// <param name="Sentences">Runs that end with . ! ? or …, followed by white space or the end; at least 1 where there is a word.</param>
/// <param name="Punctuations">Characters of the Unicode punctuation categories.</param>
/// <param name="Symbols">Characters of the Unicode symbol categories.</param>
/// <param name="Stopwords">Words among the most frequent Polish function words.</param>
/// <param name="CamelCase">Words like "dalejTekst": lost spaces, or program code.</param>
/// <param name="CapitalizedWords">Words wholly in upper case, as SpeakLeash's counter has it.</param>
/// <param name="WordCharacters">Code points in words.</param>
public readonly record struct TextStatistics(
    long Characters, long Words, long Sentences, long Punctuations, long Symbols, long Stopwords, long CamelCase, long CapitalizedWords, long WordCharacters)
{
    /// <summary>Names of the counts in manifests and in <c>meta.spichlerz.statistics</c>, in the order of <see cref="Count"/>.</summary>
    public static readonly string[] CountNames = ["characters", "words", "sentences", "punctuations", "symbols", "stopwords", "camel_case", "capitalized_words"];

    /// <summary>Names of the averages, in the order of <see cref="Average"/>.</summary>
    public static readonly string[] AverageNames = ["avg_word_length", "avg_sentence_length"];

    private static readonly WordSet PolishStopwords = new(
        "w", "i", "na", "z", "do", "się", "roku", "od", "a", "jest", "przez", "po", "jako", "oraz", "o", "został", "był", "nie", "to", "że",
        "co", "jak", "za", "dla", "tak", "przy", "są", "jego", "ale", "czy", "już", "tylko", "tym", "tego", "była", "było", "może", "który",
        "która", "które", "ich", "go", "jej", "być", "lub", "pod", "ze", "we", "nad", "bez", "aby", "gdy", "więc", "też", "bardzo", "jeszcze");

    /// <summary>A count by its place among <see cref="CountNames"/>.</summary>
    public long Count(int index) => index switch
    {
        0 => Characters,
        1 => Words,
        2 => Sentences,
        3 => Punctuations,
        4 => Symbols,
        5 => Stopwords,
        6 => CamelCase,
        7 => CapitalizedWords,
        _ => throw new ArgumentOutOfRangeException(nameof(index), index, $"There are {CountNames.Length} counts."),
    };

    /// <summary>Characters a word, or words a sentence; 0 for a text without words.</summary>
    public double Average(int index) => Words == 0 ? 0 : index == 0 ? (double)WordCharacters / Words : (double)Words / Sentences;

    public static TextStatistics Of(ReadOnlySpan<byte> text, TextAnalysis analysis)
    {
        int camelCase = 0, capitalized = 0;
        foreach (WordClass word in analysis.WordClasses)
        {
            camelCase += (word & WordClass.CamelCase) != 0 ? 1 : 0;
            capitalized += (word & WordClass.AllUpper) != 0 ? 1 : 0;
        }
        GapCounts gaps = CountGaps(text, analysis);
        long sentences = analysis.WordCount == 0 ? 0 : Math.Max(1, gaps.Sentences);
        return new(analysis.Characters, analysis.WordCount, sentences, gaps.Punctuations, gaps.Symbols,
            PolishStopwords.Count(analysis.WordHashes), camelCase, capitalized, analysis.Characters - gaps.Characters);
    }

    private record struct GapCounts(long Characters, long Punctuations, long Symbols, long Sentences);

    /// <summary>Looks at what stands between the words, about a seventh of a Polish text.</summary>
    private static GapCounts CountGaps(ReadOnlySpan<byte> text, TextAnalysis analysis)
    {
        var counts = default(GapCounts);
        ReadOnlySpan<int> starts = analysis.WordStarts, lengths = analysis.WordLengths;
        int at = 0;
        for (int i = 0; i <= starts.Length; i++)
        {
            int end = i < starts.Length ? starts[i] : text.Length;
            // Most gaps are one blank.
            if (end - at == 1 && text[at] == (byte)' ')
                counts.Characters++;
            else
                CountGap(text[at..end], isEnd: i == starts.Length, ref counts);
            if (i < starts.Length)
                at = starts[i] + lengths[i];
        }
        return counts;
    }

    private static void CountGap(ReadOnlySpan<byte> gap, bool isEnd, ref GapCounts counts)
    {
        bool hasEndMark = false, hasSpace = isEnd;
        while (!gap.IsEmpty)
        {
            Rune.DecodeFromUtf8(gap, out Rune rune, out int bytes);
            gap = gap[bytes..];
            counts.Characters++;
            UnicodeCategory category = Rune.GetUnicodeCategory(rune);
            if (category is >= UnicodeCategory.ConnectorPunctuation and <= UnicodeCategory.OtherPunctuation)
                counts.Punctuations++;
            else if (category is >= UnicodeCategory.MathSymbol and <= UnicodeCategory.OtherSymbol)
                counts.Symbols++;
            hasEndMark |= rune.Value is '.' or '!' or '?' or '…';
            hasSpace |= hasEndMark && Rune.IsWhiteSpace(rune);
        }
        if (hasEndMark && hasSpace)
            counts.Sentences++;
    }
}
