using System.Text;
using System.Text.Json;
using Spichlerz.Hpc.Cleaning;
using Spichlerz.Hpc.Cleaning.Steps;
using Spichlerz.Hpc.Documents;
using Spichlerz.Hpc.Tests.Cleaning.Steps;

namespace Spichlerz.Hpc.Tests.Cleaning;

public sealed class TextStatisticsTests
{
    // Characters, words, sentences, punctuation, symbols, stop words, camel case, capitalised words, characters in words.
    [TestCase("Ala ma kota.", 12, 3, 1, 1, 0, 0, 0, 0, 9)]
    [TestCase("Ala ma kota", 11, 3, 1, 0, 0, 0, 0, 0, 9, Description = "an end without mark")]
    [TestCase("Czy to jest źródło? Tak, bo nie było go w PAP-ie!", 49, 12, 2, 4, 0, 8, 0, 1, 35)]
    [TestCase("Kosztuje 15,50 zł + 2 €…", 24, 5, 1, 2, 2, 0, 0, 0, 15)]
    [TestCase("„Nie” – rzekł. Wyszedł.", 23, 3, 2, 5, 0, 1, 0, 0, 15)]
    [TestCase("Pierwszy akapit.\n\nDrugi akapit bez kropki", 41, 6, 1, 1, 0, 1, 0, 0, 34)]
    [TestCase("Zobacz www.przyklad.pl dziś.", 28, 5, 1, 3, 0, 0, 0, 0, 23, Description = "a full stop inside a word ends no sentence")]
    [TestCase("dalejTekst i iPhone", 19, 3, 1, 0, 0, 1, 2, 0, 17)]
    [TestCase("...", 3, 0, 0, 3, 0, 0, 0, 0, 0)]
    [TestCase("", 0, 0, 0, 0, 0, 0, 0, 0, 0)]
    [TestCase("😀 tak", 5, 1, 1, 0, 1, 1, 0, 0, 3)]
    public void Of_Sentence_EqualsCountsByHand(string text, int characters, int words, int sentences, int punctuations, int symbols, int stopwords, int camelCase, int capitalized, int wordCharacters)
    {
        byte[] utf8 = Encoding.UTF8.GetBytes(text);
        var analysis = new TextAnalysis();
        analysis.Analyze(utf8);
        Assert.That(TextStatistics.Of(utf8, analysis), Is.EqualTo(new TextStatistics(characters, words, sentences, punctuations, symbols, stopwords, camelCase, capitalized, wordCharacters)));
    }

    [Test]
    public void StatisticsStep_Document_GainsTheFact()
    {
        Judged judged = Judged.By(new StatisticsStep(), "Ala ma kota. Kot ma dom.", facts: "\"a\":1");
        Assert.That(judged.Facts, Is.EqualTo("""
            "a":1,"statistics":{"characters":24,"words":6,"sentences":2,"punctuations":2,"symbols":0,"stopwords":0,"camel_case":0,"capitalized_words":0,"avg_word_length":2.8333,"avg_sentence_length":3.0000}
            """));
        Assert.That(() => JsonDocument.Parse($"{{{judged.Facts}}}").Dispose(), Throws.Nothing);
    }
}
