using System.Text;
using CsCheck;
using Spichlerz.Hpc.Cleaning.Boilerplate;
using Spichlerz.Hpc.Tests.Cleaning.Steps;

namespace Spichlerz.Hpc.Tests.Cleaning.Boilerplate;

public sealed class LineEndKernelTests
{
    private static readonly Gen<string> Signs = Gen.Frequency((1, Gen.OneOf(Gen.Const(' '), Gen.Const('\n'), Gen.Const('\t'), Gen.Const('<'))), (30, Gen.Const('a'))).Array[0, 300].Select(signs => new string(signs));

    [Test]
    public void LengthOfLineVector_AnyText_EqualsScalarTwin() => Gen.OneOf(Signs, LenientTexts.Any).Sample(text =>
    {
        byte[] utf8 = Encoding.UTF8.GetBytes(text);
        int vector = LineEndKernel.LengthOfLineVector(utf8, out bool isOdd), scalar = LineEndKernel.LengthOfLineScalar(utf8, out bool isOddScalar);
        Assert.That((vector, isOdd), Is.EqualTo((scalar, isOddScalar)));
        Assert.That(isOdd || LineForm.IsPlain(utf8.AsSpan(0, vector)), "what is not odd is plain");
    });

    [TestCase("  ")]
    [TestCase("\t")]
    [TestCase("<")]
    public void LengthOfLineVector_OddBytesAtEveryPlace_AreSeenUpToTheLineEnd(string odd)
    {
        for (int before = 0; before <= 140; before++)
        {
            byte[] within = Encoding.UTF8.GetBytes(new string('x', before) + odd + "y\nz"), behind = Encoding.UTF8.GetBytes(new string('x', before) + "\n" + odd);
            int length = LineEndKernel.LengthOfLineVector(within, out bool isOdd), other = LineEndKernel.LengthOfLineVector(behind, out bool isOtherOdd);
            Assert.That((length, isOdd, other, isOtherOdd), Is.EqualTo((within.Length - 1, true, before + 1, false)));
        }
    }
}
