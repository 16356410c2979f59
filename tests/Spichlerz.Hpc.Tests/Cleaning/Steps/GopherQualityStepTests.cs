using CsCheck;
using Spichlerz.Hpc.Cleaning.Steps;
using Spichlerz.Hpc.Config;

namespace Spichlerz.Hpc.Tests.Cleaning.Steps;

public sealed class GopherQualityStepTests
{
    /// <summary>No rule drops anything; each test sets the one it is about.</summary>
    private static readonly GopherQualitySettings Off = new()
    {
        MinWords = 0,
        MinProseWords = int.MaxValue,
        MaxWords = int.MaxValue,
        MinMeanWordLength = 0,
        MaxMeanWordLength = 1000,
        MaxHashRatio = 1000,
        MaxEllipsisRatio = 1000,
        MaxBulletLineRatio = 1,
        MaxEllipsisLineRatio = 1,
        MinJudgedLines = 1,
        MinAlphabeticWordRatio = 0,
        MinDistinctStopWords = 0,
        MinProseStopWords = GopherQualitySettings.MaxDistinctStopWords,
    };

    [TestCase("a b", "few_words", 2)]
    [TestCase("a b c", null, 0)]
    [TestCase("a b c d", null, 0)]
    [TestCase("a b c d e", null, 0)]
    [TestCase("a b c d e f", "many_words", 6)]
    [TestCase("", "few_words", 0)]
    public void Words_ThreeToFive_ArePassed(string text, string? reason, double value) => AssertFate(Off with { MinWords = 3, MaxWords = 5 }, text, reason, value);

    [TestCase("a b.|c", "few_words", 3)]
    [TestCase("a b.|c d", null, 0, Description = "four words, and half of the lines end a sentence")]
    [TestCase("a b c d e.", null, 0)]
    [TestCase("Tytuł||a „b c d”", null, 0, Description = "a title and its sentence")]
    [TestCase("a b.|c d|e", "few_words", 5)]
    [TestCase("a b,|c d;|e", "few_words", 5, Description = "items of a list")]
    [TestCase("a b|c d|e f", null, 0, Description = "six words are enough in any case")]
    public void Words_FourInSentences_AreEnough(string lines, string? reason, double value) =>
        AssertFate(Off with { MinWords = 6, MinProseWords = 4, MinProseLineRatio = 0.5 }, Lines(lines), reason, value);

    [TestCase("aa ab", "short_words", 2)]
    [TestCase("ąą żółw", null, 0, Description = "3, in code points")]
    [TestCase("aaaa bbbb", null, 0)]
    [TestCase("aaaa bbbbb", "long_words", 4.5)]
    public void MeanWordLength_ThreeToFour_IsPassed(string text, string? reason, double value) =>
        AssertFate(Off with { MinMeanWordLength = 3, MaxMeanWordLength = 4 }, text, reason, value);

    [TestCase("a b c d", null, 0)]
    [TestCase("# a b c d #", null, 0, Description = "exactly half")]
    [TestCase("###### a b c d #", null, 0, Description = "a heading counts once")]
    [TestCase("&#261;a &#261;b #c", null, 0, Description = "entities are letters: one of five words")]
    [TestCase("#a #b #c d", "many_hashes", 0.75)]
    public void Hashes_HalfAWord_ArePassed(string text, string? reason, double value) => AssertFate(Off with { MaxHashRatio = 0.5 }, text, reason, value);

    [TestCase("a… b c d...", null, 0, Description = "exactly half")]
    [TestCase("a… b c... d......", "many_ellipses", 0.75, Description = "leaders of six dots are one")]
    [TestCase("a.. b.. c.. d..", null, 0)]
    public void Ellipses_HalfAWord_ArePassed(string text, string? reason, double value) => AssertFate(Off with { MaxEllipsisRatio = 0.5 }, text, reason, value);

    [TestCase("a 1 2 3", "few_alphabetic_words", 0.25)]
    [TestCase("a b2 3 4", null, 0, Description = "exactly half")]
    [TestCase("a b c 4", null, 0)]
    public void AlphabeticWords_Half_ArePassed(string text, string? reason, double value) => AssertFate(Off with { MinAlphabeticWordRatio = 0.5 }, text, reason, value);

    [TestCase("dom stoi", "few_stop_words", 0)]
    [TestCase("w domu w lesie w polu", "few_stop_words", 1, Description = "one word thrice is one")]
    [TestCase("W domu I w lesie", null, 0, Description = "in any case")]
    [TestCase("nie boje sie", null, 0, Description = "without diacritics")]
    [TestCase("i na do po", null, 0)]
    public void StopWords_TwoDifferent_ArePassed(string text, string? reason, double value) => AssertFate(Off with { MinDistinctStopWords = 2 }, text, reason, value);

    [TestCase("Posłowie głosowali w piątek.", null, 0)]
    [TestCase("Posłowie głosowali.|Brak poprawek.", "few_stop_words", 0)]
    [TestCase("Tytuł||Posłowie głosowali w piątek.", null, 0, Description = "half of the lines end a sentence")]
    [TestCase("Tytuł|Nakład w Warszawie|Cena dwa złote.", "few_stop_words", 1, Description = "a third of them")]
    public void StopWords_OneInShortProse_IsEnough(string lines, string? reason, double value) =>
        AssertFate(Off with { MinDistinctStopWords = 2, MinProseStopWords = 1, MinProseLineRatio = 0.5 }, Lines(lines), reason, value);

    [TestCase(49, null)]
    [TestCase(50, "few_stop_words")]
    public void StopWords_OneInProseOfSoManyWords_IsEnoughBelowFifty(int words, string? reason) =>
        AssertFate(Off with { MinDistinctStopWords = 2, MinProseStopWords = 1, MinProseLineRatio = 0.5 }, string.Join(' ', Enumerable.Repeat("dom", words - 1)) + " w.", reason, reason is null ? 0 : 1);

    [TestCase("Prezes zapowiada wzrost płac, ale związkowcy to wykluczają", null, 0, Description = "words of grammar, none of them among FineWeb-2's")]
    [TestCase("Kowalski Jan, Nowak Anna, Zielińska Ewa, Wójcik Piotr", "few_stop_words", 0, Description = "a list of names")]
    public void StopWords_Defaults_KnowPolishProse(string text, string? reason, double value) =>
        AssertFate(Off with { MinDistinctStopWords = new GopherQualitySettings().MinDistinctStopWords }, text, reason, value);

    [TestCase("• a|• b|c|d", null, 0, Description = "exactly half")]
    [TestCase("• a| * b|c|● d", "many_bullet_lines", 0.75)]
    [TestCase("- a|– b|— c|- d", null, 0, Description = "dialogue")]
    [TestCase("• a|• b|||c|d|---", null, 0, Description = "lines without a word do not count")]
    public void BulletLines_Half_ArePassed(string lines, string? reason, double value) => AssertFate(Off with { MaxBulletLineRatio = 0.5 }, Lines(lines), reason, value);

    [TestCase("a...|b…|c|d.", null, 0, Description = "exactly half")]
    [TestCase("a...|b… |c...|d.", "many_ellipsis_lines", 0.75)]
    public void EllipsisLines_Half_ArePassed(string lines, string? reason, double value) => AssertFate(Off with { MaxEllipsisLineRatio = 0.5 }, Lines(lines), reason, value);

    [TestCase("a...|b…", null, 0)]
    [TestCase("a...|b…|c", "many_ellipsis_lines", 2.0 / 3)]
    public void LineRules_FewLines_AreNotAsked(string lines, string? reason, double value) =>
        AssertFate(Off with { MaxEllipsisLineRatio = 0.5, MinJudgedLines = 3 }, Lines(lines), reason, value);

    [Test]
    public void Judge_AnyLines_IsTheVerdictOfReadingThemAll() => Gen.Select(
        Gen.OneOf("wiersz", "* punkt", "• punkt...", "i tak dalej…", "i tak dalej...", "", "---").Array[0, 12],
        Gen.OneOf(0.0, 0.3, 0.5, 0.9, 1), Gen.OneOf(0.0, 0.3, 0.5, 0.9, 1), Gen.OneOf(1, 2, 5)).Sample(
        (lines, maxBullets, maxEllipses, minLines) =>
        {
            string[] filled = [.. lines.Where(line => line.Any(char.IsLetter))];
            double bullets = filled.Count(line => line[0] is '*' or '•') / (double)filled.Length, ellipses = filled.Count(line => line.EndsWith("...", StringComparison.Ordinal) || line[^1] == '…') / (double)filled.Length;
            string? expected = filled.Length < minLines ? null : bullets > maxBullets ? "many_bullet_lines" : ellipses > maxEllipses ? "many_ellipsis_lines" : null;
            GopherQualitySettings settings = Off with { MaxBulletLineRatio = maxBullets, MaxEllipsisLineRatio = maxEllipses, MinJudgedLines = minLines };
            Assert.That(Judged.By(new GopherQualityStep(settings), string.Join('\n', lines)).DropReason, Is.EqualTo(expected));
        },
        seed: "0000KFkd4vb1", iter: 1_000);

    [Test]
    public void Judge_AnyBytes_SaysTheSameInAnyBatch() => LenientTexts.Any.Array[1, 5].Sample(
        texts => Judged.By(new GopherQualityStep(new()), texts).SequenceEqual(texts.Select(text => Judged.By(new GopherQualityStep(new()), text))), seed: "0000KFkd4vb1", iter: 300);

    private static string Lines(string lines) => lines.Replace('|', '\n');

    private static void AssertFate(GopherQualitySettings settings, string text, string? reason, double value)
    {
        Judged judged = Judged.By(new GopherQualityStep(settings), text);
        Assert.That((judged.DropReason, judged.Value), Is.EqualTo((reason, value)));
    }
}
