using Spichlerz.Hpc.Dedup.Spilling;
using Spichlerz.Hpc.Manifests;
using Spichlerz.Hpc.Runs;
using Spichlerz.Hpc.Shards;

namespace Spichlerz.Hpc.Dedup;

/// <summary>
/// Writes dedup/DATASET/FFFFF-PPPPP.parquet for this rank's shards, a row for each document of the clean shard in its order: row (in the
/// first shard, as in the id), cluster (its smallest ordinal), cluster_size, keeper, similarity (share of equal slots with the kept
/// document), kept_id (the kept document named for a removed one, with RUN: before it where an earlier run kept it; else empty).
/// </summary>
internal sealed class DedupTables(WorkDirectory work, OrdinalMap ordinals, SignatureStore store, int rank)
{
    public const string Suffix = ".parquet";

    private const int RowGroupRows = 1 << 16;

    /// <summary>Writes all tables of the rank and counts into the summary.</summary>
    /// <param name="decisions">On this rank's documents in clusters, by ordinal; all others stand alone and are kept.</param>
    public IReadOnlyList<FileEntry> Write(RecordCursor<Decision> decisions, DedupCounts counts)
    {
        List<FileEntry> entries = [.. ordinals.ShardsOf(rank).ToArray().Where(range => range.Count == 0 && range.Earlier is null).Select(WriteEmpty)];
        using SignatureScan scan = store.ScanOwn();
        bool hasDecision = decisions.MoveNext();
        TableWriter? table = null;
        var rows = new Rows();
        while (scan.MoveNext())
        {
            ShardRange range = scan.Shard;
            table ??= Begin(range);
            bool isDecided = hasDecision && decisions.Current.Ordinal == scan.Ordinal;
            Decision decision = isDecided ? decisions.Current : new Decision(scan.Ordinal, scan.Ordinal, 1, scan.Ordinal, scan.Current.Row, Signature.Slots, 0);
            if (isDecided)
                hasDecision = decisions.MoveNext();
            ShardRange kept = decision.IsKeeper ? range : ordinals.ShardOf(decision.Kept);
            rows.Add(scan.Current.Row, decision, decision.IsKeeper ? "" : $"{kept.Name}/{decision.KeptRow}");
            counts.Count(range.Shard.Dataset, decision, kept.Dataset);
            bool isLast = scan.Ordinal == range.Start + (uint)range.Count - 1;
            if (rows.Count == RowGroupRows || isLast)
                rows.Flush(table);
            if (!isLast)
                continue;
            entries.Add(table.Commit(PathOf(range)));
            table.Dispose();
            table = null;
        }
        return entries;
    }

    private FileEntry WriteEmpty(ShardRange range)
    {
        using TableWriter table = Begin(range);
        new Rows().Flush(table);
        return table.Commit(PathOf(range));
    }

    private TableWriter Begin(ShardRange range) => new(work.Full(PathOf(range)), rank,
        ("row", typeof(int)), ("cluster", typeof(long)), ("cluster_size", typeof(int)), ("keeper", typeof(bool)), ("similarity", typeof(double)), ("kept_id", typeof(string)));

    private static string PathOf(ShardRange range) => WorkDirectory.Output(DedupStage.StageName, range.Shard, Suffix);

    /// <summary>The columns of one row group.</summary>
    private sealed class Rows
    {
        private readonly List<int> rows = [];
        private readonly List<Decision> decisions = [];
        private readonly List<string> keptIds = [];

        public int Count => rows.Count;

        public void Add(int row, Decision decision, string keptId)
        {
            rows.Add(row);
            decisions.Add(decision);
            keptIds.Add(keptId);
        }

        public void Flush(TableWriter table)
        {
            using (TableWriter.RowGroup group = table.BeginRows(rows.Count))
            {
                group.Column(rows.ToArray())
                    .Column(decisions.Select(decision => (long)decision.Cluster).ToArray())
                    .Column(decisions.Select(decision => (int)decision.ClusterSize).ToArray())
                    .Column(decisions.Select(decision => decision.IsKeeper).ToArray())
                    .Column(decisions.Select(decision => decision.EqualSlots / (double)Signature.Slots).ToArray())
                    .Column(keptIds.ToArray());
            }
            rows.Clear();
            decisions.Clear();
            keptIds.Clear();
        }
    }
}
