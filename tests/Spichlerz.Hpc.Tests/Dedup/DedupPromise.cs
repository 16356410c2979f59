using Spichlerz.Hpc.Dedup;

namespace Spichlerz.Hpc.Tests.Dedup;

/// <summary>The promise: a document is removed only if a kept one at least min_similarity similar to it is named beside it.</summary>
internal static class DedupPromise
{
    /// <summary>Checks every row against the signature files, and what rows say of each other; returns the removed rows.</summary>
    public static IReadOnlyList<DedupRow> Check(DedupWork work, double minSimilarity)
    {
        DedupRow[] rows = work.Rows();
        IReadOnlyDictionary<string, SignatureRecord> records = work.Records();
        Assert.That(rows.Select(row => row.Id), Is.EqualTo(records.Keys), "one row for each document, in order");
        Dictionary<string, DedupRow> byId = rows.ToDictionary(row => row.Id);
        var faults = new List<string>();
        foreach (DedupRow row in rows)
        {
            if (Fault(row, byId, records, minSimilarity) is { } fault)
                faults.Add($"{row}: {fault}");
        }
        for (int ordinal = 0; ordinal < rows.Length; ordinal++)
        {
            if (rows[ordinal].Cluster > ordinal || rows[rows[ordinal].Cluster].Cluster != rows[ordinal].Cluster)
                faults.Add($"{rows[ordinal]}: the cluster is not its smallest ordinal");
        }
        foreach (IGrouping<long, DedupRow> cluster in rows.GroupBy(row => row.Cluster))
        {
            if (cluster.Any(row => row.ClusterSize != cluster.Count()))
                faults.Add($"cluster {cluster.Key} has {cluster.Count()} rows, not {cluster.First().ClusterSize}");
        }
        Assert.That(faults, Is.Empty);
        return [.. rows.Where(row => !row.Keeper)];
    }

    private static string? Fault(DedupRow row, Dictionary<string, DedupRow> byId, IReadOnlyDictionary<string, SignatureRecord> records, double minSimilarity)
    {
        if (row.Keeper)
            return row.KeptId.Length > 0 || row.Similarity != 1 ? "a keeper names another document" : null;
        if (!byId.TryGetValue(row.KeptId, out DedupRow? kept))
            return "the document named for it does not exist";
        if (!kept.Keeper || kept.Cluster != row.Cluster)
            return "the document named for it is not a keeper of its cluster";
        if (records[row.Id].HasWords == 0)
            return "a document without words is removed";
        double similarity = Enumerable.Range(0, Signature.Slots).Count(slot => records[row.Id].Slots[slot] == records[row.KeptId].Slots[slot]) / (double)Signature.Slots;
        return similarity != row.Similarity ? $"the signatures say {similarity}" : similarity < minSimilarity ? "it is not similar enough" : null;
    }
}
