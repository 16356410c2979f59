using Spichlerz.Hpc.Documents;

namespace Spichlerz.Hpc.Dedup;

/// <summary>Which of similar documents stays: one of an earlier run, then the more open licence, then the dataset named earlier, then more text, then the smaller ordinal.</summary>
/// <param name="datasetLicences">Licence class of each dataset, for documents that state none.</param>
/// <param name="priority">Place of each dataset in <c>dedup.priority</c>; those not named share the last.</param>
internal sealed class KeeperPreference(OrdinalMap ordinals, IReadOnlyDictionary<string, LicenceClass> datasetLicences, IReadOnlyDictionary<string, int> priority)
{
    private const int PlaceBits = 24;
    private const int LastPlace = (1 << PlaceBits) - 1;

    /// <summary>The document as one that is preferred to those that compare greater.</summary>
    public ClusterMember Member(ClusterLabel label, in SignatureRecord record)
    {
        ShardRange shard = ordinals.ShardOf(label.Ordinal);
        if (shard.Earlier is not null)
            return new ClusterMember(label.Cluster, ClusterMember.EarlierPlace, record.TextBytes, label.Ordinal);
        string dataset = shard.Shard.Dataset;
        LicenceClass licence = record.Licence == SignatureRecord.NoLicence ? datasetLicences[dataset] : (LicenceClass)record.Licence;
        int place = priority.TryGetValue(dataset, out int named) ? Math.Min(named, LastPlace) : LastPlace;
        return new ClusterMember(label.Cluster, ((uint)(licence + 1) << PlaceBits) | (uint)place, record.TextBytes, label.Ordinal);
    }
}
