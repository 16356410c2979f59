using Spichlerz.Hpc.Dedup;
using Spichlerz.Hpc.Manifests;
using Spichlerz.Hpc.Reduction;
using Spichlerz.Hpc.Release;
using Spichlerz.Hpc.Sharding;

namespace Spichlerz.Hpc.Runs;

/// <summary>How far one stage of a work directory is. Units is null where it cannot be known before the stage before is finished.</summary>
public sealed record StageStatus(string Stage, int? Units, int Done, long Read, long Kept, long Dropped, long Quarantined);

/// <summary>Reads the state of a run from its manifests; no ranks, no logs.</summary>
public static class RunStatus
{
    public static IReadOnlyList<StageStatus> Read(Config.RunConfig config, DatasetCatalogue catalogue)
    {
        var work = new WorkDirectory(config.Work);
        var shards = new ShardCatalogue(work, catalogue.Datasets);
        var layout = new SnapshotLayout(config.Release, work);
        string[] shardPaths = [.. shards.ShardUnits().Select(unit => unit.ManifestPath)];
        string[] cleanPaths = [.. shards.CleanUnits().Select(unit => unit.ManifestPath)];
        string[] signPaths = [.. shards.SignUnits().Select(unit => unit.ManifestPath)];
        var shard = Of(work, ShardStage.StageName, shardPaths, isKnown: true);
        var clean = Of(work, Cleaning.CleanStage.StageName, cleanPaths, shard.Done == shard.Units);
        var sign = Of(work, SignStage.StageName, signPaths, clean.Done == clean.Units);
        return
        [
            shard, clean, sign,
            Of(work, DedupStage.StageName, [DedupStage.ManifestPath], isKnown: true),
            Of(work, ReduceStage.StageName, [.. catalogue.Datasets.Select(dataset => ReduceStage.ManifestPath(dataset.Name))], isKnown: true),
            Of(work, ReleaseStage.StageName, [.. catalogue.Datasets.Select(dataset => layout.ProofOf(dataset.Name))], isKnown: true),
        ];
    }

    private static StageStatus Of(WorkDirectory work, string stage, string[] paths, bool isKnown)
    {
        StageManifest[] manifests = [.. paths.Select(path => ManifestFile.TryLoad(work.Full(path))).OfType<StageManifest>()];
        return new(stage, isKnown ? paths.Length : null, manifests.Length, manifests.Sum(manifest => manifest.Read), manifests.Sum(manifest => manifest.Kept),
            manifests.Sum(manifest => manifest.DroppedByReason.Values.Sum()), manifests.Sum(manifest => manifest.Quarantined));
    }
}
