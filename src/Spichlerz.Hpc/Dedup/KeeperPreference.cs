using Spichlerz.Hpc.Documents;

namespace Spichlerz.Hpc.Dedup;

/// <summary>The order in which documents of a cluster are preferred: licence openness, dataset priority, more text, smaller ordinal.</summary>
/// <param name="datasetLicences">Licence class of each dataset, for documents that state none.</param>
/// <param name="priority">Place of each dataset in <c>dedup.priority</c>; those not named share the last.</param>
internal sealed class KeeperPreference(OrdinalMap ordinals, IReadOnlyDictionary<string, LicenceClass> datasetLicences, IReadOnlyDictionary<string, int> priority)
{
    public int Compare(ClusterMember a, ClusterMember b)
    {
        string datasetA = ordinals.ShardOf(a.Label.Ordinal).Shard.Dataset, datasetB = ordinals.ShardOf(b.Label.Ordinal).Shard.Dataset;
        int byLicence = Openness(a.Record, datasetA).CompareTo(Openness(b.Record, datasetB));
        if (byLicence != 0)
            return byLicence;
        int byPriority = Place(datasetA).CompareTo(Place(datasetB));
        if (byPriority != 0)
            return byPriority;
        int byText = b.Record.TextBytes.CompareTo(a.Record.TextBytes);
        return byText != 0 ? byText : a.Label.Ordinal.CompareTo(b.Label.Ordinal);
    }

    private LicenceClass Openness(in SignatureRecord record, string dataset) =>
        record.Licence == SignatureRecord.NoLicence ? datasetLicences[dataset] : (LicenceClass)record.Licence;

    private int Place(string dataset) => priority.TryGetValue(dataset, out int place) ? place : int.MaxValue;
}
