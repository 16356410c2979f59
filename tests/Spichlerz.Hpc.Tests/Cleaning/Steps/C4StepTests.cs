using CsCheck;
using Spichlerz.Hpc.Cleaning.Steps;
using Spichlerz.Hpc.Config;

namespace Spichlerz.Hpc.Tests.Cleaning.Steps;

public sealed class C4StepTests
{
    private static readonly C4Settings Off = new() { RequireEndMark = false, MinLineWords = 0, RemoveCitations = false, LinePhrases = [], DocumentPhrases = [], DropBraces = false, MinSentences = 0 };

    [TestCase("Menu|Ala ma kota.|„Kot ma Alę”|Czytaj dalej", "Ala ma kota.|„Kot ma Alę”")]
    [TestCase("Co dalej…|Urwane...|Lista:", "Co dalej…|Lista:", Description = "three full stops cut a line off, as in C4")]
    [TestCase("Raz.|||Nie|Dwa.", "Raz.||Dwa.", Description = "a border of paragraphs stays one")]
    public void Lines_WithoutEndMark_AreRemoved(string lines, string left) => AssertLeft(Off with { RequireEndMark = true }, lines, left);

    [TestCase("raz dwa|raz dwa trzy|raz dwa trzy cztery", "raz dwa trzy|raz dwa trzy cztery")]
    public void Lines_UnderThreeWords_AreRemoved(string lines, string left) => AssertLeft(Off with { MinLineWords = 3 }, lines, left);

    [TestCase("[1] raz dwa|raz[potrzebny przypis] dwa|raz dwa trzy[2]", "raz dwa trzy")]
    public void Lines_UnderThreeWordsWithoutCitations_AreRemoved(string lines, string left) => AssertLeft(Off with { MinLineWords = 3, RemoveCitations = true }, lines, left);

    [TestCase("żółw|żółwie|kot", "żółw|kot")]
    public void Lines_WithAWordOverFourLetters_AreRemoved(string lines, string left) => AssertLeft(Off with { MaxWordLength = 4 }, lines, left);

    [TestCase("Włącz JavaScript, proszę.|Nasza Polityka  Prywatności jest tu.|Polityka a prywatność.", "Polityka a prywatność.")]
    [TestCase("POLITYKA PRYWATNOSCI|zostaje", "zostaje", Description = "whatever case and diacritics")]
    public void Lines_WithAPhrase_AreRemoved(string lines, string left) => AssertLeft(Off with { LinePhrases = new C4Settings().LinePhrases }, lines, left);

    [TestCase("Miasto[1] leży[edytuj] nad rzeką[12][potrzebny przypis].", "Miasto leży nad rzeką.")]
    [TestCase("[1] Miasto nad rzeką. [2]|[3]\t Drugie. ", "Miasto nad rzeką.|Drugie.", Description = "the blanks around go too")]
    [TestCase("Art. 183[a] i [jako taki] oraz [nie zamknięty", "Art. 183[a] i [jako taki] oraz [nie zamknięty")]
    public void Citations_InBrackets_AreRemoved(string lines, string left) => AssertLeft(Off with { RemoveCitations = true }, lines, left);

    [TestCase("Raz. Dwa.", "few_sentences", 2)]
    [TestCase("Raz. Dwa. Trzy.", null, 0)]
    [TestCase("Raz. Dwa. Trzy. Cztery.", null, 0)]
    public void Sentences_Three_ArePassed(string text, string? reason, double value) => AssertFate(Off with { MinSentences = 3 }, text, reason, value);

    [TestCase("Lorem ipsum dolor.", "phrase", 0)]
    [TestCase("lorem, czyli ipsum", null, 0)]
    public void Document_WithAPhrase_IsDropped(string text, string? reason, double value) => AssertFate(Off with { DocumentPhrases = ["lorem ipsum"] }, text, reason, value);

    [Test]
    public void Document_WithABraceInALineThatStays_IsDropped()
    {
        C4Settings settings = Off with { DropBraces = true, RequireEndMark = true };
        Assert.That(Judged.By(Step(settings), ["Raz {dwa}.", "{ raz\nDwa."]).Select(judged => judged.DropReason), Is.EqualTo(new[] { "brace", null }));
    }

    [Test]
    public void Judge_TextWithoutItsLines_IsEditedByTheStepsBeforeOnceMore()
    {
        var step = new C4Step(Off with { MinLineWords = 2 }, new SettleStep([new RepairStep(new RepairSettings())], []));
        Assert.That(Judged.By(step, "<b>\nRaz &amp; dwa trzy.").Text, Is.EqualTo("Raz & dwa trzy."), "syntax in a text without tags");
    }

    [Test]
    public void Judge_AnyText_IsNotEditedAgain() => LenientTexts.Any.Sample(text =>
    {
        C4Step step = Step(new C4Settings { MinSentences = 0, DropBraces = false });
        string once = Judged.By(step, text).Text;
        Assert.That(Judged.By(step, once).Text, Is.EqualTo(once));
    }, seed: "0000KFkd4vb1", iter: 500);

    [Test]
    public void Judge_AnyBytes_SaysTheSameInAnyBatch() => LenientTexts.Any.Array[1, 5].Sample(
        texts => Judged.By(Step(new()), texts).SequenceEqual(texts.Select(text => Judged.By(Step(new()), text))), seed: "0000KFkd4vb1", iter: 300);

    private static C4Step Step(C4Settings settings) => new(settings, new SettleStep([], []));

    private static void AssertLeft(C4Settings settings, string lines, string left) =>
        Assert.That(Judged.By(Step(settings), lines.Replace('|', '\n')).Text, Is.EqualTo(left.Replace('|', '\n')));

    private static void AssertFate(C4Settings settings, string text, string? reason, double value)
    {
        Judged judged = Judged.By(Step(settings), text);
        Assert.That((judged.DropReason, judged.Value), Is.EqualTo((reason, value)));
    }
}
