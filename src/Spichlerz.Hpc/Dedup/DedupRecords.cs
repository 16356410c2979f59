using System.Runtime.InteropServices;

namespace Spichlerz.Hpc.Dedup;

/// <summary>A document's key in one band.</summary>
internal readonly record struct BandRecord(ulong Key, uint Ordinal, uint Unused = 0);

/// <summary>Two documents that share a band key; A is the smaller ordinal.</summary>
internal readonly record struct CandidatePair(uint A, uint B) : IComparable<CandidatePair>
{
    public int CompareTo(CandidatePair other) => A != other.A ? A.CompareTo(other.A) : B.CompareTo(other.B);
}

/// <summary>A candidate pair on its way from B's owner to A's, with B's slots.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct SignedPair
{
    public CandidatePair Pair;
    public SignatureSlots SlotsOfB;
}

/// <summary>A document and the cluster it is in (the cluster's smallest ordinal).</summary>
internal readonly record struct ClusterLabel(uint Ordinal, uint Cluster);

/// <summary>A member of a cluster on its way to where keepers are chosen.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 4)]
internal struct ClusterMember
{
    public ClusterLabel Label;
    public SignatureRecord Record;
}

/// <summary>What was decided for a document of a cluster.</summary>
/// <param name="Kept">Itself if it is a keeper, else the kept document named for it.</param>
/// <param name="KeptRow">The kept document's row in its shard.</param>
/// <param name="EqualSlots">Equal slots with it, 128 for a keeper.</param>
/// <param name="IsExact">1 if its text equals the kept one byte for byte.</param>
internal readonly record struct Decision(uint Ordinal, uint Cluster, uint ClusterSize, uint Kept, int KeptRow, ushort EqualSlots, ushort IsExact)
{
    public bool IsKeeper => Ordinal == Kept;
}
