using System.Text;
using System.Text.Json;
using CsCheck;
using Spichlerz.Hpc.Cleaning;
using Spichlerz.Hpc.Cleaning.Steps;
using Spichlerz.Hpc.Documents;
using Spichlerz.Hpc.Tests.Cleaning.Steps;

namespace Spichlerz.Hpc.Tests.Cleaning;

public sealed class TextStatisticsTests
{
    private static readonly string[] Pieces = ["a", "Ala", "ma", "łódź", "5", "np", "W", " ", " ", " ", "\n", "\n", ".", "!", "?", "…", ")", "„", "”", ",", "\u00a0", "\r\n"];

    /// <summary>Words and what stands between them, over some blocks of 64 bytes.</summary>
    private static readonly Gen<string> Sentences = Gen.Int[0, Pieces.Length - 1].Select(i => Pieces[i]).Array[0, 200].Select(string.Concat);

    // Characters, words, sentences, punctuation, symbols, stop words, camel case, capitalised words, characters in words, difficult words, forms.
    [TestCase("Ala ma kota.", 12, 3, 1, 1, 0, 0, 0, 0, 9, 0, 3)]
    [TestCase("Ala ma kota", 11, 3, 1, 0, 0, 0, 0, 0, 9, 0, 3, Description = "an end without mark")]
    [TestCase("Czy to jest źródło? Tak, bo nie było go w PAP-ie!", 49, 12, 2, 4, 0, 8, 0, 1, 35, 0, 12)]
    [TestCase("Kosztuje 15,50 zł + 2 €…", 24, 5, 1, 2, 2, 0, 0, 0, 15, 0, 5)]
    [TestCase("„Nie” – rzekł. Wyszedł.", 23, 3, 2, 5, 0, 1, 0, 0, 15, 0, 3)]
    [TestCase("Pierwszy akapit.\n\nDrugi akapit bez kropki", 41, 6, 2, 1, 0, 1, 0, 0, 34, 0, 5, Description = "one form twice")]
    [TestCase("Zobacz www.przyklad.pl dziś.", 28, 5, 1, 3, 0, 0, 0, 0, 23, 0, 5, Description = "a full stop inside a word ends no sentence")]
    [TestCase("dalejTekst i iPhone", 19, 3, 1, 0, 0, 1, 2, 0, 17, 0, 3)]
    [TestCase("Nieprawdopodobieństwo wygrywa", 29, 2, 1, 0, 0, 0, 0, 0, 28, 1, 2)]
    [TestCase("...", 3, 0, 0, 3, 0, 0, 0, 0, 0, 0, 0)]
    [TestCase("", 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)]
    [TestCase("😀 tak", 5, 1, 1, 0, 1, 1, 0, 0, 3, 0, 1)]
    public void Count_Sentence_EqualsCountsByHand(
        string text, int characters, int words, int sentences, int punctuations, int symbols, int stopwords, int camelCase, int capitalized, int wordCharacters, int difficult, int forms) => Assert.That(
        Count(text), Is.EqualTo(new TextStatistics(characters, words, sentences, punctuations, symbols, stopwords, camelCase, capitalized, wordCharacters, difficult, forms, null)));

    [TestCase("Ala ma kota i psa", 2)]
    [TestCase("ala ma kóta 2024", 0, Description = "folded; figures are no words to know")]
    public void Count_WithWordList_CountsTheUnknown(string text, int unknown) =>
        Assert.That(Count(text, new WordList(["Ala", "mieć", "ma", "kota"])).Oovs, Is.EqualTo(unknown));

    [Test]
    public void Average_GunningFog_IsTheFormula()
    {
        TextStatistics statistics = Count("Nieprawdopodobieństwo wygrywa. Ala ma kota i psa oraz konia."); // 9 words, 2 sentences, 1 difficult
        Assert.That(statistics.Average(2), Is.EqualTo(0.4 * (4.5 + (100.0 / 9))));
    }

    [Test]
    public void StatisticsStep_Document_GainsTheFact()
    {
        Judged judged = Judged.By(new StatisticsStep(null), "Ala ma kota. Kot ma dom.", facts: "\"a\":1");
        Assert.That(judged.Facts, Is.EqualTo("""
            "a":1,"statistics":{"characters":24,"words":6,"sentences":2,"punctuations":2,"symbols":0,"stopwords":0,"camel_case":0,"capitalized_words":0,"avg_word_length":2.8333,"avg_sentence_length":3.0000,"gunning_fog":1.2000,"lexical_density_by_form":0.8333}
            """));
        Assert.That(() => JsonDocument.Parse($"{{{judged.Facts}}}").Dispose(), Throws.Nothing);
    }

    [Test]
    public void Count_AnyText_AgreesWithTheSentences() => Gen.OneOf(LenientTexts.Any, Sentences).Sample(text =>
    {
        byte[] utf8 = Encoding.UTF8.GetBytes(text);
        var analysis = new TextAnalysis();
        analysis.Analyze(utf8);
        TextStatistics statistics = Count(text);
        Assert.That((statistics.Sentences, statistics.WordCharacters), Is.EqualTo((PolishSentences.Count(utf8, analysis), analysis.WordCharacters.ToArray().Sum())));
    }, seed: "0000KFkd4vb1", iter: 4_000);

    private static TextStatistics Count(string text, WordList? vocabulary = null)
    {
        byte[] utf8 = Encoding.UTF8.GetBytes(text);
        var analysis = new TextAnalysis();
        analysis.Analyze(utf8);
        return new StatisticsCounter(vocabulary).Count(utf8, analysis);
    }
}
