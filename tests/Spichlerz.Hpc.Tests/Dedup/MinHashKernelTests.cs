using CsCheck;
using Spichlerz.Hpc.Dedup;

namespace Spichlerz.Hpc.Tests.Dedup;

public sealed class MinHashKernelTests
{
    private static readonly Gen<(uint[] A, uint[] B, uint[] Shingles)> Inputs =
        from a in Gen.UInt.Array[Signature.Slots]
        from b in Gen.UInt.Array[Signature.Slots]
        from shingles in Gen.UInt.Array[0, 300]
        select (a, b, shingles);

    [Test]
    public void FoldVector_AnyInput_EqualsScalarTwin() => Inputs.Sample(input => EqualsScalarTwin(input, MinHashKernel.FoldVector));

    [Test]
    public void FoldNarrow_AnyInput_EqualsScalarTwin() => Inputs.Sample(input => EqualsScalarTwin(input, MinHashKernel.FoldNarrow));

    [Test]
    public void Fold_InTwoParts_EqualsOne() => Inputs.Sample(input =>
    {
        uint[] expected = Maxima(), actual = Maxima();
        int half = input.Shingles.Length / 2;
        MinHashKernel.Fold(input.A, input.B, input.Shingles, expected);
        MinHashKernel.Fold(input.A, input.B, input.Shingles.AsSpan(half), actual);
        MinHashKernel.Fold(input.A, input.B, input.Shingles.AsSpan(0, half), actual);
        Assert.That(actual, Is.EqualTo(expected));
    });

    [Test]
    public void Fold_WrongLengths_SaysWhich() => Assert.That(
        () => MinHashKernel.Fold(new uint[128], new uint[127], [], new uint[128]),
        Throws.ArgumentException.With.Message.EqualTo("slopes, offsets and minima need 128 slots; got 128, 127, 128."));

    [Test]
    public void Permutations_Coefficients_AreFixed()
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(MinHashPermutations.Slopes.ToArray(), Has.All.Matches<uint>(a => a % 2 == 1));
            Assert.That(MinHashPermutations.Slopes.Length, Is.EqualTo(Signature.Slots));
            Assert.That(MinHashPermutations.Slopes[0], Is.EqualTo(0x1B5173C1u));
            Assert.That(MinHashPermutations.Offsets[127], Is.EqualTo(0x3DE2B865u));
        }
    }

    private delegate void Folding(ReadOnlySpan<uint> a, ReadOnlySpan<uint> b, ReadOnlySpan<uint> shingles, Span<uint> minima);

    private static void EqualsScalarTwin((uint[] A, uint[] B, uint[] Shingles) input, Folding fold)
    {
        uint[] expected = Maxima(), actual = Maxima();
        MinHashKernel.FoldScalar(input.A, input.B, input.Shingles, expected);
        fold(input.A, input.B, input.Shingles, actual);
        Assert.That(actual, Is.EqualTo(expected));
    }

    private static uint[] Maxima() => [.. Enumerable.Repeat(uint.MaxValue, Signature.Slots)];
}
