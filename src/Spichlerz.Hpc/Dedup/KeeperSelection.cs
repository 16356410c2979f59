namespace Spichlerz.Hpc.Dedup;

/// <summary>
/// Chooses who stays in a cluster. Its documents come in order of preference; the first is kept, each next one is removed if a kept
/// one is at least <c>min_similarity</c> similar, and that one is named for it; if none is, it is kept too, and so is what an earlier run kept. So nobody is removed for a
/// document that is not kept, and chains of small changes never delete what they drifted away from.
/// </summary>
internal sealed class KeeperSelection(int minEqualSlots)
{
    /// <summary>
    /// A document is compared with so many kept ones at most, the most preferred; one that is similar only to others is kept. It bounds
    /// time and memory for clusters of hundreds of thousands and costs no correctness: the promise is about what is removed.
    /// </summary>
    private const int MaxComparisons = 1024;

    private readonly SignatureRecord[] kept = new SignatureRecord[MaxComparisons];
    private readonly uint[] keptOrdinals = new uint[MaxComparisons];
    private int keptCount;
    private uint size;

    /// <summary>Begins a cluster of so many documents.</summary>
    public void Begin(uint clusterSize) => (size, keptCount) = (clusterSize, 0);

    /// <summary>Decides the cluster's next document.</summary>
    public Decision Decide(in ClusterMember member, in SignatureRecord record)
    {
        for (int i = 0; i < keptCount && member.Place != ClusterMember.EarlierPlace; i++)
        {
            int equalSlots = Signature.Similarity(record.Slots, kept[i].Slots);
            if (equalSlots < minEqualSlots)
                continue;
            ushort isExact = record.ContentHash == kept[i].ContentHash ? (ushort)1 : (ushort)0;
            return new Decision(member.Ordinal, member.Cluster, size, keptOrdinals[i], kept[i].Row, (ushort)equalSlots, isExact);
        }
        if (keptCount < MaxComparisons)
            (kept[keptCount], keptOrdinals[keptCount++]) = (record, member.Ordinal);
        return new Decision(member.Ordinal, member.Cluster, size, member.Ordinal, record.Row, Signature.Slots, 0);
    }
}
