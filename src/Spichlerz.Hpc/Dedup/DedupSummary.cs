using System.Text.Encodings.Web;
using System.Text.Json;
using Spichlerz.Hpc.Config;
using Spichlerz.Hpc.Manifests;
using Spichlerz.Hpc.Runs;
using Spichlerz.Hpc.Shards;

namespace Spichlerz.Hpc.Dedup;

/// <summary>dedup/summary.json and dedup/overlap.parquet: what deduplication found, for people and for reports.</summary>
public sealed record DedupSummary(
    long Documents,
    long Removed,
    long RemovedExact,
    long CandidatePairs,
    long VerifiedPairs,
    long RejectedPairs,
    double MinSimilarity,
    SortedDictionary<string, double> CandidateProbability,
    SortedDictionary<string, DatasetDedup> Datasets)
{
    public const string FileName = "dedup/summary.json";
    public const string OverlapName = "dedup/overlap.parquet";

    internal static readonly JsonSerializerOptions Options = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
    };

    internal static DedupSummary Make(DedupCounts counts, long compared, long verified, DedupSettings settings)
    {
        // The S-curve of the chosen banding: what share of pairs of a true similarity is ever looked at.
        var curve = new SortedDictionary<string, double>(StringComparer.Ordinal);
        for (int percent = 50; percent <= 95; percent += 5)
            curve[$"0.{percent}"] = Math.Round(Banding.CandidateProbability(percent / 100.0, settings.Bands, settings.Rows), 4);
        return new(counts.Datasets.Values.Sum(dataset => dataset.Documents), counts.Datasets.Values.Sum(dataset => dataset.Removed),
            counts.Datasets.Values.Sum(dataset => dataset.RemovedExact), compared, verified, compared - verified, settings.MinSimilarity, curve, counts.Datasets);
    }

    internal FileEntry Save(WorkDirectory work, int rank) => Save(JsonSerializer.SerializeToUtf8Bytes(this, Options), work, rank);

    internal static FileEntry Save(byte[] json, WorkDirectory work, int rank)
    {
        byte[] line = [.. json, (byte)'\n'];
        AtomicFile.WriteAllBytes(work.Full(FileName), line, rank);
        return new FileEntry(FileName, line.Length, Proof.HashFile(work.Full(FileName)));
    }

    /// <summary>Writes how many documents of each dataset were removed for a document of each other: dataset, kept_dataset, removed.</summary>
    internal FileEntry SaveOverlap(WorkDirectory work, int rank)
    {
        (string Dataset, string Kept, long Removed)[] rows =
            [.. from dataset in Datasets from kept in dataset.Value.RemovedFor select (dataset.Key, kept.Key, kept.Value)];
        using var table = new TableWriter(work.Full(OverlapName), rank, ("dataset", typeof(string)), ("kept_dataset", typeof(string)), ("removed", typeof(long)));
        using (TableWriter.RowGroup group = table.BeginRows(rows.Length))
            group.Column([.. rows.Select(row => row.Dataset)]).Column([.. rows.Select(row => row.Kept)]).Column([.. rows.Select(row => row.Removed)]);
        return table.Commit(OverlapName);
    }
}
