namespace Spichlerz.Hpc.Dedup;

/// <summary>What deduplication did to one dataset.</summary>
public sealed class DatasetDedup
{
    public long Documents { get; set; }

    public long Removed { get; set; }

    /// <summary>Of the removed, those whose text equals the kept document's byte for byte.</summary>
    public long RemovedExact { get; set; }

    /// <summary>Documents by the size of their cluster: 1, 2, 3-4, 5-8, 9-16, …</summary>
    public SortedDictionary<string, long> ByClusterSize { get; init; } = new(ClusterSizes.Order);

    /// <summary>Removed documents by the dataset of the document kept for them.</summary>
    public SortedDictionary<string, long> RemovedFor { get; init; } = new(StringComparer.Ordinal);

    /// <summary>More than half of the dataset went: look at it before you believe it.</summary>
    public bool Alarm => Removed * 2 > Documents;
}

/// <summary>Counts decisions by dataset; ranks count for themselves and rank 0 adds up.</summary>
public sealed class DedupCounts
{
    public SortedDictionary<string, DatasetDedup> Datasets { get; init; } = new(StringComparer.Ordinal);

    internal void Count(string dataset, in Decision decision, string keptDataset)
    {
        DatasetDedup counts = Of(dataset);
        counts.Documents++;
        Add(counts.ByClusterSize, ClusterSizes.Name(decision.ClusterSize), 1);
        if (decision.IsKeeper)
            return;
        counts.Removed++;
        counts.RemovedExact += decision.IsExact;
        Add(counts.RemovedFor, keptDataset, 1);
    }

    public void Add(DedupCounts other)
    {
        foreach ((string dataset, DatasetDedup more) in other.Datasets)
        {
            DatasetDedup counts = Of(dataset);
            counts.Documents += more.Documents;
            counts.Removed += more.Removed;
            counts.RemovedExact += more.RemovedExact;
            foreach ((string size, long count) in more.ByClusterSize)
                Add(counts.ByClusterSize, size, count);
            foreach ((string kept, long count) in more.RemovedFor)
                Add(counts.RemovedFor, kept, count);
        }
    }

    private DatasetDedup Of(string dataset) =>
        Datasets.TryGetValue(dataset, out DatasetDedup? counts) ? counts : Datasets[dataset] = new DatasetDedup();

    private static void Add(SortedDictionary<string, long> counts, string key, long more) => counts[key] = counts.GetValueOrDefault(key) + more;
}
