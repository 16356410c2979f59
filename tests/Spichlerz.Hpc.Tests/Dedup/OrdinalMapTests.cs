using CsCheck;
using Spichlerz.Hpc.Dedup;
using Spichlerz.Hpc.Documents;

namespace Spichlerz.Hpc.Tests.Dedup;

public sealed class OrdinalMapTests
{
    private static readonly Gen<(int[] Counts, int Ranks)> Inputs =
        from counts in Gen.Frequency((1, Gen.Const(0)), (2, Gen.Int[1, 40])).Array[0, 30]
        from ranks in Gen.Int[1, 40]
        select (counts, ranks);

    [Test]
    public void ShardOf_AnySizes_IsThePrefixSum() => Inputs.Sample(input =>
    {
        OrdinalMap map = Map(input.Counts, input.Ranks);
        Assert.That(map.Count, Is.EqualTo(input.Counts.Sum()));
        uint ordinal = 0;
        for (int shard = 0; shard < input.Counts.Length; shard++)
        {
            Assert.That(map.Shards[shard], Is.EqualTo(new ShardRange(new ShardId("a", shard, 0), ordinal, input.Counts[shard])));
            for (int row = 0; row < input.Counts[shard]; row++, ordinal++)
                Assert.That(map.ShardOf(ordinal), Is.SameAs(map.Shards[shard]));
        }
    }, seed: "0000000000001", iter: 500, threads: 1);

    [Test]
    public void ShardsOf_AnySizesAndRanks_SharesEveryShardOutOnce() => Inputs.Sample(input =>
    {
        OrdinalMap map = Map(input.Counts, input.Ranks);
        var shared = new List<ShardRange>();
        for (int rank = 0; rank < input.Ranks; rank++)
        {
            foreach (ShardRange range in map.ShardsOf(rank))
            {
                shared.Add(range);
                for (int row = 0; row < range.Count; row++)
                    Assert.That(map.OwnerOf(range.Start + (uint)row), Is.EqualTo(rank));
            }
        }
        Assert.That(shared, Is.EqualTo(map.Shards));
    }, seed: "0000000000002", iter: 500, threads: 1);

    [Test]
    public void ShardsOf_EvenShards_AreSharedEvenly()
    {
        OrdinalMap map = Map([.. Enumerable.Repeat(10, 8)], 4);
        Assert.That(Enumerable.Range(0, 4).Select(rank => map.ShardsOf(rank).Length), Is.EqualTo([2, 2, 2, 2]));
    }

    [Test]
    public void Constructor_MoreDocumentsThanOrdinals_IsRefused()
    {
        Assert.That(Map([int.MaxValue, int.MaxValue, 1], 2).Count, Is.EqualTo(uint.MaxValue));
        Assert.That(() => Map([int.MaxValue, int.MaxValue, 2], 2), Throws.TypeOf<NotSupportedException>().With.Message.EqualTo(
            "Deduplication numbers documents with 32 bits; 4294967296 documents are more than 4294967295."));
    }

    private static OrdinalMap Map(int[] counts, int ranks) => new([.. counts.Select((count, file) => (new ShardId("a", file, 0), count))], ranks);
}
