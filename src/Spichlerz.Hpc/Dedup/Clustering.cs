using System.Runtime.InteropServices;
using Spichlerz.Hpc.Config;
using Spichlerz.Hpc.Runs;

namespace Spichlerz.Hpc.Dedup;

/// <summary>Makes clusters of the verified pairs and decides who stays in each.</summary>
internal sealed class Clustering(DedupSettings settings, IRankGroup group, OrdinalMap ordinals, SignatureStore store)
{
    // A member is held in its sender's two buffers, each up to twice as long as what it holds, and in the receiver's array.
    private const long BytesPerMember = 5 * 296;

    private readonly Parcels<ClusterMember> members = new(group);

    /// <summary>Merges all ranks' spanning forests at rank 0 and returns the labels of this rank's own documents. Collective.</summary>
    public ClusterLabel[] Label(IReadOnlyList<ClusterLabel> forest)
    {
        ReadOnlyMemory<byte>[] forests = group.Gather(MemoryMarshal.AsBytes<ClusterLabel>([.. forest]).ToArray());
        var outgoing = new Parcels<ClusterLabel>(group);
        var clusters = new UnionFind();
        foreach (ReadOnlyMemory<byte> edges in forests)
        {
            foreach (ClusterLabel edge in MemoryMarshal.Cast<byte, ClusterLabel>(edges.Span))
                clusters.Union(edge.Ordinal, edge.Cluster);
        }
        foreach (ClusterLabel label in clusters.Labels())
            outgoing.Add(ordinals.OwnerOf(label.Ordinal), label);
        ClusterLabel[] own = outgoing.ExchangeAll();
        Array.Sort(own, (a, b) => a.Ordinal.CompareTo(b.Ordinal));
        return own;
    }

    /// <summary>Sends every cluster's members to the rank that owns its smallest ordinal, decides there, and returns the decisions on this rank's own documents by ordinal. Collective.</summary>
    public Decision[] Decide(ClusterLabel[] own, KeeperPreference preference)
    {
        var selection = new KeeperSelection(PairVerification.MinEqualSlots(settings.MinSimilarity));
        var decisions = new List<Decision>();
        var outgoing = new Parcels<Decision>(group);
        Span<long> all = [own.Length];
        group.Sum(all);
        long rounds = 1 + all[0] * BytesPerMember / group.Size / ((long)settings.MemoryMib << 20);
        for (long round = 0; round < rounds; round++)
        {
            uint from = (uint)(ordinals.Count * round / rounds), to = (uint)(ordinals.Count * (round + 1) / rounds);
            ClusterMember[] arrived = Collect(own, from, to);
            foreach ((int start, int length) in Groups(arrived))
                selection.Decide(arrived.AsSpan(start, length), preference.Compare, decision => outgoing.Add(ordinals.OwnerOf(decision.Ordinal), decision));
            decisions.AddRange(outgoing.ExchangeAll());
        }
        decisions.Sort((a, b) => a.Ordinal.CompareTo(b.Ordinal));
        return [.. decisions];
    }

    /// <summary>The members of all clusters in a range whose smallest ordinal this rank owns, cluster by cluster.</summary>
    private ClusterMember[] Collect(ClusterLabel[] own, uint from, uint to)
    {
        foreach (ClusterLabel label in own)
        {
            if (label.Cluster < from || label.Cluster >= to)
                continue;
            store.Read(label.Ordinal, out SignatureRecord record);
            members.Add(ordinals.OwnerOf(label.Cluster), new ClusterMember { Label = label, Record = record });
        }
        ClusterMember[] arrived = members.ExchangeAll();
        Array.Sort(arrived, (a, b) => a.Label.Cluster != b.Label.Cluster ? a.Label.Cluster.CompareTo(b.Label.Cluster) : a.Label.Ordinal.CompareTo(b.Label.Ordinal));
        return arrived;
    }

    private static IEnumerable<(int Start, int Length)> Groups(ClusterMember[] members)
    {
        for (int start = 0, end; start < members.Length; start = end)
        {
            end = start + 1;
            while (end < members.Length && members[end].Label.Cluster == members[start].Label.Cluster)
                end++;
            yield return (start, end - start);
        }
    }
}
