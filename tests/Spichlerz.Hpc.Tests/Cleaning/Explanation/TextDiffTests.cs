using CsCheck;
using Spichlerz.Hpc.Cleaning.Explanation;
using Spichlerz.Hpc.Tests.Cleaning.Steps;

namespace Spichlerz.Hpc.Tests.Cleaning.Explanation;

public sealed class TextDiffTests
{
    [TestCase("", "", "")]
    [TestCase("raz dwa", "raz dwa", "raz dwa")]
    [TestCase("raz dwa trzy", "raz trzy", "raz -[dwa ]-trzy")]
    [TestCase("raz trzy", "raz dwa trzy", "raz +{dwa }+trzy")]
    [TestCase("stary dom", "nowy dom", "-[stary]-+{nowy}+ dom")]
    [TestCase("a\r\nb\n", "a\nb", "a-[\r]-\nb-[\n]-")]
    [TestCase("w¹ski s¹\nstrumieñ", "wąski są\nstrumień", "-[w¹ski]-+{wąski}+ -[s¹]-+{są}+\n-[strumieñ]-+{strumień}+")]
    [TestCase("", "nowe", "+{nowe}+")]
    public void Of_Texts_MarksWords(string before, string after, string expected) =>
        Assert.That(string.Concat(TextDiff.Of(before, after).Select(Marked)), Is.EqualTo(expected));

    [Test]
    public void Of_AnyTexts_GivesBothBack() => Gen.Select(LenientTexts.Any, LenientTexts.Any, LenientTexts.Any).Sample(
        texts => AssertGivesBothBack(texts.Item1 + texts.Item2, texts.Item1[..(texts.Item1.Length / 2)] + texts.Item3 + texts.Item2), seed: "0000KFkd4vb1", iter: 1_000);

    [Test]
    public void Of_ManyLinesThatAllDiffer_StillMatchesTheirWords()
    {
        string before = string.Concat(Enumerable.Range(0, 5_000).Select(i => $"wiersz {i} stary\n"));
        IReadOnlyList<DiffPiece> pieces = AssertGivesBothBack(before, before.Replace("stary", "nowy", StringComparison.Ordinal));
        Assert.That(pieces.Count(piece => piece.Kind == DiffKind.Inserted), Is.EqualTo(5_000));
    }

    [Test]
    public void Of_TextsWithNothingInCommon_IsOneDeletionAndOneInsertion()
    {
        IReadOnlyList<DiffPiece> pieces = AssertGivesBothBack(string.Concat(Enumerable.Range(0, 3_000).Select(i => $"a{i}_")), string.Join(' ', Enumerable.Range(0, 3_000)));
        Assert.That(pieces.Select(piece => piece.Kind), Is.EqualTo([DiffKind.Deleted, DiffKind.Inserted]));
    }

    private static IReadOnlyList<DiffPiece> AssertGivesBothBack(string before, string after)
    {
        IReadOnlyList<DiffPiece> pieces = TextDiff.Of(before, after);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(string.Concat(pieces.Where(piece => piece.Kind != DiffKind.Inserted).Select(piece => piece.Text)), Is.EqualTo(before));
            Assert.That(string.Concat(pieces.Where(piece => piece.Kind != DiffKind.Deleted).Select(piece => piece.Text)), Is.EqualTo(after));
            Assert.That(pieces.Zip(pieces.Skip(1)).All(pair => pair.First.Kind != pair.Second.Kind), Is.True);
        }
        return pieces;
    }

    private static string Marked(DiffPiece piece) => piece.Kind switch
    {
        DiffKind.Deleted => $"-[{piece.Text}]-",
        DiffKind.Inserted => $"+{{{piece.Text}}}+",
        _ => piece.Text,
    };
}
