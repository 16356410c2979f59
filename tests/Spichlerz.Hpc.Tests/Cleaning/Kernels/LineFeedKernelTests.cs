using CsCheck;
using Spichlerz.Hpc.Cleaning.Kernels;

namespace Spichlerz.Hpc.Tests.Cleaning.Kernels;

public sealed class LineFeedKernelTests
{
    [Test]
    public void FindVector_AnyText_EqualsScalarTwin([Values(2, 60)] int signs) => Gen.Int[0, signs].Select(sign => (byte)('\n' + sign)).Array[0, 300].Sample(
        text =>
        {
            int[] expected = new int[text.Length], actual = new int[text.Length];
            Assert.That(LineFeedKernel.FindVector(text, actual), Is.EqualTo(LineFeedKernel.FindScalar(text, expected, origin: 0)));
            Assert.That(actual, Is.EqualTo(expected));
        },
        seed: "0000KFkd4vb1", iter: 1_000);
}
