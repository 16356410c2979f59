using CsCheck;
using Spichlerz.Hpc.Cleaning.Steps;
using Spichlerz.Hpc.Config;

namespace Spichlerz.Hpc.Tests.Cleaning.Steps;

public sealed class GopherRepetitionStepTests
{
    private static readonly GopherRepetitionSettings Off = new()
    {
        MaxDuplicateLineRatio = 1,
        MinTopOccurrences = 2,
        MaxTop2gramRatio = 1,
        MaxTop3gramRatio = 1,
        MaxTop4gramRatio = 1,
        MaxDuplicate5gramRatio = 1,
        MaxDuplicate6gramRatio = 1,
        MaxDuplicate7gramRatio = 1,
        MaxDuplicate8gramRatio = 1,
        MaxDuplicate9gramRatio = 1,
        MaxDuplicate10gramRatio = 1,
    };

    [TestCase("a|b|c|d", null, 0)]
    [TestCase("a|a|c|d", null, 0, Description = "one of four")]
    [TestCase("a|a|a|d", null, 0, Description = "exactly half")]
    [TestCase("a|a|a|d|a", "duplicate_lines", 0.6)]
    [TestCase("a|\t a |  a", "duplicate_lines", 2.0 / 3, Description = "blanks around do not tell lines apart")]
    [TestCase("abcdefgh 1 ijklmnop|abcdefgh 2 ijklmnop|abcdefgh 3 ijklmnop|abcdefgh 1 ijklmnop", null, 0, Description = "what differs inside alone is no copy")]
    [TestCase("abcdefgh 1 ijklmnop|abcdefgh 2 ijklmnop|  abcdefgh 2 ijklmnop|abcdefgh 1 ijklmnop|abcdefgh 2 ijklmnop", "duplicate_lines", 0.6)]
    [TestCase("a|||||||a", null, 0, Description = "empty lines do not count")]
    [TestCase("a|---|b|---|c|---|d|---", null, 0, Description = "nor do lines without a word")]
    public void DuplicateLines_Half_ArePassed(string lines, string? reason, double value) => AssertFate(Off with { MaxDuplicateLineRatio = 0.5 }, Lines(lines), reason, value);

    [TestCase("żółw|żółw|ab", null, 0, Description = "4 of 12 code points")]
    [TestCase("żółwia|żółwia", null, 0, Description = "6 of 13")]
    [TestCase("żó|żó|żó|żó", "duplicate_line_characters", 6.0 / 11)]
    public void DuplicateLineCharacters_Half_ArePassed(string lines, string? reason, double value) =>
        AssertFate(Off with { MaxDuplicateLineCharacterRatio = 0.5 }, Lines(lines), reason, value);

    [TestCase("a|b||a|b||c", null, 0, Description = "one of three")]
    [TestCase("a|b||a|b||c||d|||d", null, 0, Description = "two of five, however many empty lines")]
    [TestCase("a||a||a", "duplicate_paragraphs", 2.0 / 3)]
    [TestCase("a|b||b|a", null, 0, Description = "the order of lines matters")]
    [TestCase("a|---|a||a|a", "duplicate_paragraphs", 0.5, Description = "a line without a word ends no paragraph")]
    public void DuplicateParagraphs_TwoFifths_ArePassed(string lines, string? reason, double value) =>
        AssertFate(Off with { MaxDuplicateParagraphRatio = 0.4 }, Lines(lines), reason, value);

    [TestCase("abc|d||abc|d", null, 0, Description = "5 of 12")]
    [TestCase("ab||ab||ab", null, 0, Description = "4 of 10")]
    [TestCase("ab||ab||ab||ab", "duplicate_paragraph_characters", 6.0 / 14)]
    public void DuplicateParagraphCharacters_FiveTwelfths_ArePassed(string lines, string? reason, double value) =>
        AssertFate(Off with { MaxDuplicateParagraphCharacterRatio = 5.0 / 12 }, Lines(lines), reason, value);

    [TestCase("a b c d e f", null, 0)]
    [TestCase("konstantynopol jest", null, 0, Description = "what occurs once is no repetition, however long")]
    [TestCase("a b, c d. a b e f", null, 0, Description = "6 of 15, punctuation aside")]
    [TestCase("a b a b c", "top_2gram", 6.0 / 9)]
    [TestCase("ó ż Ó Ż c", "top_2gram", 6.0 / 9, Description = "code points; folded")]
    [TestCase("a a a a", null, 1, Description = "three that overlap: 9 of 7")]
    public void Top2gram_TwoFifths_ArePassed(string text, string? reason, double value)
    {
        if (text == "a a a a")
            (reason, value) = ("top_2gram", 9.0 / 7);
        AssertFate(Off with { MaxTop2gramRatio = 0.4 }, text, reason, value);
    }

    [Test]
    public void Top2gram_EquallyFrequent_TheLongestCounts() => AssertFate(Off with { MaxTop2gramRatio = 0 }, "a b konstanty ma a b konstanty ma", "top_2gram", 24.0 / 33);

    [TestCase("Zakłady wznawiają produkcję melaminy Zakłady wznawiają produkcję melaminy w Puławach", null, 0, Description = "a title that the first sentence says again")]
    [TestCase("kup teraz tanio tutaj kup teraz tanio tutaj kup teraz tanio tutaj", "top_2gram", 33.0 / 65)]
    public void Top2gram_TwiceOnly_IsNoRepetition(string text, string? reason, double value) => AssertFate(Off with { MaxTop2gramRatio = 0.3, MaxTop4gramRatio = 0.3, MinTopOccurrences = 3 }, text, reason, value);

    [TestCase("a b c d a b c d", null, 0)]
    [TestCase("a b c d e a b c d e", null, 0, Description = "9 of 19")]
    [TestCase("a b c d e a b c d e A B C D E", "duplicate_5gram", 19.0 / 29, Description = "with the blank between")]
    [TestCase("a b c d e x a b c d e x", "duplicate_5gram", 11.0 / 23, Description = "each word counts once")]
    [TestCase("a b c d", null, 0, Description = "no 5-gram")]
    public void Duplicate5gram_NineNineteenths_ArePassed(string text, string? reason, double value) =>
        AssertFate(Off with { MaxDuplicate5gramRatio = 9.0 / 19 }, text, reason, value);

    [Test]
    public void Judge_AnyText_EqualsNaiveCounts() => LenientTexts.Repetitive.Sample(
        text =>
        {
            using (Assert.EnterMultipleScope())
            {
                foreach ((GopherRepetitionSettings settings, string reason, double expected) in NaiveRepetition.Rules(Off, text))
                {
                    Judged judged = Judged.By(new GopherRepetitionStep(settings), text);
                    Assert.That((judged.DropReason, judged.Value), Is.EqualTo(expected > 0 ? (reason, expected) : (null, 0)), reason);
                }
            }
        },
        seed: "0000KFkd4vb1", iter: 500);

    [Test]
    public void Top4gram_AnyText_ShortcutsChangeNoVerdict() => LenientTexts.Repetitive.Sample(
        text =>
        {
            double expected = NaiveRepetition.Rules(Off, text).Single(rule => rule.Reason == "top_4gram").Value;
            foreach (double limit in (double[])[0.1, 0.3, 0.6])
                Assert.That(Judged.By(new GopherRepetitionStep(Off with { MaxTop4gramRatio = limit }), text).Value, Is.EqualTo(expected > limit ? expected : 0));
        },
        seed: "0000KFkd4vb1", iter: 500);

    [Test]
    public void Duplicates_AnyText_ShortcutsChangeNoVerdict() => LenientTexts.Repetitive.Sample(
        text =>
        {
            Dictionary<string, double> values = NaiveRepetition.Rules(Off, text).ToDictionary(rule => rule.Reason, rule => rule.Value);
            foreach (double limit in (double[])[0.1, 0.3, 0.6])
            {
                GopherRepetitionSettings settings = Off with { MaxTop3gramRatio = 0.9, MaxDuplicate5gramRatio = limit + 0.2, MaxDuplicate7gramRatio = limit + 0.1, MaxDuplicate10gramRatio = limit };
                (string Reason, double Limit)[] rules = [("top_3gram", 0.9), ("duplicate_5gram", limit + 0.2), ("duplicate_7gram", limit + 0.1), ("duplicate_10gram", limit)];
                (string? reason, double value) = rules.Where(rule => values[rule.Reason] > rule.Limit).Select(rule => ((string?)rule.Reason, values[rule.Reason])).FirstOrDefault();
                AssertFate(settings, text, reason, value);
            }
        },
        seed: "0000KFkd4vb1", iter: 500);

    [Test]
    public void Top2gram_MoreThanABucketCounts_AreCounted() => AssertFate(Off with { MaxTop2gramRatio = 0.5, MinTopOccurrences = 256 }, string.Join(' ', Enumerable.Repeat("a b", 300)), "top_2gram", 900.0 / 1199);

    [Test]
    public void Judge_AnyBytes_SaysTheSameInAnyBatch() => LenientTexts.Any.Array[1, 5].Sample(
        texts => Judged.By(new GopherRepetitionStep(new()), texts).SequenceEqual(texts.Select(text => Judged.By(new GopherRepetitionStep(new()), text))), seed: "0000KFkd4vb1", iter: 300);

    [Test]
    public void Judge_ShortDocumentAfterALongOne_RemembersNothing()
    {
        string lines = string.Join('\n', Enumerable.Range(0, 30_000).Select(i => $"wiersz {i}"));
        var step = new GopherRepetitionStep(Off with { MaxDuplicateLineRatio = 0, MaxDuplicate5gramRatio = 0 });
        Assert.That(Judged.By(step, [lines, "wiersz 1\nwiersz 2", lines, "wiersz 3"]).Select(judged => judged.DropReason), Is.All.Null);
    }

    private static string Lines(string lines) => lines.Replace('|', '\n');

    private static void AssertFate(GopherRepetitionSettings settings, string text, string? reason, double value)
    {
        Judged judged = Judged.By(new GopherRepetitionStep(settings), text);
        Assert.That((judged.DropReason, judged.Value), Is.EqualTo((reason, value)));
    }
}
