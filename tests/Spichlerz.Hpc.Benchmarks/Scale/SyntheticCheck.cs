using System.Globalization;
using Spichlerz.Hpc.Dedup;
using Spichlerz.Hpc.Runs;
using Spichlerz.Hpc.Shards;

namespace Spichlerz.Hpc.Benchmarks.Scale;

/// <summary>Compares every row of the dedup tables with the truth.</summary>
internal sealed class SyntheticCheck(SyntheticWork synthetic, double minSimilarity)
{
    private const int MaxExamples = 5;

    private readonly SyntheticTruth truth = new(synthetic.Corpus, PairVerification.MinEqualSlots(minSimilarity));

    public long Rows { get; private set; }

    public long WrongRows { get; private set; }

    /// <summary>Documents that must go, and went if no row is wrong.</summary>
    public long Removed => truth.Removed;

    public List<string> Examples { get; } = [];

    public void Run()
    {
        ShardRange[] shards = [.. synthetic.Shards];
        foreach (ShardRange range in shards)
        {
            using var table = new TableReader(synthetic.Work.Full(WorkDirectory.Output(DedupStage.StageName, range.Shard, DedupTables.Suffix)));
            uint ordinal = range.Start;
            foreach (TableReader.RowGroup rows in table.RowGroups())
            {
                long[] clusters = rows.Column<long>("cluster");
                int[] sizes = rows.Column<int>("cluster_size");
                double[] similarities = rows.Column<double>("similarity");
                string[] keptIds = rows.Column("kept_id");
                for (int row = 0; row < clusters.Length; row++, ordinal++)
                    Compare(ordinal, clusters[row], sizes[row], similarities[row], keptIds[row], shards);
            }
            if (ordinal != range.Start + (uint)range.Count)
                Wrong($"{range.Shard} has {ordinal - range.Start} rows instead of {range.Count}");
        }
    }

    private void Compare(uint ordinal, long cluster, int size, double similarity, string keptId, ShardRange[] shards)
    {
        Rows++;
        ExpectedRow expected = truth.Expect(ordinal);
        ShardRange kept = shards[expected.Kept / (uint)shards[0].Count];
        string expectedId = expected.Kept == ordinal ? "" : string.Create(CultureInfo.InvariantCulture, $"{kept.Shard}/{expected.Kept - kept.Start}");
        if (cluster != expected.Cluster || size != expected.ClusterSize || similarity != expected.EqualSlots / (double)Signature.Slots || keptId != expectedId)
            Wrong($"document {ordinal} ({synthetic.Corpus.KindOf(ordinal)}): cluster {cluster}, size {size}, similarity {similarity}, kept '{keptId}'; expected {expected}");
    }

    private void Wrong(string what)
    {
        WrongRows++;
        if (Examples.Count < MaxExamples)
            Examples.Add(what);
    }
}
