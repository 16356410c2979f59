using CsCheck;
using Spichlerz.Hpc.Dedup;

namespace Spichlerz.Hpc.Tests.Dedup;

public sealed class SignatureKernelTests
{
    [Test]
    public void PackVector_AnyMinima_EqualsScalarTwin() => Gen.UInt.Array[Signature.Slots].Sample(minima =>
    {
        ushort[] expected = new ushort[Signature.Slots], actual = new ushort[Signature.Slots];
        SignatureKernel.PackScalar(minima, expected);
        SignatureKernel.PackVector(minima, actual);
        Assert.That(actual, Is.EqualTo(expected));
    });

    [Test]
    public void EqualSlotsVector_AnySlots_EqualsScalarTwin() => Gen.Select(Gen.UShort[0, 2].Array[Signature.Slots], Gen.UShort[0, 2].Array[Signature.Slots]).Sample((a, b) =>
        Assert.That(SignatureKernel.EqualSlotsVector(a, b), Is.EqualTo(SignatureKernel.EqualSlotsScalar(a, b))));

    [Test]
    public void Similarity_WrongLength_SaysWhich() => Assert.That(
        () => Signature.Similarity(new ushort[128], new ushort[64]),
        Throws.ArgumentException.With.Message.EqualTo("Signatures have 128 slots; got 128 and 64."));

    /// <summary>Small minima, as long documents have them, still fill the slots evenly: 4,096 of them give nearly 4,096 values.</summary>
    [Test]
    public void Pack_SmallMinima_GivesEvenSlots()
    {
        var seen = new HashSet<ushort>();
        uint[] minima = new uint[Signature.Slots];
        ushort[] slots = new ushort[Signature.Slots];
        for (uint first = 0; first < 4096; first += Signature.Slots)
        {
            for (uint i = 0; i < Signature.Slots; i++)
                minima[i] = first + i;
            SignatureKernel.Pack(minima, slots);
            seen.UnionWith(slots);
        }
        // Random draws would give 65536 · (1 − e^(−1/16)) = 3,971 ± 11.
        Assert.That(seen, Has.Count.InRange(3930, 4010));
    }
}
