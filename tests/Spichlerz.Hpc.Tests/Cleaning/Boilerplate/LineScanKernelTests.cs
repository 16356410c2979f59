using System.Text;
using CsCheck;
using Spichlerz.Hpc.Cleaning.Boilerplate;
using Spichlerz.Hpc.Tests.Cleaning.Steps;

namespace Spichlerz.Hpc.Tests.Cleaning.Boilerplate;

public sealed class LineScanKernelTests
{
    private static readonly Gen<string> Signs = Gen.OneOf(Gen.Const(' '), Gen.Const('\n'), Gen.Const('\t'), Gen.Const('<'), Gen.Const('a')).Array[0, 300].Select(signs => new string(signs));

    [Test]
    public void MarkVector_AnyText_EqualsScalarTwin() => Gen.OneOf(Signs, LenientTexts.Any).Sample(text =>
    {
        byte[] utf8 = Encoding.UTF8.GetBytes(text);
        int blocks = LineScanKernel.BlockCount(utf8.Length);
        ulong[] ends = Filled(blocks), odd = Filled(blocks), expectedEnds = Filled(blocks), expectedOdd = Filled(blocks);
        LineScanKernel.MarkVector(utf8, ends, odd);
        LineScanKernel.MarkScalar(utf8, expectedEnds, expectedOdd);
        Assert.That((ends, odd), Is.EqualTo((expectedEnds, expectedOdd)));
    });

    [Test]
    public void Mark_TooFewBlocks_Throws() =>
        Assert.That(() => LineScanKernel.Mark(new byte[65], new ulong[2], new ulong[1]), Throws.ArgumentException.With.Message.EqualTo("65 bytes of text need 2 blocks; got 2 and 1."));

    /// <summary>Blocks that hold what a text before has left.</summary>
    private static ulong[] Filled(int blocks) => [.. Enumerable.Repeat(ulong.MaxValue, blocks)];
}
