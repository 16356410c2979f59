namespace Spichlerz.Hpc.Cleaning;

/// <summary>Counts of one text, named as SpeakLeash's manifests name them, as far as no tagger is needed.</summary>
/// <remarks>
/// Not counted, for want of a tagger: nouns, verbs, adjectives, adverbs, pos_x, pos_num and their ratios, and lexical_density, which is by
/// lemma; <c>lexical_density_by_form</c> is the nearest to it, and higher, for Polish words have many forms.
/// </remarks>
/// <param name="Characters">Unicode code points.</param>
/// <param name="Words">Runs of letters and digits.</param>
/// <param name="Sentences">As <see cref="PolishSentences"/> finds them; at least 1 where there is a word.</param>
/// <param name="Punctuations">Characters of the Unicode punctuation categories.</param>
/// <param name="Symbols">Characters of the Unicode symbol categories.</param>
/// <param name="Stopwords">Words among the most frequent Polish function words.</param>
/// <param name="CamelCase">Words like "dalejTekst": lost spaces, or program code.</param>
/// <param name="CapitalizedWords">Words wholly in upper case, as SpeakLeash's counter has it.</param>
/// <param name="WordCharacters">Code points in words.</param>
/// <param name="DifficultWords">Words of four syllables and more.</param>
/// <param name="DistinctForms">Different words, case and diacritics aside.</param>
/// <param name="Oovs">Words with a letter that the user's list lacks; null without a list.</param>
public readonly record struct TextStatistics(
    long Characters, long Words, long Sentences, long Punctuations, long Symbols, long Stopwords, long CamelCase, long CapitalizedWords,
    long WordCharacters, long DifficultWords, long DistinctForms, long? Oovs)
{
    /// <summary>Name of the count that is there only where the user has named a list of words.</summary>
    public const string OovsName = "oovs";

    /// <summary>Names of the counts in manifests and in <c>meta.spichlerz.statistics</c>, in the order of <see cref="Count"/>.</summary>
    public static readonly string[] CountNames = ["characters", "words", "sentences", "punctuations", "symbols", "stopwords", "camel_case", "capitalized_words", OovsName];

    /// <summary>Names of the averages, in the order of <see cref="Average"/>.</summary>
    public static readonly string[] AverageNames = ["avg_word_length", "avg_sentence_length", "gunning_fog", "lexical_density_by_form"];

    /// <summary>A count by its place among <see cref="CountNames"/>; null where it was not made.</summary>
    public long? Count(int index) => index switch
    {
        0 => Characters,
        1 => Words,
        2 => Sentences,
        3 => Punctuations,
        4 => Symbols,
        5 => Stopwords,
        6 => CamelCase,
        7 => CapitalizedWords,
        8 => Oovs,
        _ => throw new ArgumentOutOfRangeException(nameof(index), index, $"There are {CountNames.Length} counts."),
    };

    /// <summary>
    /// Characters a word; words a sentence; Gunning's fog index, 0.4 × (words a sentence + percentage of difficult words), every occurrence
    /// counted; share of different forms. 0 for a text without words.
    /// </summary>
    public double Average(int index) => Words == 0 ? 0 : index switch
    {
        0 => (double)WordCharacters / Words,
        1 => (double)Words / Sentences,
        2 => 0.4 * (((double)Words / Sentences) + (100.0 * DifficultWords / Words)),
        3 => (double)DistinctForms / Words,
        _ => throw new ArgumentOutOfRangeException(nameof(index), index, $"There are {AverageNames.Length} averages."),
    };
}
