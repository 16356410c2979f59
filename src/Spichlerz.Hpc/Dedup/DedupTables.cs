using Spichlerz.Hpc.Manifests;
using Spichlerz.Hpc.Runs;
using Spichlerz.Hpc.Shards;

namespace Spichlerz.Hpc.Dedup;

/// <summary>
/// Writes dedup/DATASET/FFFFF-PPPPP.parquet for this rank's shards, a row for each document of the clean shard in its order: row (in the
/// first shard, as in the id), cluster (its smallest ordinal), cluster_size, keeper, similarity (share of equal slots with the kept
/// document), kept_id (the kept document named for a removed one, else empty).
/// </summary>
internal sealed class DedupTables(WorkDirectory work, OrdinalMap ordinals, SignatureStore store, int rank)
{
    public const string Suffix = ".parquet";

    private const int RowGroupRows = 1 << 16;

    /// <summary>Writes all tables of the rank and counts into the summary.</summary>
    /// <param name="decisions">On this rank's documents in clusters, by ordinal; all others stand alone and are kept.</param>
    public IReadOnlyList<FileEntry> Write(Decision[] decisions, DedupCounts counts)
    {
        var entries = new List<FileEntry>();
        int next = 0;
        TableWriter? table = null;
        var rows = new Rows();
        ShardRange? current = null;
        foreach (ShardRange range in ordinals.ShardsOf(rank))
        {
            if (range.Count == 0)
                entries.Add(WriteEmpty(range));
        }
        store.Scan((uint ordinal, in SignatureRecord record) =>
        {
            current ??= ordinals.ShardOf(ordinal);
            table ??= Begin(current);
            Decision decision = next < decisions.Length && decisions[next].Ordinal == ordinal ? decisions[next++]
                : new Decision(ordinal, ordinal, 1, ordinal, record.Row, Signature.Slots, 0);
            string keptId = decision.IsKeeper ? "" : $"{ordinals.ShardOf(decision.Kept).Shard}/{decision.KeptRow}";
            rows.Add(record.Row, decision, keptId);
            counts.Count(current.Shard.Dataset, decision, ordinals.ShardOf(decision.Kept).Shard.Dataset);
            bool isLast = ordinal == current.Start + (uint)current.Count - 1;
            if (rows.Count == RowGroupRows || isLast)
                rows.Flush(table);
            if (!isLast)
                return;
            entries.Add(table.Commit(PathOf(current)));
            table.Dispose();
            (table, current) = (null, null);
        });
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
