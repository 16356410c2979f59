using Spichlerz.Hpc.Documents;

namespace Spichlerz.Hpc.Dedup;

/// <summary>Which of similar documents stays: the more open licence, then the dataset named earlier, then more text, then the smaller ordinal.</summary>
/// <param name="datasetLicences">Licence class of each dataset, for documents that state none.</param>
/// <param name="priority">Place of each dataset in <c>dedup.priority</c>; those not named share the last.</param>
internal sealed class KeeperPreference(OrdinalMap ordinals, IReadOnlyDictionary<string, LicenceClass> datasetLicences, IReadOnlyDictionary<string, int> priority)
{
    private const int PlaceBits = 24;
    private const int LastPlace = (1 << PlaceBits) - 1;

    /// <summary>The document as one that is preferred to those that compare greater.</summary>
    public ClusterMember Member(ClusterLabel label, in SignatureRecord record)
    {
        string dataset = ordinals.ShardOf(label.Ordinal).Shard.Dataset;
        LicenceClass licence = record.Licence == SignatureRecord.NoLicence ? datasetLicences[dataset] : (LicenceClass)record.Licence;
        int place = priority.TryGetValue(dataset, out int named) ? Math.Min(named, LastPlace) : LastPlace;
        return new ClusterMember(label.Cluster, ((uint)licence << PlaceBits) | (uint)place, record.TextBytes, label.Ordinal);
    }
}
