using System.Text;
using Spichlerz.Hpc.Cleaning.Steps;
using Spichlerz.Hpc.Config;
using Spichlerz.Hpc.Documents;

namespace Spichlerz.Hpc.Tests.Cleaning.Steps;

public sealed class SettleStepTests
{
    [TestCase("&oacute;sma", "ósma", "{\"repair\":1}", Description = "an entity that a soft hyphen had divided")]
    [TestCase("prze-\nniósł się", "przeniósł\nsię", "{\"layout\":1}", Description = "a word divided where a control character stood")]
    [TestCase("&#116;el. 601 234 567", "tel. [TELEFON]", "{\"pii\":1,\"repair\":1}", Description = "a number that its word before shows only now")]
    [TestCase("&lt\u00ad;b", "&lt;b", "{\"unicode\":1}", Description = "would make a tag")]
    [TestCase("Zwykły tekst.", "Zwykły tekst.", "")]
    public void Judge_EditedText_IsEditedUntilNothingChanges(string text, string expected, string fact)
    {
        Outcome outcome = Judge(Real(), text);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Decode(outcome.Document.Text), Is.EqualTo(expected));
            Assert.That(Decode(outcome.Document.Facts), Is.EqualTo("\"licence\":\"CC0-1.0\"" + (fact.Length > 0 ? ",\"settle\":" + fact : "")));
        }
    }

    [Test]
    public void Judge_TextThatNoStepEdited_PassesUnseen()
    {
        Document document = Document("&oacute;");
        Span<Outcome> outcomes = [default];
        Real().Judge([document], outcomes);
        Assert.That(outcomes[0].Document, Is.SameAs(document));
    }

    [Test]
    public void Judge_TextThatDoesNotSettle_StaysAndIsCounted()
    {
        var step = new SettleStep([new Suffix("a", 9)], []);
        Outcome outcome = Judge(step, "tekst");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Decode(outcome.Document.Text), Is.EqualTo("tekst"));
            Assert.That(step.Notes, Is.EqualTo(new Dictionary<string, long> { ["settle_unsettled"] = 1 }));
            Assert.That(Decode(Judge(new SettleStep([new Suffix("a", 8)], []), "tekst").Document.Text), Is.EqualTo("tekstaaaaaaaa"));
        }
    }

    [Test]
    public void Judge_MasksAfterARepair_MayGiveItWorkAgain()
    {
        Outcome outcome = Judge(new SettleStep([new Suffix("a", 2)], [new Suffix("b", 2)]), "tekst");
        Assert.That((Decode(outcome.Document.Text), Decode(outcome.Document.Facts)), Is.EqualTo(("tekstabab", "\"licence\":\"CC0-1.0\",\"settle\":{\"a\":2,\"b\":2}")));
    }

    [Test]
    public void Judge_WhatAStepDropsTheSecondTime_FallsForItsReason()
    {
        var pii = new PiiStep(new PiiSettings { Phone = FindAction.Drop });
        Outcome outcome = Judge(new SettleStep([new RepairStep(new RepairSettings())], [pii]), "&#116;el. 601 234 567");
        Assert.That((outcome.DropReason, outcome.Value), Is.EqualTo(("pii_phone", 1)));
    }

    [TestCase(true, "binary")]
    [TestCase(false, null)]
    public void Judge_MaskedText_IsJudgedByWhatIsLeft(bool isMasked, string? reason)
    {
        var step = new SettleStep([], [new HazardStep(new HazardSettings())]);
        Span<Outcome> outcomes = [default];
        step.Judge([Document("").WithText(Encoding.UTF8.GetBytes("[IBAN]\n\ue000")) with { IsMasked = isMasked }], outcomes);
        Assert.That(outcomes[0].DropReason, Is.EqualTo(reason));
    }

    [Test]
    public void Judge_SeveralDocuments_KeepTheirOwnTexts()
    {
        Document[] documents = [.. Enumerable.Range(0, 50).Select(i => Document(i % 3 == 0 ? $"&oacute;{i}" : $"{i}\u00ad").WithText(Encoding.UTF8.GetBytes(i % 3 == 0 ? $"&oacute;{i}" : $"{i}\u00ad")))];
        var outcomes = new Outcome[documents.Length];
        SettleStep step = Real();
        step.Judge(documents, outcomes);
        Assert.That(outcomes.Select(outcome => Decode(outcome.Document.Text)), Is.EqualTo(Enumerable.Range(0, 50).Select(i => i % 3 == 0 ? $"ó{i}" : $"{i}")));
    }

    private static SettleStep Real() => new([new RepairStep(new RepairSettings()), new LayoutStep(new LayoutSettings(), null), new UnicodeStep(), new WhitespaceStep(new WhitespaceSettings())], [new PiiStep(new PiiSettings())]);

    private static Outcome Judge(SettleStep step, string text)
    {
        Span<Outcome> outcomes = [default];
        step.Judge([Document("był inny").WithText(Encoding.UTF8.GetBytes(text))], outcomes);
        return outcomes[0];
    }

    private static Document Document(string text) => new(default, 0, Encoding.UTF8.GetBytes(text), Encoding.UTF8.GetBytes("\"licence\":\"CC0-1.0\""), default);

    private static string Decode(ReadOnlyMemory<byte> utf8) => Encoding.UTF8.GetString(utf8.Span);

    /// <summary>Adds its letter to a text that has fewer of it.</summary>
    private sealed class Suffix(string letter, int times) : IDocumentStep
    {
        public string Name => letter;

        public void Judge(ReadOnlySpan<Document> documents, Span<Outcome> outcomes)
        {
            string text = Decode(documents[0].Text);
            outcomes[0] = new Outcome(text.Split(letter).Length > times ? documents[0] : documents[0].WithText(Encoding.UTF8.GetBytes(text + letter)));
        }
    }
}
