using System.Collections.Immutable;
using System.Text.Encodings.Web;
using System.Text.Json;
using Spichlerz.Hpc.Cleaning;
using Spichlerz.Hpc.Config;
using Spichlerz.Hpc.Manifests;
using Spichlerz.Hpc.Runs;
using Spichlerz.Hpc.Sharding;

namespace Spichlerz.Hpc.Reduction;

/// <summary>One stage's counts.</summary>
public sealed record StageCounts(long Read, long Kept, SortedDictionary<string, long> DroppedByReason, long Quarantined, SortedDictionary<string, long> Notes)
{
    internal static StageCounts Of(IReadOnlyCollection<StageManifest> manifests) => new(
        manifests.Sum(manifest => manifest.Read), manifests.Sum(manifest => manifest.Kept), Sum(manifests.SelectMany(manifest => manifest.DroppedByReason)),
        manifests.Sum(manifest => manifest.Quarantined), Sum(manifests.SelectMany(manifest => manifest.Notes)));

    private static SortedDictionary<string, long> Sum(IEnumerable<KeyValuePair<string, long>> counts) =>
        new(counts.GroupBy(pair => pair.Key).ToDictionary(same => same.Key, same => same.Sum(pair => pair.Value)), StringComparer.Ordinal);
}

/// <summary>A dataset's way through the pipeline.</summary>
/// <param name="Boilerplate">The lines that clean removed most often.</param>
public sealed record DatasetReport(
    string Name, string LicenceSpdx, string CommercialUse, int Files, int Shards, SortedDictionary<string, StageCounts> Stages, ImmutableArray<RemovedLine> Boilerplate);

/// <summary>reduce/corpus.json: every dataset's documents by stage, outcome and reason, and their sums.</summary>
public sealed record CorpusReport(string Run, string CodeVersion, SortedDictionary<string, StageCounts> Stages, ImmutableArray<DatasetReport> Datasets)
{
    public const string FileName = ReduceStage.StageName + "/corpus.json";

    private static readonly JsonSerializerOptions Options = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
    };

    /// <summary>Gathers the manifests of all stages up to reduce and writes the report with its own manifest.</summary>
    public static void Save(RunConfig config, WorkDirectory work, ImmutableArray<Dataset> datasets)
    {
        var builder = new ManifestBuilder(ReduceStage.StageName, "corpus", ReduceStage.ConfigSha256, rank: 0);
        var all = new Dictionary<string, List<StageManifest>>();
        var reports = ImmutableArray.CreateBuilder<DatasetReport>();
        foreach (Dataset dataset in datasets)
        {
            var catalogue = new ShardCatalogue(work, [dataset]);
            (string Stage, IEnumerable<string> Paths)[] stages =
            [
                ("shard", catalogue.ShardUnits().Select(unit => unit.ManifestPath)),
                ("clean", catalogue.CleanUnits().Select(unit => unit.ManifestPath)),
                ("sign", catalogue.SignUnits().Select(unit => unit.ManifestPath)),
                ("reduce", [ReduceStage.ManifestPath(dataset.Name)]),
            ];
            var counts = new SortedDictionary<string, StageCounts>(StringComparer.Ordinal);
            var boilerplate = new DatasetBoilerplate(work);
            foreach ((string stage, IEnumerable<string> paths) in stages)
            {
                StageManifest[] manifests = [.. paths.Select(path => ManifestFile.TryLoad(work.Full(path))).OfType<StageManifest>()];
                counts[stage] = StageCounts.Of(manifests);
                foreach (StageManifest manifest in stage == CleanStage.StageName ? manifests : [])
                    boilerplate.Add(manifest);
                (all.TryGetValue(stage, out List<StageManifest>? list) ? list : all[stage] = []).AddRange(manifests);
            }
            DatasetDescription description = DatasetDescriptionFile.Load(work, dataset.Name);
            reports.Add(new(dataset.Name, description.LicenceSpdx, description.CommercialUse, dataset.Files.Length, catalogue.CleanUnits().Count, counts, boilerplate.Top()));
        }
        builder.Read = all["reduce"].Sum(manifest => manifest.Read);
        builder.Kept = all["reduce"].Sum(manifest => manifest.Kept);
        builder.Drop("duplicate", builder.Read - builder.Kept);
        var sums = new SortedDictionary<string, StageCounts>(all.ToDictionary(stage => stage.Key, stage => StageCounts.Of(stage.Value)), StringComparer.Ordinal);
        byte[] json = [.. JsonSerializer.SerializeToUtf8Bytes(new CorpusReport(config.Name, Manifests.CodeVersion.Current, sums, reports.ToImmutable()), Options), (byte)'\n'];
        AtomicFile.WriteAllBytes(work.Full(FileName), json, rank: 0);
        builder.AddOutput(new FileEntry(FileName, json.Length, Proof.HashFile(work.Full(FileName))));
        ManifestFile.Save(work.Full(FileName + ManifestFile.Suffix), builder.Build(), rank: 0);
    }
}
