using CsCheck;
using Spichlerz.Hpc.Dedup;
using Spichlerz.Hpc.Dedup.Spilling;

namespace Spichlerz.Hpc.Tests.Dedup.Spilling;

public sealed class RecordSortTests
{
    private static readonly ulong[] Masks = [0, 1, 0xFF, 0xFFF, ulong.MaxValue];

    /// <summary>Keys of few values, of few bits at any place, or of all bits; lengths on both sides of the change of method.</summary>
    internal static readonly Gen<BandRecord[]> Inputs =
        from count in Gen.Frequency((3, Gen.Int[0, 300]), (2, Gen.Int[1000, 3000]))
        from shift in Gen.Int[0, 63]
        from mask in Gen.Int[0, Masks.Length - 1].Select(i => Masks[i])
        from keys in Gen.ULong.Array[count]
        from ordinals in Gen.UInt[0, 50].Array[count]
        select keys.Select((key, i) => new BandRecord((key & mask) << shift, ordinals[i])).ToArray();

    [Test]
    public void Sort_AnyKeys_IsTheComparisonSort() => Inputs.Sample(records =>
    {
        BandRecord[] expected = [.. records.OrderBy(record => record.Key).ThenBy(record => record.Ordinal)];
        BandRecord[] sorted = [.. records], room = [];
        RecordSort.Sort(ref sorted, ref room, records.Length);
        Assert.That(sorted.AsSpan(0, records.Length).SequenceEqual(expected), Is.True);
    }, seed: "0000000000003", iter: 300, threads: 1);

    [TestCase(10)]
    [TestCase(2000)]
    public void Sort_PartOfAnArray_LeavesTheRestOut(int count)
    {
        BandRecord[] records = [.. Enumerable.Range(0, count + 5).Select(i => new BandRecord((ulong)(count + 5 - i), (uint)i))];
        BandRecord[] room = [];
        RecordSort.Sort(ref records, ref room, count);
        Assert.That(records.AsSpan(0, count).ToArray().Select(record => record.Key), Is.EqualTo(Enumerable.Range(6, count).Select(key => (ulong)key)));
    }
}
