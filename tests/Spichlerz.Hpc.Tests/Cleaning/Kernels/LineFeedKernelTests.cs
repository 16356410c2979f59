using CsCheck;
using Spichlerz.Hpc.Cleaning.Kernels;

namespace Spichlerz.Hpc.Tests.Cleaning.Kernels;

public sealed class LineFeedKernelTests
{
    [Test]
    public void FindVector_AnyText_EqualsScalarTwin([Values(2, 60)] int signs) => Gen.Int[0, signs].Select(sign => (byte)('\n' + sign)).Array[0, 300].Sample(
        text =>
        {
            int[] expected = new int[text.Length + LineFeedKernel.Slack], actual = new int[text.Count(value => value == '\n') + LineFeedKernel.Slack];
            int count = LineFeedKernel.FindVector(text, actual);
            Assert.That(count, Is.EqualTo(LineFeedKernel.FindScalar(text, expected, origin: 0)));
            Assert.That(actual[..count], Is.EqualTo(expected[..count]));
        },
        seed: "0000KFkd4vb1", iter: 1_000);
}
