using Spichlerz.Hpc.Config;
using Spichlerz.Hpc.Dedup.Spilling;
using Spichlerz.Hpc.Runs;

namespace Spichlerz.Hpc.Dedup;

/// <summary>Compares candidate pairs on all 128 slots and keeps those at least <c>min_similarity</c> similar. B's slots travel to A's owner.</summary>
internal sealed class PairVerification(DedupSettings settings, IRankGroup group, OrdinalMap ordinals, SignatureStore store, SpillFolder spill, CancellationToken cancel)
{
    private readonly DedupMemory memory = new(settings);
    private readonly UnionFind forest = new();

    /// <summary>Pairs compared by this rank.</summary>
    public long Compared { get; private set; }

    /// <summary>Pairs of them that are similar enough.</summary>
    public long Verified { get; private set; }

    /// <summary>The smallest number of equal slots that passes.</summary>
    public static int MinEqualSlots(double minSimilarity) => (int)Math.Ceiling(minSimilarity * Signature.Slots - 1e-9);

    /// <summary>Compares the pairs whose smaller document this rank owns and returns edges that connect what the verified ones connect. Collective.</summary>
    /// <param name="pairs">Sorted, each once.</param>
    public SortedRecords<Edge> Verify(RecordCursor<CandidatePair> pairs)
    {
        var edges = new SortedRecords<Edge>(spill, memory.SorterRecords<Edge>(), new SortRoom<Edge>(), isDistinct: true);
        var requests = new SignatureRequests(group, ordinals, store);
        var batch = new CandidatePair[memory.Requests];
        uint[] wanted = new uint[batch.Length];
        var records = new SignatureRecord[batch.Length];
        Span<long> state = stackalloc long[2];
        do
        {
            int count = 0;
            for (; count < batch.Length && pairs.MoveNext(); count++)
                (batch[count], wanted[count]) = (pairs.Current, pairs.Current.B);
            requests.Read(wanted.AsSpan(0, count), records);
            Compare(batch.AsSpan(0, count), records, edges);
            (state[0], state[1]) = (count == batch.Length ? 1 : 0, cancel.IsCancellationRequested ? 1 : 0);
            group.Sum(state);
            if (state[1] > 0)
                throw new OperationCanceledException(cancel);
        }
        while (state[0] > 0);
        Drain(edges);
        edges.Complete();
        return edges;
    }

    private void Compare(ReadOnlySpan<CandidatePair> pairs, ReadOnlySpan<SignatureRecord> recordsOfB, SortedRecords<Edge> edges)
    {
        int minEqual = MinEqualSlots(settings.MinSimilarity);
        SignatureRecord a = default;
        for (int i = 0; i < pairs.Length; i++)
        {
            if (i == 0 || pairs[i].A != pairs[i - 1].A)
                store.Read(pairs[i].A, out a);
            Compared++;
            if (Signature.Similarity(a.Slots, recordsOfB[i].Slots) < minEqual)
                continue;
            Verified++;
            forest.Union(pairs[i].A, pairs[i].B);
            if (forest.Count >= memory.ForestDocuments)
                Drain(edges);
        }
    }

    /// <summary>Of a forest only what is connected matters: each document's edge to its tree's smallest.</summary>
    private void Drain(SortedRecords<Edge> edges)
    {
        foreach (ClusterLabel label in forest.Labels())
        {
            if (label.Ordinal != label.Cluster)
                edges.Add(new Edge(label.Ordinal, label.Cluster));
        }
        forest.Clear();
    }
}
