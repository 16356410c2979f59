using CsCheck;
using Spichlerz.Hpc.Cleaning.Steps;
using Spichlerz.Hpc.Config;

namespace Spichlerz.Hpc.Tests.Cleaning.Steps;

public sealed class FinewebStepTests
{
    private static readonly FinewebSettings Off = new() { MinEndMarkLineRatio = 0, MaxRepeatedLineCharacterRatio = 1, MaxNewlineRatio = 1000, MinJudgedLines = 1 };

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

    [Test]
    public void Judge_TextWithoutWords_IsLeftToTheLengthStep() =>
        Assert.That(Judged.By(new FinewebStep(new()), ["", "\n\n", "...\n---"]).Select(judged => judged.DropReason), Is.All.Null);

    [Test]
    public void Judge_AnyBytes_SaysTheSameInAnyBatch() => LenientTexts.Any.Array[1, 5].Sample(
        texts => Judged.By(new FinewebStep(new()), texts).SequenceEqual(texts.Select(text => Judged.By(new FinewebStep(new()), text))), seed: "0000KFkd4vb1", iter: 300);

    private static void AssertFate(FinewebSettings settings, string lines, string? reason, double value)
    {
        Judged judged = Judged.By(new FinewebStep(settings), lines.Replace('|', '\n'));
        Assert.That((judged.DropReason, judged.Value), Is.EqualTo((reason, value)));
    }
}
