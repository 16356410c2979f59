namespace Spichlerz.Hpc.Dedup;

/// <summary>
/// Chooses who stays in a cluster. Its documents are taken in order of preference; the first is kept, each next one is removed if a kept
/// one is at least <c>min_similarity</c> similar, and that one is named for it; if none is, it is kept too. So nobody is removed for a
/// document that is not kept, and chains of small changes never delete what they drifted away from.
/// </summary>
internal sealed class KeeperSelection(int minEqualSlots)
{
    /// <summary>
    /// A document is compared with so many kept ones at most, the most preferred; one that is similar only to others is kept. It bounds
    /// the time for clusters of hundreds of thousands and costs no correctness: the promise is about what is removed.
    /// </summary>
    private const int MaxComparisons = 1024;

    /// <summary>Decides one cluster.</summary>
    /// <param name="members">All its documents; sorted by preference when the method returns.</param>
    /// <param name="preference">Compares two documents: the smaller one stays rather than the other.</param>
    public void Decide(Span<ClusterMember> members, Comparison<ClusterMember> preference, Action<Decision> decided)
    {
        members.Sort(preference);
        var kept = new List<int>();
        for (int i = 0; i < members.Length; i++)
        {
            int keeper = FindKeeper(members, kept, i, out int equalSlots);
            if (keeper == i)
                kept.Add(i);
            ref readonly ClusterMember member = ref members[i], stays = ref members[keeper];
            bool isExact = keeper != i && member.Record.ContentHash == stays.Record.ContentHash;
            decided(new Decision(member.Label.Ordinal, member.Label.Cluster, (uint)members.Length, stays.Label.Ordinal, stays.Record.Row, (ushort)equalSlots, isExact ? (ushort)1 : (ushort)0));
        }
    }

    /// <summary>Index of the first kept member that is similar enough, or the member's own.</summary>
    private int FindKeeper(ReadOnlySpan<ClusterMember> members, List<int> kept, int index, out int equalSlots)
    {
        for (int i = 0; i < Math.Min(kept.Count, MaxComparisons); i++)
        {
            equalSlots = Signature.Similarity(members[index].Record.Slots, members[kept[i]].Record.Slots);
            if (equalSlots >= minEqualSlots)
                return kept[i];
        }
        equalSlots = Signature.Slots;
        return index;
    }
}
