using CsCheck;
using Spichlerz.Hpc.Config;
using Spichlerz.Hpc.Dedup;
using Spichlerz.Hpc.Dedup.Spilling;
using Spichlerz.Hpc.Documents;
using Spichlerz.Hpc.Runs;

namespace Spichlerz.Hpc.Tests.Dedup;

public sealed class ComponentsTests
{
    private const uint Documents = 61;

    private static readonly Gen<(uint A, uint B)[]> Graphs = Gen.Select(Gen.UInt[0, Documents - 1], Gen.UInt[0, Documents - 1]).Where(edge => edge.Item1 != edge.Item2).Array[0, 60];

    [Test]
    public void Contract_AnyGraph_EqualsUnionFind() => Gen.Select(Graphs, Gen.Int[1, 4]).Sample((graph, ranks) =>
        Assert.That(Label(graph, ranks, out _), Is.EqualTo(Expected(graph))), seed: "0000000000006", iter: 200, threads: 1);

    /// <summary>The worst case for contraction: a path, its documents in order and in a random one.</summary>
    [Test]
    public void Contract_LongPath_TakesFewRounds([Values] bool isMixed)
    {
        uint[] path = [.. Enumerable.Range(0, (int)Documents).Select(i => (uint)i)];
        if (isMixed)
            new Random(1).Shuffle(path);
        (uint, uint)[] graph = [.. path.Zip(path.Skip(1))];
        Assert.That(Label(graph, 3, out int rounds), Is.EqualTo(Expected(graph)));
        Assert.That(rounds, Is.LessThanOrEqualTo(6));
    }

    private static ClusterLabel[] Expected((uint A, uint B)[] graph)
    {
        var sets = new UnionFind();
        foreach ((uint a, uint b) in graph)
            sets.Union(a, b);
        return [.. sets.Labels().OrderBy(label => label.Ordinal)];
    }

    /// <summary>Every rank brings every n-th edge.</summary>
    private static ClusterLabel[] Label((uint A, uint B)[] graph, int ranks, out int rounds)
    {
        var ordinals = new OrdinalMap([(new ShardId("a", 0, 0), 20), (new ShardId("a", 1, 0), 20), (new ShardId("a", 2, 0), (int)Documents - 40)], ranks);
        var labels = new ClusterLabel[ranks][];
        int counted = 0;
        ThreadRanks.Run(ranks, group =>
        {
            using var spill = new SpillFolder(Path.Combine(Path.GetTempPath(), $"never-{group.Rank}"));
            var edges = new SortedRecords<Edge>(spill, 1000, new SortRoom<Edge>(), isDistinct: true);
            foreach ((uint a, uint b) in graph.Where((_, i) => i % ranks == group.Rank))
                edges.Add(new Edge(Math.Max(a, b), Math.Min(a, b)));
            edges.Complete();
            var components = new Components(new DedupSettings(), group, ordinals, spill, CancellationToken.None);
            using SortedRecords<Edge> stars = components.Contract(edges);
            labels[group.Rank] = [.. components.Labels(stars)];
            Assert.That(labels[group.Rank].Select(label => ordinals.OwnerOf(label.Ordinal)), Is.All.EqualTo(group.Rank));
            if (group.Rank == 0)
                counted = components.Rounds;
        });
        rounds = counted;
        return [.. labels.SelectMany(own => own)];
    }
}
