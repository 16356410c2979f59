using CsCheck;
using Spichlerz.Hpc.Cleaning.Kernels;

namespace Spichlerz.Hpc.Tests.Cleaning.Kernels;

public sealed class LineFeedKernelTests
{
    [Test]
    public void FindVector_AnyText_EqualsScalarTwin([Values(2, 60)] int signs) => Gen.Int[0, signs].Select(sign => (byte)('\n' + sign)).Array[64, 300].Sample(
        text =>
        {
            int[] expected = [], actual = [];
            int count = LineFeedKernel.FindVector(text, ref actual);
            Assert.That(count, Is.EqualTo(LineFeedKernel.FindScalar(text, ref expected)));
            Assert.That(actual[..count], Is.EqualTo(expected[..count]));
        },
        seed: "0000KFkd4vb1", iter: 1_000);

    [TestCase("", new int[0])]
    [TestCase("a", new int[0])]
    [TestCase("\n", new[] { 0 })]
    [TestCase("a\n\nb\n", new[] { 1, 2, 4 })]
    public void Find_ShortText_FindsAll(string text, int[] expected)
    {
        int[] offsets = [];
        Assert.That(LineFeedKernel.Find(System.Text.Encoding.ASCII.GetBytes(text), ref offsets), Is.EqualTo(expected.Length));
        Assert.That(offsets[..expected.Length], Is.EqualTo(expected));
    }
}
