using Spichlerz.Hpc.Manifests;
using Spichlerz.Hpc.Runs;
using Spichlerz.Hpc.Sharding;

namespace Spichlerz.Hpc.Reduction;

/// <summary>Stage <c>reduce</c>: describes each dataset after cleaning and deduplication in reduce/DATASET.manifest, as SpeakLeash's tools read it.</summary>
public sealed class ReduceStage(WorkDirectory work, int rank) : IShardStage
{
    public const string StageName = "reduce";

    /// <summary>The stage has no settings of its own.</summary>
    public const string ConfigSha256 = "";

    public string Name => StageName;

    public static string PathOf(string dataset) => $"{StageName}/{dataset}.manifest";

    public static string ManifestPath(string dataset) => PathOf(dataset) + ManifestFile.Suffix;

    public StageManifest Run(StageUnit unit, CancellationToken cancel)
    {
        string dataset = unit.Shard.Dataset;
        var manifest = new ManifestBuilder(StageName, dataset, ConfigSha256, rank);
        var keepers = new DatasetKeepers(work, unit);
        var statistics = new DatasetStatistics();
        keepers.Read((document, isKept) =>
        {
            manifest.Read++;
            if (isKept)
                statistics.Add(document);
        }, cancel);
        manifest.Kept = statistics.Documents;
        manifest.Drop("duplicate", manifest.Read - manifest.Kept);
        foreach (FileEntry input in keepers.Inputs)
            manifest.AddInput(input);
        byte[] json = SpeakLeashManifest.Write(DatasetDescriptionFile.Load(work, dataset), statistics, fileBytes: 0, date: null);
        AtomicFile.WriteAllBytes(work.Full(PathOf(dataset)), json, rank);
        manifest.AddOutput(new FileEntry(PathOf(dataset), json.Length, Proof.HashFile(work.Full(PathOf(dataset))), statistics.Documents));
        return manifest.Build();
    }
}
