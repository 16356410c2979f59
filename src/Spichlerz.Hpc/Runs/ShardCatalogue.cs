using System.Collections.Immutable;
using System.Globalization;
using Spichlerz.Hpc.Cleaning;
using Spichlerz.Hpc.Cleaning.Boilerplate;
using Spichlerz.Hpc.Dedup;
using Spichlerz.Hpc.Documents;
using Spichlerz.Hpc.Manifests;
using Spichlerz.Hpc.Sharding;

namespace Spichlerz.Hpc.Runs;

/// <summary>What each stage has to do, read from the manifests of the stage before it. Folder listings decide nothing.</summary>
public sealed class ShardCatalogue(WorkDirectory work, ImmutableArray<Dataset> datasets)
{
    private const string ShardSuffix = ".jsonl.zst";

    /// <summary>Manifest of an input file, relative to the work directory.</summary>
    public static string ShardManifest(string dataset, int file) =>
        string.Create(CultureInfo.InvariantCulture, $"{ShardStage.StageName}/{dataset}/{file:D5}{ManifestFile.Suffix}");

    /// <summary>Manifest of a shard in a stage, relative to the work directory.</summary>
    public static string StageManifestOf(string stage, ShardId shard) => WorkDirectory.Output(stage, shard, ManifestFile.Suffix);

    /// <summary>One unit for each input file of the users' datasets.</summary>
    public IReadOnlyList<StageUnit> ShardUnits() =>
        [.. from dataset in datasets
            from file in dataset.Files.Select((path, index) => (path, index))
            let bytes = new FileInfo(file.path).Length
            select new StageUnit(new ShardId(dataset.Name, file.index, 0), $"{dataset.Name}/{file.index:D5}", ShardManifest(dataset.Name, file.index),
                [new FileEntry(file.path, bytes, "")], bytes)];

    /// <summary>One unit for each shard that the shard stage has proven.</summary>
    public IReadOnlyList<StageUnit> CleanUnits() =>
        [.. from dataset in datasets
            from file in Enumerable.Range(0, dataset.Files.Length)
            let manifest = ShardManifest(dataset.Name, file)
            from entry in Outputs(manifest).Where(entry => entry.Path.StartsWith(ShardStage.StageName + "/", StringComparison.Ordinal))
            let shard = IdOf(entry.Path, ShardSuffix)
            select new StageUnit(shard, shard.ToString(), StageManifestOf(CleanStage.StageName, shard), [entry], entry.TextBytes ?? 0)];

    /// <summary>One unit for each shard that the clean stage has proven.</summary>
    public IReadOnlyList<StageUnit> SignUnits() =>
        [.. from shard in CleanUnits().Select(unit => unit.Shard)
            from entry in Outputs(StageManifestOf(CleanStage.StageName, shard)).Where(entry => entry.Path == CleanStage.PathOf(shard))
            select new StageUnit(shard, shard.ToString(), StageManifestOf(SignStage.StageName, shard), [entry], entry.TextBytes ?? 0)];

    /// <summary>Signatures of all shards in corpus order.</summary>
    public ImmutableArray<ShardSignatures> Signatures() =>
        [.. from shard in SignUnits().Select(unit => unit.Shard).Order(ShardId.CorpusOrder)
            from entry in Outputs(StageManifestOf(SignStage.StageName, shard))
            select new ShardSignatures(shard, entry)];

    /// <summary>One unit for each dataset: its clean shards in order, then their dedup tables in the same order, then its description.</summary>
    public IReadOnlyList<StageUnit> DatasetUnits(Func<string, string> manifestPath)
    {
        Dictionary<string, FileEntry> tables = Outputs(DedupStage.ManifestPath).ToDictionary(entry => entry.Path);
        var units = new List<StageUnit>();
        foreach (IGrouping<string, StageUnit> dataset in SignUnits().GroupBy(unit => unit.Shard.Dataset))
        {
            StageUnit[] shards = [.. dataset.OrderBy(unit => unit.Shard, ShardId.CorpusOrder)];
            string description = DatasetDescriptionFile.PathOf(dataset.Key);
            ImmutableArray<FileEntry> inputs =
            [
                .. shards.Select(shard => shard.Inputs[0]),
                .. shards.Select(shard => tables[WorkDirectory.Output(DedupStage.StageName, shard.Shard, DedupTables.Suffix)]),
                new FileEntry(description, new FileInfo(work.Full(description)).Length, Proof.HashFile(work.Full(description))),
            ];
            units.Add(new StageUnit(new ShardId(dataset.Key, 0, 0), dataset.Key, manifestPath(dataset.Key), inputs, shards.Sum(shard => shard.TextBytes)));
        }
        return units;
    }

    /// <summary>The manifest that proves an output of a stage, relative to the work directory; null for what has none, such as dataset.json.</summary>
    public static string? ManifestOf(string path) => path.Split('/') switch
    {
        [DedupStage.StageName, ..] => DedupStage.ManifestPath,
        [ShardStage.StageName, _, var name] when name.EndsWith(ShardSuffix, StringComparison.Ordinal) => ShardManifest(IdOf(path, ShardSuffix).Dataset, IdOf(path, ShardSuffix).File),
        [CleanStage.StageName, _, var name] when name.EndsWith(ShardLines.Suffix, StringComparison.Ordinal) => path + ManifestFile.Suffix,
        [CleanStage.StageName or SignStage.StageName, _, var name] when name.IndexOf('.', StringComparison.Ordinal) is > 0 and var dot => path[..^(name.Length - dot)] + ManifestFile.Suffix,
        _ => null,
    };

    /// <summary>The shard that a path STAGE/DATASET/FFFFF-PPPPP… names.</summary>
    public static ShardId IdOf(string path, string suffix)
    {
        int stage = path.IndexOf('/', StringComparison.Ordinal);
        return ShardId.Parse(path[(stage + 1)..^suffix.Length]);
    }

    private ImmutableArray<FileEntry> Outputs(string manifest) => ManifestFile.TryLoad(work.Full(manifest))?.Outputs ?? [];
}
