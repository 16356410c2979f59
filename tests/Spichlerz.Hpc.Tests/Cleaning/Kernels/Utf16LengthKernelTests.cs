using System.Text;
using CsCheck;
using Spichlerz.Hpc.Cleaning.Kernels;
using Spichlerz.Hpc.Tests.Cleaning.Steps;

namespace Spichlerz.Hpc.Tests.Cleaning.Kernels;

public sealed class Utf16LengthKernelTests
{
    private static readonly Gen<string> Text = Gen.OneOf(LenientTexts.Any, Gen.OneOf(Gen.Const("a"), Gen.Const("ł"), Gen.Const("—"), Gen.Const("🙂")).Array[0, 200].Select(string.Concat));

    [Test]
    public void Count_AnyText_IsTheLengthOfItsString() => Text.Sample(
        text =>
        {
            byte[] utf8 = Encoding.UTF8.GetBytes(text);
            byte[] followed = [.. utf8, .. Enumerable.Repeat((byte)'a', 100)];
            int expected = Encoding.UTF8.GetCharCount(utf8);
            Assert.That(
                (Utf16LengthKernel.CountScalar(utf8), Utf16LengthKernel.CountVector(utf8, utf8.Length), Utf16LengthKernel.CountVector(followed, utf8.Length)),
                Is.EqualTo((expected, expected, expected)));
        },
        seed: "0000KFkd4vb1", iter: 1_000);
}
