using CsCheck;
using Spichlerz.Hpc.Dedup;

namespace Spichlerz.Hpc.Tests.Dedup;

public sealed class UnionFindTests
{
    private static readonly Gen<(uint A, uint B)[]> Edges = Gen.Select(Gen.UInt[0, 60], Gen.UInt[0, 60]).Array[0, 60];

    [Test]
    public void Labels_AnyEdges_AreTheSmallestMembersOfComponents() => Edges.Sample(edges =>
    {
        uint[] naive = [.. Enumerable.Range(0, 61).Select(i => (uint)i)];
        var sets = new UnionFind();
        foreach ((uint a, uint b) in edges)
        {
            Assert.That(sets.Union(a, b), Is.EqualTo(naive[a] != naive[b]));
            uint low = Math.Min(naive[a], naive[b]), high = Math.Max(naive[a], naive[b]);
            naive = [.. naive.Select(label => label == high ? low : label)];
        }
        uint[] joined = [.. edges.SelectMany(edge => new[] { edge.A, edge.B }).Distinct().Order()];
        Assert.That(sets.Labels().OrderBy(label => label.Ordinal), Is.EqualTo(joined.Select(ordinal => new ClusterLabel(ordinal, naive[ordinal]))));
    }, seed: "0000000000004", iter: 500, threads: 1);

    [Test]
    public void Find_LongChain_IsItsSmallest()
    {
        var sets = new UnionFind();
        for (uint i = 100_000; i > 5; i--)
            sets.Union(i, i - 1);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(sets.Find(100_000), Is.EqualTo(5));
            Assert.That(sets.Find(4), Is.EqualTo(4), "never joined");
        }
    }
}
