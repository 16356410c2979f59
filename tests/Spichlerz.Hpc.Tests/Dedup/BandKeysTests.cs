using CsCheck;
using Spichlerz.Hpc.Dedup;

namespace Spichlerz.Hpc.Tests.Dedup;

public sealed class BandKeysTests
{
    [Test]
    public void Key_FixedSlots_GivesTheGoldenValues()
    {
        ushort[] slots = [.. Enumerable.Range(0, Signature.Slots).Select(i => (ushort)(i * 509))];
        using (Assert.EnterMultipleScope())
        {
            Assert.That(BandKeys.Key(slots, 0, 6), Is.EqualTo(0x79FC2E156CA93C77UL));
            Assert.That(BandKeys.Key(slots, 19, 6), Is.EqualTo(0xF91C0B3562D06B22UL));
            Assert.That(BandKeys.Key(slots, 13, 8), Is.EqualTo(0x9D35CBDC23DE4755UL));
        }
    }

    [Test]
    public void Key_EqualRows_DifferFromBandToBand()
    {
        var keys = new ulong[32];
        BandKeys.Fill(new ushort[Signature.Slots], 4, keys);
        Assert.That(keys, Is.Unique);
    }

    [Test]
    public void Key_OneSlotChanged_ChangesItsBandOnly() =>
        Gen.Select(Gen.UShort.Array[Signature.Slots], Gen.Int[0, Signature.Slots - 1], Gen.Int[1, 16], Gen.UShort[1, ushort.MaxValue]).Sample((slots, slot, rows, change) =>
        {
            ulong[] before = new ulong[Signature.Slots / rows], after = new ulong[Signature.Slots / rows];
            BandKeys.Fill(slots, rows, before);
            slots[slot] ^= change;
            BandKeys.Fill(slots, rows, after);
            slots[slot] ^= change; // CsCheck shrinks from the same array
            for (int band = 0; band < before.Length; band++)
                Assert.That(before[band] == after[band], Is.EqualTo(band != slot / rows));
        });

    [Test]
    public void Key_BandPastTheEnd_Throws() =>
        Assert.That(() => BandKeys.Key(new ushort[Signature.Slots], 21, 6), Throws.InstanceOf<ArgumentOutOfRangeException>());
}
