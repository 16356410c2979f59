using System.Numerics;
using System.Text;
using CsCheck;
using Spichlerz.Hpc.Cleaning;
using Spichlerz.Hpc.Documents;
using Spichlerz.Hpc.Tests.Cleaning.Steps;

namespace Spichlerz.Hpc.Tests.Cleaning;

public sealed class SyllableKernelTests
{
    private static readonly Gen<string> Vowels = Gen.OneOf(
        LenientTexts.Any, Gen.Frequency((6, Gen.OneOf(Gen.Const("i"), Gen.Const("ą"), Gen.Const("Ó"), Gen.Const("e"), Gen.Const("ń"), Gen.Const("k"))), (1, Gen.Const(" "))).Array[0, 300].Select(string.Concat));

    [TestCase("nie", 1)]
    [TestCase("pies", 1)]
    [TestCase("ŻÓŁW", 1)]
    [TestCase("książka", 2, Description = "an i before ą softens")]
    [TestCase("mięśnie", 2)]
    [TestCase("Łódź", 1)]
    [TestCase("WĘŻE", 2)]
    [TestCase("gęślą", 2)]
    [TestCase("prawdopodobieństwo", 6)]
    [TestCase("aby", 2)]
    [TestCase("ii", 1)]
    [TestCase("krtań", 1)]
    [TestCase("w", 0)]
    public void Count_Word_IsItsSyllables(string word, int syllables)
    {
        // Once at every place of a block, and across its end.
        for (int before = 0; before < 2 * SyllableKernel.BlockBytes; before++)
        {
            byte[] utf8 = Encoding.UTF8.GetBytes(new string('-', before) + word + " a");
            ulong[] blocks = new ulong[SyllableKernel.BlockCount(utf8.Length)];
            SyllableKernel.Mark(utf8, blocks);
            Assert.That(blocks.Sum(BitOperations.PopCount), Is.EqualTo(syllables + 1), $"behind {before}");
        }
    }

    [TestCase(3, 0)]
    [TestCase(4, 1)]
    [TestCase(200, 1, Description = "over some blocks")]
    public void CountDifficult_LongWord_IsOneFromFourSyllablesOn(int syllables, int words)
    {
        for (int before = 0; before < 2 * SyllableKernel.BlockBytes; before++)
            Assert.That(CountDifficult(Encoding.UTF8.GetBytes(new string('-', before) + new string('a', syllables) + " aaa aa a")).Found, Is.EqualTo(words), $"behind {before}");
    }

    [Test]
    public void CountDifficult_AnyText_EqualsACountOfEach() => Vowels.Sample(text =>
    {
        (int found, int expected) = CountDifficult(Encoding.UTF8.GetBytes(text));
        Assert.That(found, Is.EqualTo(expected));
    }, seed: "0000KFkd4vb1", iter: 2_000);

    [Test]
    public void MarkVector_AnyText_EqualsScalarTwin() => Vowels.Sample(text =>
    {
        byte[] utf8 = Encoding.UTF8.GetBytes(text);
        ulong[] expected = new ulong[SyllableKernel.BlockCount(utf8.Length)], actual = new ulong[expected.Length];
        actual.AsSpan().Fill(ulong.MaxValue);
        SyllableKernel.MarkScalar(utf8, expected);
        SyllableKernel.MarkVector(utf8, actual);
        Assert.That(actual, Is.EqualTo(expected));
    }, seed: "0000KFkd4vb1", iter: 1_000);

    /// <summary>What the kernel finds, and what a look at every byte of every word does.</summary>
    private static (int Found, int Expected) CountDifficult(byte[] utf8)
    {
        var analysis = new TextAnalysis();
        analysis.Analyze(utf8);
        ulong[] blocks = new ulong[SyllableKernel.BlockCount(utf8.Length)];
        SyllableKernel.Mark(utf8, blocks);
        int expected = 0;
        for (int i = 0; i < analysis.WordCount; i++)
        {
            int syllables = Enumerable.Range(analysis.WordStarts[i], analysis.WordLengths[i]).Count(at => (blocks[at / SyllableKernel.BlockBytes] >> (at % SyllableKernel.BlockBytes) & 1) != 0);
            expected += syllables >= SyllableKernel.DifficultSyllables ? 1 : 0;
        }
        return (SyllableKernel.CountDifficult(blocks, analysis.Masks), expected);
    }
}
