using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using DuckDB.NET.Data;
using Serilog;
using Serilog.Core;
using Spichlerz.Hpc.Cleaning;
using Spichlerz.Hpc.Config;
using Spichlerz.Hpc.Dedup;
using Spichlerz.Hpc.Documents;
using Spichlerz.Hpc.Manifests;
using Spichlerz.Hpc.Runs;
using Spichlerz.Hpc.Sharding;

namespace Spichlerz.Hpc.Tests.Dedup;

/// <summary>A row of a dedup table with the document's id.</summary>
internal sealed record DedupRow(string Id, long Cluster, int ClusterSize, bool Keeper, double Similarity, string KeptId);

/// <summary>
/// A work directory in a fresh folder, signed once and deduplicated as often as a test likes. Tables are read back by DuckDB and
/// signature files byte by byte, so that what is checked does not rest on the code under test.
/// </summary>
internal sealed class DedupWork : IDisposable
{
    /// <summary>Texts reach sign as they were written.</summary>
    internal static readonly CleanSettings NoSteps = new()
    {
        Steps = new()
        {
            Boilerplate = new() { Enabled = false },
            Repair = new() { Enabled = false },
            Layout = new() { Enabled = false },
            Unicode = new() { Enabled = false },
            Whitespace = new() { Enabled = false },
            Hazards = new() { Enabled = false },
            Pii = new() { Enabled = false },
            Length = new() { Enabled = false },
            Language = new() { Enabled = false },
            GopherQuality = new() { Enabled = false },
            Fineweb = new() { Enabled = false },
            GopherRepetition = new() { Enabled = false },
        },
    };

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("spichlerz-dedup-");
    private ImmutableArray<ShardSignatures> signatures = [];

    private DedupWork() => Work = new WorkDirectory(Path.Combine(folder.FullName, "work"));

    public WorkDirectory Work { get; }

    /// <summary>Licence class of datasets whose documents state none; Unknown for those not named.</summary>
    public Dictionary<string, LicenceClass> Licences { get; } = [];

    /// <summary>Shards and signs one dataset file for each entry.</summary>
    public static DedupWork OfTexts(params (string Dataset, IEnumerable<string> Texts)[] datasets)
    {
        var made = new DedupWork();
        DirectoryInfo corpus = made.folder.CreateSubdirectory("corpus");
        foreach ((string dataset, IEnumerable<string> texts) in datasets)
            File.WriteAllLines(Path.Combine(corpus.FullName, dataset + ".jsonl"), texts.Select(text => JsonSerializer.Serialize(new { text })), new UTF8Encoding(false));
        made.Sign([corpus.FullName], NoSteps, 1);
        return made;
    }

    /// <summary>Shards, cleans and signs datasets that lie elsewhere.</summary>
    public static DedupWork OfDatasets(string path, CleanSettings? clean = null)
    {
        var made = new DedupWork();
        try
        {
            made.Sign([path], clean ?? NoSteps, 2);
            return made;
        }
        catch
        {
            made.Dispose();
            throw;
        }
    }

    /// <summary>Writes signature files as sign would.</summary>
    public static DedupWork OfSignatures(params (ShardId Shard, SignatureRecord[] Records)[] shards)
    {
        var made = new DedupWork();
        var entries = new List<ShardSignatures>();
        foreach ((ShardId shard, SignatureRecord[] records) in shards.OrderBy(shard => shard.Shard, ShardId.CorpusOrder))
        {
            using var writer = new SignatureWriter(made.Work.Full(SignStage.PathOf(shard)), 0);
            foreach (ref readonly SignatureRecord record in records.AsSpan())
                writer.Next() = record;
            entries.Add(new ShardSignatures(shard, writer.Commit(SignStage.PathOf(shard))));
        }
        made.signatures = [.. entries];
        return made;
    }

    public OrdinalMap Ordinals(int ranks) => new([.. signatures.Select(shard => (shard.Shard, (int)shard.Entry.Documents!.Value))], ranks);

    /// <summary>Does the dedup stage anew on so many thread ranks.</summary>
    public StageResult Run(int ranks = 1, DedupSettings? settings = null, CancellationToken cancel = default)
    {
        if (Directory.Exists(Work.Stage(DedupStage.StageName)))
            Directory.Delete(Work.Stage(DedupStage.StageName), recursive: true);
        return Resume(ranks, settings, cancel: cancel);
    }

    /// <summary>Does the dedup stage unless it is proven done.</summary>
    public StageResult Resume(int ranks = 1, DedupSettings? settings = null, ILogger? log = null, CancellationToken cancel = default)
    {
        RunContext context = Context([], NoSteps, settings ?? new(), log, cancel);
        var plan = new DedupPlan(signatures, signatures.Select(shard => shard.Shard.Dataset).Distinct()
            .ToImmutableSortedDictionary(dataset => dataset, dataset => Licences.GetValueOrDefault(dataset, LicenceClass.Unknown), StringComparer.Ordinal), []);
        var results = new StageResult[ranks];
        ThreadRanks.Run(ranks, group => results[group.Rank] = new DedupStage(context, group).Run(() => plan));
        return results[0];
    }

    public StageManifest Manifest() => ManifestFile.TryLoad(Work.Full(DedupStage.ManifestPath))!;

    /// <summary>All tables' rows in the order of ordinals.</summary>
    public DedupRow[] Rows() => [.. signatures.SelectMany(shard => Rows(shard.Shard))];

    /// <summary>The rows of one shard's table as an independent reader sees them.</summary>
    public IReadOnlyList<DedupRow> Rows(ShardId shard)
    {
        string path = Work.Full(WorkDirectory.Output(DedupStage.StageName, shard, DedupTables.Suffix));
        return Query($"SELECT row, cluster, cluster_size, keeper, similarity, kept_id FROM read_parquet('{path}', file_row_number = true) ORDER BY file_row_number",
            row => new DedupRow($"{shard}/{row.GetInt32(0)}", row.GetInt64(1), row.GetInt32(2), row.GetBoolean(3), row.GetDouble(4), row.GetString(5)));
    }

    public static List<T> Query<T>(string sql, Func<DuckDBDataReader, T> read)
    {
        using var connection = new DuckDBConnection("DataSource=:memory:");
        connection.Open();
        using DuckDBCommand command = connection.CreateCommand();
        command.CommandText = sql;
        using DuckDBDataReader reader = command.ExecuteReader();
        var rows = new List<T>();
        while (reader.Read())
            rows.Add(read(reader));
        return rows;
    }

    /// <summary>Every signed document's record by id, in the order of ordinals.</summary>
    public IReadOnlyDictionary<string, SignatureRecord> Records()
    {
        var records = new OrderedDictionary<string, SignatureRecord>();
        foreach (ShardSignatures shard in signatures)
        {
            byte[] bytes = File.ReadAllBytes(Work.Full(SignStage.PathOf(shard.Shard)));
            foreach (SignatureRecord record in MemoryMarshal.Cast<byte, SignatureRecord>(bytes.AsSpan(SignatureFile.HeaderBytes)))
                records.Add($"{shard.Shard}/{record.Row}", record);
        }
        return records;
    }

    /// <summary>Hash of every file of the stage by its path, but not of the manifest, which holds times.</summary>
    public SortedDictionary<string, string> Files() => new(
        Directory.EnumerateFiles(Work.Stage(DedupStage.StageName), "*", SearchOption.AllDirectories)
            .Where(file => !file.EndsWith(ManifestFile.Suffix, StringComparison.Ordinal))
            .ToDictionary(file => Path.GetRelativePath(Work.Root, file), Proof.HashFile), StringComparer.Ordinal);

    public void Dispose() => folder.Delete(recursive: true);

    private RunContext Context(ImmutableArray<string> corpus, CleanSettings clean, DedupSettings dedup, ILogger? log, CancellationToken cancel) =>
        new(new RunConfig { Name = "test", Corpus = corpus, Work = Work.Root, Clean = clean, Dedup = dedup }, rank => rank == 0 && log is not null ? log : Logger.None, new SilentObserver(), cancel);

    private void Sign(ImmutableArray<string> corpus, CleanSettings clean, int ranks)
    {
        RunContext context = Context(corpus, clean, new(), null, CancellationToken.None);
        var catalogue = DatasetCatalogue.Find(context.Config);
        RunResult? result = null;
        ThreadRanks.Run(ranks, group =>
        {
            RunResult own = new PipelineRun(context, catalogue, group).Run([ShardStage.StageName, CleanStage.StageName, SignStage.StageName], null);
            if (group.Rank == 0)
                result = own;
        });
        Assert.That(result!.IsComplete, Is.True, () => string.Join('\n', result.Stages.SelectMany(stage => stage.Failures)));
        signatures = new ShardCatalogue(Work, catalogue.Datasets).Signatures();
    }
}
