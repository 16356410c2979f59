using System.Text;
using CsCheck;
using Spichlerz.Hpc.Cleaning;
using Spichlerz.Hpc.Tests.Cleaning.Steps;

namespace Spichlerz.Hpc.Tests.Cleaning;

public sealed class SyllableKernelTests
{
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
            Assert.That(SyllableKernel.Count(blocks, before, utf8.Length - before - 2), Is.EqualTo(syllables), $"behind {before}");
        }
    }

    [TestCase(200)]
    [TestCase(40_000_000, Description = "more blocks than a stack has frames")]
    public void Count_LongWord_GoesOverAllItsBlocks(int bytes)
    {
        byte[] utf8 = Encoding.UTF8.GetBytes(new string('a', bytes));
        ulong[] blocks = new ulong[SyllableKernel.BlockCount(utf8.Length)];
        SyllableKernel.Mark(utf8, blocks);
        Assert.That(SyllableKernel.Count(blocks, 3, bytes - 10), Is.EqualTo(bytes - 10));
    }

    [Test]
    public void CountWords_WordsOfAnyLength_EqualsACountOfEach()
    {
        byte[] utf8 = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("aby krtań prawdopodobieństwo ", 20)));
        ulong[] blocks = new ulong[SyllableKernel.BlockCount(utf8.Length)];
        SyllableKernel.Mark(utf8, blocks);
        for (int length = 1; length <= 130; length++)
        {
            int[] starts = [.. Enumerable.Range(0, utf8.Length - length + 1)], lengths = [.. starts.Select(_ => length)];
            for (int least = 1; least < 8; least++)
                Assert.That(SyllableKernel.CountWords(blocks, starts, lengths, least), Is.EqualTo(starts.Count(start => SyllableKernel.Count(blocks, start, length) >= least)));
        }
    }

    [Test]
    public void MarkVector_AnyText_EqualsScalarTwin() => Gen.OneOf(LenientTexts.Any, Gen.OneOf(Gen.Const("i"), Gen.Const("ą"), Gen.Const("Ó"), Gen.Const("e"), Gen.Const("ń")).Array[0, 200].Select(string.Concat)).Sample(text =>
    {
        byte[] utf8 = Encoding.UTF8.GetBytes(text);
        ulong[] expected = new ulong[SyllableKernel.BlockCount(utf8.Length)], actual = new ulong[expected.Length];
        actual.AsSpan().Fill(ulong.MaxValue);
        SyllableKernel.MarkScalar(utf8, expected);
        SyllableKernel.MarkVector(utf8, actual);
        Assert.That(actual, Is.EqualTo(expected));
    }, seed: "0000KFkd4vb1", iter: 1_000);
}
