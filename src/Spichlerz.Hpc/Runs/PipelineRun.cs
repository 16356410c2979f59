using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Serilog;
using Spichlerz.Hpc.Cleaning;
using Spichlerz.Hpc.Cleaning.Boilerplate;
using Spichlerz.Hpc.Config;
using Spichlerz.Hpc.Dedup;
using Spichlerz.Hpc.Dedup.Auditing;
using Spichlerz.Hpc.Documents;
using Spichlerz.Hpc.Manifests;
using Spichlerz.Hpc.Reduction;
using Spichlerz.Hpc.Release;
using Spichlerz.Hpc.Sharding;

namespace Spichlerz.Hpc.Runs;

/// <summary>Runs stages in their order on one rank of a group; every rank makes one and calls <see cref="Run(IReadOnlyList{string}, string?)"/>.</summary>
public sealed class PipelineRun(RunContext context, DatasetCatalogue catalogue, IRankGroup group)
{
    private readonly RunConfig config = context.Config;
    private readonly WorkDirectory work = context.Work;
    private readonly ILogger log = context.LogOf(group);
    private ShardCatalogue shards = new(context.Work, catalogue.Datasets);

    /// <summary>Pairs of a removed and a kept document to read again once deduplication is done; null for none.</summary>
    public int? AuditPairs { get; init; }

    /// <summary>Runs the stages; stops after one that was cancelled, and before a collective one if any unit before it failed.</summary>
    /// <param name="stages">Names in the pipeline's order.</param>
    /// <param name="redo">See <see cref="RunPreparation.Prepare"/>.</param>
    /// <exception cref="ConfigException">Settings or snapshots stand in the way, or a stage before the first one is not finished.</exception>
    public RunResult Run(IReadOnlyList<string> stages, string? redo)
    {
        if (group.Rank == 0)
        {
            RunPreparation.Prepare(config, work, redo);
            foreach (Dataset dataset in catalogue.Datasets)
                DatasetDescriptionFile.Save(work, DatasetDescription.Read(dataset));
        }
        group.Barrier();
        // Datasets that failed when their own run sharded them have failed for a run that begins later, too.
        ImmutableArray<UnitFailure> leftOut = stages[0] == ShardStage.StageName ? [] : LeaveOutUnreadable();
        if (group.Rank == 0)
            CheckBefore(stages[0], leftOut);
        group.Barrier();
        var results = new List<StageResult>();
        foreach (string stage in stages)
        {
            if (results.Exists(result => result.IsCanceled) || NeedsAll(stage) && results.Exists(result => !result.IsComplete))
                break;
            StageResult result = Run(stage);
            if (stage == stages[0])
                result = result with { Failures = [.. result.Failures, .. leftOut] };
            results.Add(result);
            log.Information("{Stage} ended; this process has held {PeakMebibytes} MiB at most so far", stage, PeakMebibytes());
            if (group.Rank == 0)
                context.Observer.StageEnded(result);
            ReleaseMemory();
        }
        AuditReport? audit = AuditPairs is { } pairs && results.Exists(result => result.Stage == DedupStage.StageName && result.IsComplete)
            ? new DedupAudit(context, group).Run(pairs) : null;
        bool isComplete = results.Count == stages.Count && results.TrueForAll(result => result.IsComplete);
        Snapshot? snapshot = isComplete && group.Rank == 0 && stages.Contains(ReleaseStage.StageName)
            ? new SnapshotWriter(config, work).Finish(ReleaseUnits()) : null;
        group.Barrier();
        return new RunResult([.. results], snapshot, snapshot is null ? null : new SnapshotLayout(config.Release, work).Folder) { IsComplete = isComplete, Audit = audit };
    }

    /// <summary>
    /// What a stage held for its largest document is garbage once all ranks have left it. Large arrays are collected late, so that of the
    /// next stage would come on top of it.
    /// </summary>
    private void ReleaseMemory()
    {
        const long Much = 128 << 20;
        group.Barrier();
        if (GC.GetTotalMemory(forceFullCollection: false) > Much) // the first rank of a process does it for all
            GC.Collect();
    }

    private static long PeakMebibytes()
    {
        using var process = Process.GetCurrentProcess();
        return process.PeakWorkingSet64 >> 20;
    }

    /// <summary>Stages whose output describes the corpus as a whole must not be made from a part of it.</summary>
    private static bool NeedsAll(string stage) => stage is DedupStage.StageName or ReduceStage.StageName or ReleaseStage.StageName;

    private StageResult Run(string stage) => stage switch
    {
        ShardStage.StageName => CheckQuarantine(Run(new ShardStage(config.Shard, work, group.Rank, ShardObserver()), ConfigKeys.Sha256(config.Shard), shards.ShardUnits)),
        CleanStage.StageName => new CleanRun(context, group).Run(shards.CleanUnits),
        SignStage.StageName => Run(new SignStage(config.Sign, work, group.Rank), ConfigKeys.Sha256(config.Sign), shards.SignUnits),
        DedupStage.StageName => new DedupStage(context, group).Run(DedupPlan),
        ReduceStage.StageName => Reduce(),
        ReleaseStage.StageName => Release(),
        _ => throw new ArgumentException($"'{stage}' is no stage; the stages are {string.Join(", ", StageNames.All)}.", nameof(stage)),
    };

    private LineCountObserver? ShardObserver() =>
        config.Clean.Steps.Boilerplate is { Enabled: true } boilerplate ? new LineCountObserver(boilerplate, work, group.Rank) : null;

    private StageResult Run(IShardStage stage, string configSha256, Func<IReadOnlyList<StageUnit>> plan) =>
        new StageRun(context, group).Run(stage, configSha256, plan);

    private DedupPlan DedupPlan()
    {
        ImmutableArray<ShardSignatures> signatures = shards.Signatures();
        return new(signatures, signatures.Select(shard => shard.Shard.Dataset).Distinct()
            .ToImmutableSortedDictionary(dataset => dataset, dataset => Licence.Parse(DatasetDescriptionFile.Load(work, dataset).License).Class, StringComparer.Ordinal), EarlierRun.LoadAll(config));
    }

    private StageResult Reduce()
    {
        StageResult result = Run(new ReduceStage(work, group.Rank), ReduceStage.ConfigSha256, () => shards.DatasetUnits(ReduceStage.ManifestPath));
        if (group.Rank == 0 && result.IsComplete)
            CorpusReport.Save(config, work, catalogue.Datasets);
        return result;
    }

    private StageResult Release()
    {
        if (group.Rank == 0)
            new SnapshotWriter(config, work).CheckImmutable(ReleaseUnits());
        return Run(new ReleaseStage(config.Release, work, group.Rank), ConfigKeys.Sha256(config.Release), ReleaseUnits);
    }

    private IReadOnlyList<StageUnit> ReleaseUnits() => shards.DatasetUnits(new SnapshotLayout(config.Release, work).ProofOf);

    private StageResult CheckQuarantine(StageResult result) => result with { Failures = [.. result.Failures, .. LeaveOutUnreadable()] };

    /// <summary>Fails datasets with too many unreadable records; later stages of this run leave them out. Collective.</summary>
    private ImmutableArray<UnitFailure> LeaveOutUnreadable()
    {
        byte[] payload = group.Rank == 0 ? JsonSerializer.SerializeToUtf8Bytes(Unreadable().ToArray()) : [];
        UnitFailure[] failures = JsonSerializer.Deserialize<UnitFailure[]>(group.Broadcast(payload))!;
        if (failures.Length > 0)
            shards = new ShardCatalogue(work, [.. catalogue.Datasets.Where(dataset => !failures.Any(failure => failure.Unit == dataset.Name))]);
        return [.. failures];
    }

    private IEnumerable<UnitFailure> Unreadable()
    {
        foreach (Dataset dataset in catalogue.Datasets)
        {
            StageManifest[] files = [.. Enumerable.Range(0, dataset.Files.Length).Select(file => ManifestFile.TryLoad(work.Full(ShardCatalogue.ShardManifest(dataset.Name, file)))).OfType<StageManifest>()];
            long read = files.Sum(file => file.Read), quarantined = files.Sum(file => file.Quarantined);
            foreach (StageManifest file in files.Where(file => file.Notes.ContainsKey("lost_compressed_bytes")))
                log.Warning("{File} is damaged: documents from there on are lost, and with them at least {Bytes} compressed bytes that were not read. Get a whole copy and run again", file.Inputs[0].Path, file.Notes["lost_compressed_bytes"]);
            if (quarantined > 0)
                log.Warning("Dataset {Dataset}: {Quarantined} of {Read} records could not be read; they are in quarantine/{Dataset}/", dataset.Name, quarantined, read, dataset.Name);
            if (quarantined > config.MaxQuarantinedFraction * read)
            {
                yield return new(ShardStage.StageName, dataset.Name, string.Create(CultureInfo.InvariantCulture,
                    $"{quarantined} of {read} records could not be read, more than max_quarantined_fraction ({config.MaxQuarantinedFraction}) allows. Look at quarantine/{dataset.Name}/; mend the dataset, take it out of the corpus, or raise the limit."));
            }
        }
    }

    /// <summary>A single stage needs all before it finished. In order, for what a stage has to do is known only once the one before it is done.</summary>
    private void CheckBefore(string stage, ImmutableArray<UnitFailure> leftOut)
    {
        if (NeedsAll(stage) && !leftOut.IsEmpty)
            throw Unfinished(stage, ShardStage.StageName, $"of dataset {leftOut[0].Unit}, {leftOut[0].Message.TrimEnd('.')}");
        (string Stage, Func<IReadOnlyList<StageUnit>> Units)[] perShard =
            [(ShardStage.StageName, shards.ShardUnits), (CleanStage.StageName, shards.CleanUnits), (SignStage.StageName, shards.SignUnits)];
        foreach ((string before, Func<IReadOnlyList<StageUnit>> list) in perShard.TakeWhile(item => item.Stage != stage))
        {
            IReadOnlyList<StageUnit> units = list();
            if (units.Count(unit => !File.Exists(work.Full(unit.ManifestPath))) is > 0 and var open)
                throw Unfinished(stage, before, $"{open} of {units.Count} units are not done");
        }
        if (stage is ReduceStage.StageName or ReleaseStage.StageName && !File.Exists(work.Full(DedupStage.ManifestPath)))
            throw Unfinished(stage, DedupStage.StageName, "it is not done");
    }

    private static ConfigException Unfinished(string stage, string before, string fact) =>
        new("The work directory", [new(stage, $"needs {before} finished first: {fact}. Run spichlerz {before} with this configuration, or spichlerz run for all stages.")]);
}
