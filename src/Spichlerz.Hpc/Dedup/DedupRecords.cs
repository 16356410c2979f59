using Spichlerz.Hpc.Dedup.Spilling;

namespace Spichlerz.Hpc.Dedup;

/// <summary>A document's key in one band.</summary>
internal readonly record struct BandRecord(ulong Key, uint Ordinal, int Band = 0) : ISortable<BandRecord>
{
    public ulong SortKey => Key;

    public int CompareTo(BandRecord other) => Key != other.Key ? Key.CompareTo(other.Key) : Ordinal.CompareTo(other.Ordinal);
}

/// <summary>Two documents that share a band key; A is the smaller ordinal.</summary>
internal readonly record struct CandidatePair(uint A, uint B) : ISortable<CandidatePair>
{
    public ulong SortKey => ((ulong)A << 32) | B;

    public int CompareTo(CandidatePair other) => SortKey.CompareTo(other.SortKey);
}

/// <summary>One end of an edge between documents of one cluster, and the other end.</summary>
internal readonly record struct Edge(uint From, uint To) : ISortable<Edge>
{
    public ulong SortKey => ((ulong)From << 32) | To;

    public int CompareTo(Edge other) => SortKey.CompareTo(other.SortKey);
}

/// <summary>A document and the cluster it is in (the cluster's smallest ordinal).</summary>
internal readonly record struct ClusterLabel(uint Ordinal, uint Cluster);

/// <summary>A member of a cluster on its way to where keepers are chosen; a cluster's members are ordered by preference, the best first.</summary>
/// <param name="Place">Licence openness and priority of its dataset, see <see cref="KeeperPreference"/>; less is better.</param>
internal readonly record struct ClusterMember(uint Cluster, uint Place, int TextBytes, uint Ordinal) : ISortable<ClusterMember>
{
    /// <summary>The place of documents that an earlier run kept: they stay in any case.</summary>
    public const uint EarlierPlace = 0;

    public ulong SortKey => ((ulong)Cluster << 32) | Place;

    public int CompareTo(ClusterMember other)
    {
        if (SortKey != other.SortKey)
            return SortKey.CompareTo(other.SortKey);
        return TextBytes != other.TextBytes ? other.TextBytes.CompareTo(TextBytes) : Ordinal.CompareTo(other.Ordinal);
    }
}

/// <summary>What was decided for a document of a cluster.</summary>
/// <param name="Kept">Itself if it is a keeper, else the kept document named for it.</param>
/// <param name="KeptRow">The kept document's row in its shard.</param>
/// <param name="EqualSlots">Equal slots with it, 128 for a keeper.</param>
/// <param name="IsExact">1 if its text equals the kept one byte for byte.</param>
internal readonly record struct Decision(uint Ordinal, uint Cluster, uint ClusterSize, uint Kept, int KeptRow, ushort EqualSlots, ushort IsExact) : ISortable<Decision>
{
    public ulong SortKey => Ordinal;

    public bool IsKeeper => Ordinal == Kept;

    public int CompareTo(Decision other) => Ordinal.CompareTo(other.Ordinal);
}
