using System.Text;
using Spichlerz.Hpc.Cleaning.Languages;
using Spichlerz.Hpc.Documents;

namespace Spichlerz.Hpc.Tests.Cleaning.Languages;

public sealed class PolishGateTests
{
    [Test]
    public void IsSurelyPolish_SentencesOfNineLanguages_SettlesPolishOnesOnly()
    {
        var documents = (
            from document in SharedData.Read("wielojezyczny_ud")
            select (Language: document.Meta.GetProperty("lang_true").GetString()!, document.Text, IsSettled: IsSurelyPolish(document.Text))).ToList();

        foreach (var language in documents.GroupBy(document => document.Language).OrderBy(language => language.Key, StringComparer.Ordinal))
            TestContext.Out.WriteLine($"{language.Key}: {language.Count(document => document.IsSettled)} of {language.Count()} settled");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(documents.Where(document => document.IsSettled && document.Language != "pl").Select(document => document.Text), Is.Empty);
            Assert.That(documents.Count(document => document.IsSettled), Is.GreaterThan(300), "it must settle some to be worth its place");
        }
    }

    [TestCase("się nie jest przez przy czy tylko oraz który która które których jego więc bardzo jeszcze może został została", 0, false, Description = "19 words")]
    [TestCase("się nie jest przez przy czy tylko oraz który która które których jego więc bardzo jeszcze może został została", 1, true)]
    [TestCase("jest przez przy czy tylko oraz jego bardzo dla lub", 30, false, Description = "no Polish letter")]
    [TestCase("źródło żółć gęś", 30, false, Description = "no marker")]
    [TestCase("łąka łąka łąka łąka łąka aplikacji", 19, true, Description = "many letters and a word of the longer list")]
    [TestCase("łąka łąka łąka łąka aplikacji", 20, false, Description = "too few letters for one such word")]
    [TestCase("łąka łąka łąka łąka łąka", 20, false, Description = "nor will they do alone")]
    [TestCase("łąka łąka łąka łąka łąka łąka łąka łąka", 17, true, Description = "so many need no marker")]
    public void IsSurelyPolish_WordsOfOurs_NeedsMarkersAndLettersInEnoughWords(string words, int fillers, bool expected) =>
        Assert.That(IsSurelyPolish(words + string.Concat(Enumerable.Repeat(" kot", fillers))), Is.EqualTo(expected));

    [TestCase("się kot kot kot kot kot kot kot kot łąka", true, Description = "a marker and one word in ten with a Polish letter")]
    [TestCase("się kot kot kot kot kot kot kot kot kot łąka łąk", true)]
    [TestCase("kot kot kot kot kot kot kot kot kot kot łąka jest", false, Description = "too few letters")]
    [TestCase("łąka łąka łąka kot kot kot kot kot kot kot", false, Description = "no marker")]
    [TestCase("łąka łąka łąka łąka kot kot kot kot kot kot kot", true, Description = "so many letters need no marker")]
    public void IsPolishPart_WordsOfOurs_NeedsLettersAndAMarkerOrMoreLetters(string words, bool expected)
    {
        var analysis = new TextAnalysis();
        analysis.Analyze(Encoding.UTF8.GetBytes($"one two three {words} four"));
        Assert.That(PolishGate.IsPolishPart(analysis, 3..(analysis.WordCount - 1)), Is.EqualTo(expected));
    }

    [Test]
    public void IsPolishPart_SentencesOfNineLanguages_SettlesFewOthers()
    {
        var analysis = new TextAnalysis();
        var settled = new SortedDictionary<string, (int Settled, int All)>(StringComparer.Ordinal);
        foreach (var (text, meta) in SharedData.Read("wielojezyczny_ud"))
        {
            analysis.Analyze(Encoding.UTF8.GetBytes(text));
            (int count, int all) = settled.GetValueOrDefault(meta.GetProperty("lang_true").GetString()!);
            settled[meta.GetProperty("lang_true").GetString()!] = (count + (PolishGate.IsPolishPart(analysis, ..analysis.WordCount) ? 1 : 0), all + 1);
        }
        foreach ((string language, (int count, int all)) in settled)
            TestContext.Out.WriteLine($"{language}: {count} of {all} settled");
        using (Assert.EnterMultipleScope())
        {
            Assert.That((double)settled["pl"].Settled / settled["pl"].All, Is.GreaterThan(0.95), "it must settle most to be worth its place");
            Assert.That((double)settled["hsb"].Settled / settled["hsb"].All, Is.LessThan(0.1));
            Assert.That(settled.Where(language => language.Key is not ("pl" or "hsb")).Sum(language => language.Value.Settled), Is.Zero);
        }
    }

    private static bool IsSurelyPolish(string text)
    {
        var analysis = new TextAnalysis();
        analysis.Analyze(Encoding.UTF8.GetBytes(text));
        return PolishGate.IsSurelyPolish(analysis);
    }
}
