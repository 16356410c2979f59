using System.Text;
using CsCheck;
using Spichlerz.Hpc.Cleaning.Steps;
using Spichlerz.Hpc.Config;
using Spichlerz.Hpc.Documents;
using Spichlerz.Hpc.Tests.Documents;

namespace Spichlerz.Hpc.Tests.Cleaning.Steps;

/// <summary>The steps that edit text: unicode and whitespace.</summary>
public sealed class EditingStepTests
{
    private const string Clean = "Zażółć gęślą jaźń – „cytat” (2024 r.).\n\n\tWcięty akapit: 5 °C, 1 000 zł…\nKoniec.";

    private static readonly Gen<string> Dirty = Gen.OneOf(Texts.Any, Gen.OneOf("a\u0328", "\u0301", "\0", "\u00ad", "\ufeff", " \n", "\r\n", "\n\n\n", " ")).Array[0, 6].Select(string.Concat);

    [Test]
    public void Judge_CleanPolishText_PassesByteForByte()
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Judged.By(new UnicodeStep(), Clean), Is.EqualTo(new Judged(null, 0, Clean, "", true)));
            Assert.That(Judged.By(new WhitespaceStep(new WhitespaceSettings()), Clean), Is.EqualTo(new Judged(null, 0, Clean, "", true)));
        }
    }

    [TestCase("Za\u0307z\u0307o\u0301łc\u0301", "Zȧżółć")]
    [TestCase("Cze\u00adść\u200b\ufeff\0!", "Cześć!")]
    [TestCase("z\u00ad\u0307", "ż", Description = "a mark that meets its letter once the soft hyphen is gone")]
    [TestCase("\u0001", "")]
    public void Unicode_DirtyText_IsComposedWithoutControls(string text, string expected) =>
        Assert.That(Judged.By(new UnicodeStep(), text), Is.EqualTo(new Judged(null, 0, expected, "", false)));

    [TestCase(0, "raz\n\ndwa", "raz\ndwa")]
    [TestCase(1, "raz\n\ndwa", "raz\n\ndwa")]
    [TestCase(1, "raz\n\n\ndwa", "raz\n\ndwa")]
    [TestCase(2, "raz\n\n\ndwa", "raz\n\n\ndwa")]
    [TestCase(1, " raz \r\n", "raz")]
    public void Whitespace_MaxEmptyLines_HoldsForTextThatIsTidyOtherwise(int maxEmptyLines, string text, string expected) =>
        Assert.That(Judged.By(new WhitespaceStep(new WhitespaceSettings { MaxEmptyLines = maxEmptyLines }), text), Is.EqualTo(new Judged(null, 0, expected, "", text == expected)));

    [Test]
    public void Judge_BatchOfManyTexts_KeepsThemApart()
    {
        string[] texts = [.. Enumerable.Range(0, 200).Select(i => new string((char)('a' + (i % 26)), 5000) + "\u0001 \r\n" + i)];
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Judged.By(new UnicodeStep(), texts).Select(judged => judged.Text), Is.EqualTo(texts.Select(text => text.Replace("\u0001", "", StringComparison.Ordinal))));
            Assert.That(Judged.By(new WhitespaceStep(new WhitespaceSettings()), texts).Select(judged => judged.Text), Is.EqualTo(texts.Select(text => text.Replace(" \r\n", "\n", StringComparison.Ordinal))));
        }
    }

    [Test]
    public void Judge_EditedText_IsNotEditedAgain() => Dirty.Sample(
        text =>
        {
            var whitespace = new WhitespaceStep(new WhitespaceSettings());
            string once = Judged.By(whitespace, Judged.By(new UnicodeStep(), text).Text).Text;
            Judged unicode = Judged.By(new UnicodeStep(), once), again = Judged.By(whitespace, unicode.Text);
            Assert.That((again.Text, unicode.IsSameMemory, again.IsSameMemory), Is.EqualTo((once, true, again.IsSameMemory)));
            Assert.That(Encoding.UTF8.GetByteCount(once), Is.LessThanOrEqualTo(2 * Encoding.UTF8.GetByteCount(text)), "few letters are longer composed");
        },
        seed: "0000KFkd4vb1", iter: 2_000);

    [Test]
    public void Analysis_Batch_GivesEachDocumentItsOwnTable()
    {
        Document[] documents = [.. ((string[])["raz dwa", "", "trzy"]).Select(text => new Document(default, 0, Encoding.UTF8.GetBytes(text), default, default))];
        var outcomes = new Outcome[3];
        new AnalysisStep().Judge(documents, outcomes);
        Assert.That(outcomes.Select(outcome => outcome.Document.Analysis!.WordCount), Is.EqualTo((int[])[2, 0, 1]));
    }
}
