using System.Globalization;
using Parquet;
using Parquet.Schema;
using Spichlerz.Hpc.Dedup;
using Spichlerz.Hpc.Runs;

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
            using FileStream file = File.OpenRead(synthetic.Work.Full(WorkDirectory.Output(DedupStage.StageName, range.Shard, DedupTables.Suffix)));
            ParquetReader reader = ParquetReader.CreateAsync(file).GetAwaiter().GetResult();
            uint ordinal = range.Start;
            for (int i = 0; i < reader.RowGroupCount; i++)
            {
                using ParquetRowGroupReader group = reader.OpenRowGroupReader(i);
                long[] clusters = Read<long>(reader, group, "cluster");
                int[] sizes = Read<int>(reader, group, "cluster_size");
                double[] similarities = Read<double>(reader, group, "similarity");
                string?[] keptIds = new string[group.RowCount];
                group.ReadAsync(Field(reader, "kept_id"), keptIds).AsTask().GetAwaiter().GetResult();
                for (int row = 0; row < clusters.Length; row++, ordinal++)
                    Compare(ordinal, clusters[row], sizes[row], similarities[row], keptIds[row]!, shards);
            }
            if (ordinal != range.Start + (uint)range.Count)
                Wrong($"{range.Shard} has {ordinal - range.Start} rows instead of {range.Count}");
            reader.DisposeAsync().AsTask().GetAwaiter().GetResult();
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

    private static T[] Read<T>(ParquetReader reader, ParquetRowGroupReader group, string name)
        where T : struct
    {
        var values = new T[group.RowCount];
        group.ReadAsync<T>(Field(reader, name), values).AsTask().GetAwaiter().GetResult();
        return values;
    }

    private static DataField Field(ParquetReader reader, string name) => reader.Schema.GetDataFields().Single(field => field.Name == name);
}
