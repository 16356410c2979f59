using Spichlerz.Hpc.Config;
using Spichlerz.Hpc.Runs;

namespace Spichlerz.Hpc.Dedup;

/// <summary>
/// Compares candidate pairs on all 128 slots and keeps those at least <c>min_similarity</c> similar. A pair met in several bands is compared
/// once; B's slots travel to A's owner.
/// </summary>
internal sealed class PairVerification(DedupSettings settings, IRankGroup group, OrdinalMap ordinals, SignatureStore store)
{
    // A signed pair is held in its sender's two buffers, each up to twice as long as what it holds.
    private const long BytesPerPair = 4 * 264;

    private readonly int chunkPairs = (int)Math.Clamp(((long)settings.MemoryMib << 20) / BytesPerPair / group.Size, 1024, 1 << 20);
    private readonly Parcels<CandidatePair> questions = new(group);
    private readonly Parcels<SignedPair> answers = new(group);
    private readonly UnionFind forest = new();
    private readonly List<ClusterLabel> edges = [];
    private CandidatePair[] seen = [];

    /// <summary>Pairs compared by this rank.</summary>
    public long Compared { get; private set; }

    /// <summary>Pairs of them that are similar enough.</summary>
    public long Verified { get; private set; }

    /// <summary>Edges of a spanning forest of this rank's verified pairs: all that clustering needs of them.</summary>
    public IReadOnlyList<ClusterLabel> Forest => edges;

    /// <summary>The smallest number of equal slots that passes.</summary>
    public static int MinEqualSlots(double minSimilarity) => (int)Math.Ceiling(minSimilarity * Signature.Slots - 1e-9);

    /// <summary>Verifies those of the sorted pairs that no earlier band has brought. Collective.</summary>
    public void Verify(CandidatePair[] sorted)
    {
        CandidatePair[] fresh = Fresh(sorted);
        Span<long> left = [1];
        for (int start = 0; left[0] > 0; start += chunkPairs)
        {
            Compare(fresh.AsSpan(Math.Min(start, fresh.Length)..Math.Min(start + chunkPairs, fresh.Length)));
            left[0] = start + chunkPairs < fresh.Length ? 1 : 0;
            group.Sum(left);
        }
    }

    private void Compare(ReadOnlySpan<CandidatePair> pairs)
    {
        foreach (CandidatePair pair in pairs)
            questions.Add(ordinals.OwnerOf(pair.B), pair);
        foreach (Parcels<CandidatePair>.Arrived arrived in questions.Exchange())
        {
            foreach (CandidatePair pair in arrived.Records)
            {
                store.Read(pair.B, out SignatureRecord b);
                answers.Add(arrived.Sender, new SignedPair { Pair = pair, SlotsOfB = b.Slots });
            }
        }
        int minEqual = MinEqualSlots(settings.MinSimilarity);
        foreach (Parcels<SignedPair>.Arrived arrived in answers.Exchange())
        {
            uint read = 0;
            SignatureRecord a = default;
            bool holds = false;
            foreach (ref readonly SignedPair answer in arrived.Records)
            {
                if (!holds || read != answer.Pair.A)
                    store.Read(read = answer.Pair.A, out a);
                holds = true;
                Compared++;
                if (Signature.Similarity(a.Slots, answer.SlotsOfB) < minEqual)
                    continue;
                Verified++;
                if (forest.Union(answer.Pair.A, answer.Pair.B))
                    edges.Add(new ClusterLabel(answer.Pair.B, answer.Pair.A));
            }
        }
    }

    /// <summary>The pairs not seen before, and adds them to those seen. Both are sorted, so one merge does it.</summary>
    private CandidatePair[] Fresh(CandidatePair[] sorted)
    {
        var fresh = new List<CandidatePair>();
        var merged = new List<CandidatePair>(seen.Length + sorted.Length);
        int at = 0;
        for (int i = 0; i < sorted.Length; i++)
        {
            if (i > 0 && sorted[i] == sorted[i - 1])
                continue;
            while (at < seen.Length && seen[at].CompareTo(sorted[i]) < 0)
                merged.Add(seen[at++]);
            if (at < seen.Length && seen[at] == sorted[i])
                continue;
            fresh.Add(sorted[i]);
            merged.Add(sorted[i]);
        }
        merged.AddRange(seen.AsSpan(at));
        seen = [.. merged];
        return [.. fresh];
    }
}
