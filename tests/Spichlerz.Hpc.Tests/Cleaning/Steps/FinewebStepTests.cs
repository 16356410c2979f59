using CsCheck;
using Spichlerz.Hpc.Cleaning.Steps;
using Spichlerz.Hpc.Config;

namespace Spichlerz.Hpc.Tests.Cleaning.Steps;

public sealed class FinewebStepTests
{
    /// <summary>No rule drops anything, and nothing excuses a document; each test sets what it is about.</summary>
    private static readonly FinewebSettings Off = new()
    {
        MinEndMarkLineRatio = 0,
        MinInnerSentenceEndRatio = 1000,
        MaxRepeatedLineCharacterRatio = 1,
        MaxNewlineRatio = 1000,
        MinVerseLineRatio = 1,
        MinJudgedLines = 1,
    };

    [TestCase("a.|b|c|d", "few_ended_lines", 0.25)]
    [TestCase("a.|b!|c|d", null, 0, Description = "exactly half")]
    [TestCase("a?|b…|c:|d", null, 0)]
    [TestCase("a”|b»|c\"|d’", null, 0, Description = "closing quotation marks")]
    [TestCase("a,|b;|c)|d–", "few_ended_lines", 0)]
    [TestCase("a. |b.\t|||...|c|d", null, 0, Description = "blanks around and lines without a word do not count")]
    public void EndedLines_Half_ArePassed(string lines, string? reason, double value) => AssertFate(Off with { MinEndMarkLineRatio = 0.5 }, lines, reason, value);

    [TestCase("a|b", null, 0)]
    [TestCase("a|b|c", "few_ended_lines", 0)]
    public void LineRules_FewLines_AreNotAsked(string lines, string? reason, double value) =>
        AssertFate(Off with { MinEndMarkLineRatio = 0.5, MinJudgedLines = 3 }, lines, reason, value);

    [TestCase("ąęół|abcde|abcde|abcdefgh", null, 0)]
    [TestCase("ąęół|żółw|abcde|abcdefgh", null, 0, Description = "exactly half, in code points")]
    [TestCase("ąęół|żółw|abc|abcdefgh", "many_short_lines", 0.75)]
    public void ShortLines_HalfOfFour_ArePassed(string lines, string? reason, double value) =>
        AssertFate(Off with { MaxShortLineRatio = 0.5, ShortLineCharacters = 4 }, lines, reason, value);

    [TestCase("abcd|abcd|cdef|efgh", null, 0, Description = "exactly a quarter")]
    [TestCase("żółw|żółw|żółw|efgh", "repeated_line_characters", 0.5)]
    [TestCase("abcd|  abcd|cdef|efgh", null, 0, Description = "4 of 18: line ends do not count, blanks do")]
    public void RepeatedLines_QuarterOfTheText_ArePassed(string lines, string? reason, double value) =>
        AssertFate(Off with { MaxRepeatedLineCharacterRatio = 0.25 }, lines, reason, value);

    [TestCase("a b c d", null, 0)]
    [TestCase("a b|c d|", null, 0, Description = "exactly half")]
    [TestCase("a b||c d|", "many_newlines", 0.75, Description = "empty lines count")]
    public void Newlines_HalfAWord_ArePassed(string lines, string? reason, double value) => AssertFate(Off with { MaxNewlineRatio = 0.5 }, lines, reason, value);

    [TestCase("Pada śnieg. Idzie|zima i mróz|trzyma od rana|a w domu jest ciepło", null, 0, Description = "one sentence ends inside the four lines")]
    [TestCase("Pada śnieg. Idzie|zima i mróz|trzyma od rana|a w domu|jest ciepło", "few_ended_lines", 0, Description = "one in five")]
    [TestCase("Pada śnieg. Idzie|zima. A mróz|trzyma od rana|a w domu|jest ciepło", null, 0)]
    [TestCase("Biuro czynne|ul. Polna 5 Nysa|tel. i faks|pon. Środa|św. Anna i in. Zofia", "few_ended_lines", 0, Description = "abbreviations end no sentence")]
    [TestCase("O nas||Oferta||Galeria||Kontakt", "few_ended_lines", 0, Description = "nor do empty lines")]
    public void EndedLines_SentencesInside_AreProseSetInLines(string lines, string? reason, double value) =>
        AssertFate(Off with { MinEndMarkLineRatio = 0.1, MinInnerSentenceEndRatio = 0.25 }, lines, reason, value);

    [TestCase("Idzie rak,|nieborak.|Jak uszczypnie|będzie znak", null, 0, Description = "exactly half of the lines pause")]
    [TestCase("Idzie rak,|nieborak —|Kto to idzie?|Rak…", null, 0)]
    [TestCase("Idzie rak –||nieborak||jak uszczypnie:||będzie znak", null, 0, Description = "empty lines are no lines of verse")]
    [TestCase("Idzie rak|nieborak.|Jak uszczypnie|będzie znak", "many_newlines", 3.0 / 7)]
    [TestCase("O nas|Oferta|Galeria|Kontakt z nami", "many_newlines", 3.0 / 7, Description = "a menu")]
    [TestCase("int rak;|return znak;|x y z", "many_newlines", 2.0 / 7, Description = "program code")]
    public void Newlines_LinesThatPause_AreVerse(string lines, string? reason, double value) =>
        AssertFate(Off with { MaxNewlineRatio = 0.25, MinVerseLineRatio = 0.5 }, lines, reason, value);

    [Test]
    public void Judge_TextWithoutWords_IsLeftToTheLengthStep() =>
        Assert.That(Judged.By(new FinewebStep(new()), ["", "\n\n", "...\n---"]).Select(judged => judged.DropReason), Is.All.Null);

    [Test]
    public void Judge_AnyLines_IsTheVerdictOfReadingThemAll() => Gen.Select(
        Gen.OneOf("Zdanie.", "bez kropki", "a", "…", "", "***", "  „Mowa wcięta”  ", "wiersz, który ma więcej niż trzydzieści znaków").Array[0, 12],
        Gen.OneOf(0.0, 0.02, 0.3, 0.5, 1), Gen.OneOf(0.5, 1), Gen.OneOf(1, 2, 5)).Sample(
        (lines, minEnded, maxShort, minLines) =>
        {
            string[] filled = [.. lines.Select(line => line.Trim()).Where(line => line.Any(char.IsLetter))];
            double ended = filled.Count(line => line[^1] is '.' or '”') / (double)filled.Length, shorts = filled.Count(line => line.Length <= 30) / (double)filled.Length;
            string? expected = filled.Length < minLines ? null : ended < minEnded ? "few_ended_lines" : shorts > maxShort ? "many_short_lines" : null;
            FinewebSettings settings = Off with { MinEndMarkLineRatio = minEnded, MinInnerSentenceEndRatio = 1, MaxShortLineRatio = maxShort, ShortLineCharacters = 30, MinJudgedLines = minLines };
            Assert.That(Judged.By(new FinewebStep(settings), string.Join('\n', lines)).DropReason, Is.EqualTo(expected));
        },
        seed: "0000KFkd4vb1", iter: 1_000);

    [Test]
    public void Judge_AnyBytes_SaysTheSameInAnyBatch() => LenientTexts.Any.Array[1, 5].Sample(
        texts => Judged.By(new FinewebStep(new()), texts).SequenceEqual(texts.Select(text => Judged.By(new FinewebStep(new()), text))), seed: "0000KFkd4vb1", iter: 300);

    private static void AssertFate(FinewebSettings settings, string lines, string? reason, double value)
    {
        Judged judged = Judged.By(new FinewebStep(settings), lines.Replace('|', '\n'));
        Assert.That((judged.DropReason, judged.Value), Is.EqualTo((reason, value)));
    }
}
