using System.Globalization;
using System.Text;
using System.Text.Json;
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
    /// <summary>Names of the counts in manifests and in <c>meta.spichlerz.statistics</c>, in the order of <see cref="Counts"/>.</summary>
    public static readonly string[] CountNames = ["characters", "words", "sentences", "punctuations", "symbols", "stopwords", "camel_case", "capitalized_words"];

    private static readonly HashSet<ulong> StopwordHashes = [.. new[]
    {
        "w", "i", "na", "z", "do", "się", "roku", "od", "a", "jest", "przez", "po", "jako", "oraz", "o", "został", "był", "nie", "to", "że",
        "co", "jak", "za", "dla", "tak", "przy", "są", "jego", "ale", "czy", "już", "tylko", "tym", "tego", "była", "było", "może", "który",
        "która", "które", "ich", "go", "jej", "być", "lub", "pod", "ze", "we", "nad", "bez", "aby", "gdy", "więc", "też", "bardzo", "jeszcze",
    }.Select(WordHash.OfWord)];

    public double AverageWordLength => Words == 0 ? 0 : (double)WordCharacters / Words;

    public double AverageSentenceLength => Sentences == 0 ? 0 : (double)Words / Sentences;

    public long[] Counts => [Characters, Words, Sentences, Punctuations, Symbols, Stopwords, CamelCase, CapitalizedWords];

    public static TextStatistics Of(ReadOnlySpan<byte> text, TextAnalysis analysis)
    {
        long stopwords = 0, camelCase = 0, capitalized = 0;
        ReadOnlySpan<ulong> hashes = analysis.WordHashes;
        ReadOnlySpan<WordClass> classes = analysis.WordClasses;
        for (int i = 0; i < hashes.Length; i++)
        {
            if (StopwordHashes.Contains(hashes[i]))
                stopwords++;
            if ((classes[i] & WordClass.CamelCase) != 0)
                camelCase++;
            if ((classes[i] & WordClass.AllUpper) != 0)
                capitalized++;
        }
        GapCounts gaps = CountGaps(text, analysis);
        long sentences = hashes.IsEmpty ? 0 : Math.Max(1, gaps.Sentences);
        return new(analysis.Characters, hashes.Length, sentences, gaps.Punctuations, gaps.Symbols, stopwords, camelCase, capitalized, analysis.Characters - gaps.Characters);
    }

    /// <summary>Writes the members of <c>meta.spichlerz.statistics</c>.</summary>
    public void Write(Utf8JsonWriter json)
    {
        long[] counts = Counts;
        for (int i = 0; i < counts.Length; i++)
            json.WriteNumber(CountNames[i], counts[i]);
        json.WriteNumber("avg_word_length"u8, Math.Round(AverageWordLength, 4));
        json.WriteNumber("avg_sentence_length"u8, Math.Round(AverageSentenceLength, 4));
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
            CountGap(text[at..end], isEnd: i == starts.Length, ref counts);
            if (i < starts.Length)
                at = starts[i] + lengths[i];
        }
        return counts;
    }

    private static void CountGap(ReadOnlySpan<byte> gap, bool isEnd, ref GapCounts counts)
    {
        if (gap is [(byte)' '])
        {
            counts.Characters++;
            return;
        }
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
