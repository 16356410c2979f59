using System.Text;
using CsCheck;
using Spichlerz.Hpc.Cleaning.Languages;
using Spichlerz.Hpc.Tests.Cleaning.Steps;

namespace Spichlerz.Hpc.Tests.Cleaning.Languages;

public sealed class TextRunsTests
{
    private const string Punctuation = ".,;!?()\"'-";

    private static readonly Gen<string> Runs = Gen.OneOf(
        LenientTexts.Any,
        Gen.OneOf(Gen.Const(" "), Gen.Const("\t\n"), Gen.Const("."), Gen.Const("(Kot,"), Gen.Const("żółw"), Gen.Const("a_b"), Gen.Const("7"), Gen.Const("\0"), Gen.Const(new string('x', 70)), Gen.Const(new string('-', 130)))
            .Array[0, 60].Select(string.Concat));

    [Test]
    public void MoveNext_AnyText_GivesTheRunsOfANaiveReader() => Runs.Sample(text =>
    {
        byte[] utf8 = Encoding.UTF8.GetBytes(text);
        var found = new List<(string, bool, bool)>();
        var run = new TextRuns(utf8);
        while (run.MoveNext())
        {
            found.Add((Encoding.Latin1.GetString(run.Current), run.IsProse, run.IsPunctuation));
            Assert.That(run.Rest.StartsWith(run.Current));
        }
        Assert.That(found, Is.EqualTo(Naive(Encoding.Latin1.GetString(utf8))));
    }, seed: "0000KFkd4vb1", iter: 1_000);

    [Test]
    public void MarkVector_AnyBytes_EqualsScalarTwin() => Gen.Byte.Array[0, RunKernel.BlockBytes + 2].Sample(utf8 =>
    {
        RunKernel.MarkScalar(utf8, out ulong spaces, out ulong punctuation, out ulong letters);
        RunKernel.MarkVector(utf8, out ulong vectorSpaces, out ulong vectorPunctuation, out ulong vectorLetters);
        Assert.That((vectorSpaces, vectorPunctuation, vectorLetters), Is.EqualTo((spaces, punctuation, letters)));
    }, seed: "0000KFkd4vb1", iter: 1_000);

    private static IEnumerable<(string, bool, bool)> Naive(string text) =>
        from run in text.Split([' ', '\0', '\t', '\n', '\v', '\f', '\r'], StringSplitOptions.RemoveEmptyEntries)
        let word = run.Trim(Punctuation.ToCharArray())
        select (run, word.Length > 0 && word.All(c => char.IsAsciiLetter(c) || c >= 0x80), word.Length == 0);
}
