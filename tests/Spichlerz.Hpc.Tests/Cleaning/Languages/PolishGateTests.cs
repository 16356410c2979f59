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
    public void IsSurelyPolish_WordsOfOurs_NeedsMarkersAndLettersInEnoughWords(string words, int fillers, bool expected) =>
        Assert.That(IsSurelyPolish(words + string.Concat(Enumerable.Repeat(" kot", fillers))), Is.EqualTo(expected));

    private static bool IsSurelyPolish(string text)
    {
        var analysis = new TextAnalysis();
        analysis.Analyze(Encoding.UTF8.GetBytes(text));
        return PolishGate.IsSurelyPolish(analysis);
    }
}
