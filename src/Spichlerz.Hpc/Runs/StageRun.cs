using System.Collections.Immutable;
using System.Diagnostics;
using System.Text.Json;
using Serilog;
using Spichlerz.Hpc.Manifests;

namespace Spichlerz.Hpc.Runs;

/// <summary>
/// Drives a stage over its units: rank 0 plans what is not proven done, all ranks draw tickets until none is left.
/// One bad unit does not stop the others; a signal stops the drawing.
/// </summary>
public sealed class StageRun(RunContext context, IRankGroup group)
{
    private readonly ILogger log = context.LogOf(group);

    /// <summary>Does the stage and returns what it came to, on every rank.</summary>
    /// <param name="stage">This rank's own instance.</param>
    /// <param name="configSha256">Hash of the stage's settings.</param>
    /// <param name="plan">Lists the units, called on rank 0 only.</param>
    public StageResult Run(IShardStage stage, string configSha256, Func<IReadOnlyList<StageUnit>> plan)
    {
        StagePlan work = Broadcast(group.Rank == 0 ? Plan(stage.Name, configSha256, plan()) : null);
        var progress = context.Begin(stage.Name, group, work.ManifestPaths.Length, work.ManifestPaths.Length - work.Open.Length, work.OpenTextBytes);
        group.ResetTickets();
        var done = new RankShare([], 0);
        long started = Stopwatch.GetTimestamp();
        bool isStopped = AnyRankStops();
        while (!isStopped && group.NextTicket() is var ticket && ticket < work.Open.Length)
        {
            // A rank that stops draws on without working: then no ticket is left for ranks that the signal has not reached.
            if (context.Cancel.IsCancellationRequested)
                continue;
            if (group.Rank == 0)
                progress.FinishedBefore(ticket - (group.Size - 1), work.Open);
            StageUnit unit = work.Open[(int)ticket];
            done = Do(stage, unit, done);
            progress.UnitFinished(unit.TextBytes);
        }
        return Gather(stage.Name, work, done, Stopwatch.GetElapsedTime(started).TotalSeconds);
    }

    /// <summary>All ranks get one answer, though processes see a signal at different moments or not at all.</summary>
    private bool AnyRankStops()
    {
        Span<long> stops = [context.Cancel.IsCancellationRequested ? 1 : 0];
        group.Sum(stops);
        return stops[0] > 0;
    }

    private StagePlan Plan(string stage, string configSha256, IReadOnlyList<StageUnit> units)
    {
        var open = new List<StageUnit>();
        foreach (StageUnit unit in units)
        {
            string path = context.Work.Full(unit.ManifestPath);
            if (!File.Exists(path))
            {
                open.Add(unit);
                continue;
            }
            string? doubt = ManifestFile.TryLoad(path) is { } manifest ? Proof.Doubt(manifest, configSha256, unit.Inputs, context.Work.Full) : "its manifest is damaged";
            if (doubt is null)
                continue;
            log.Information("{Stage} {Unit} is done again: {Doubt}", stage, unit.Name, doubt);
            open.Add(unit);
        }
        open.Sort((a, b) => a.TextBytes != b.TextBytes ? b.TextBytes.CompareTo(a.TextBytes) : a.Shard.CompareTo(b.Shard));
        // What is done again is not done: its old proof must not outlive an interruption in between.
        foreach (string path in open.Select(unit => context.Work.Full(unit.ManifestPath)).Where(File.Exists))
            File.Delete(path);
        return new StagePlan([.. units.Select(unit => unit.ManifestPath)], [.. open]);
    }

    private StagePlan Broadcast(StagePlan? plan) =>
        JsonSerializer.Deserialize<StagePlan>(group.Broadcast(plan is null ? [] : JsonSerializer.SerializeToUtf8Bytes(plan)))!;

    private RankShare Do(IShardStage stage, StageUnit unit, RankShare done)
    {
        try
        {
            StageManifest manifest = stage.Run(unit, context.Cancel);
            ManifestFile.Save(context.Work.Full(unit.ManifestPath), manifest, group.Rank);
            stage.Proven();
            log.Information("{Stage} {Unit}: {Read} read, {Kept} kept, {Quarantined} quarantined in {Seconds:0.00} s",
                stage.Name, unit.Name, manifest.Read, manifest.Kept, manifest.Quarantined, manifest.Run.Seconds);
            // A user's file is planned by its compressed size; what it held is known only now.
            return done with { TextBytes = done.TextBytes + Math.Max(unit.TextBytes, manifest.Outputs.Sum(output => output.TextBytes ?? 0)) };
        }
        catch (OperationCanceledException) when (context.Cancel.IsCancellationRequested)
        {
            return done;
        }
        catch (Exception e)
        {
            foreach (string input in DamagedInputs.Withdraw(context.Work, unit.Inputs))
                log.Warning("{Input} is not what its writer recorded; its proof is withdrawn", input);
            log.Error(e, "{Stage} {Unit} failed", stage.Name, unit.Name);
            return done with { Failures = [.. done.Failures, new UnitFailure(stage.Name, unit.Name, e.Message)] };
        }
    }

    private StageResult Gather(string stage, StagePlan work, RankShare done, double seconds)
    {
        ReadOnlyMemory<byte>[] parts = group.Gather(JsonSerializer.SerializeToUtf8Bytes(done));
        StageResult? result = null;
        if (group.Rank == 0)
        {
            RankShare[] shares = [.. parts.Select(part => JsonSerializer.Deserialize<RankShare>(part.Span)!)];
            UnitFailure[] all = [.. shares.SelectMany(share => share.Failures).OrderBy(failure => failure.Unit, StringComparer.Ordinal)];
            StageManifest[] manifests = [.. work.ManifestPaths.Select(path => ManifestFile.TryLoad(context.Work.Full(path))).OfType<StageManifest>()];
            result = new StageResult(stage, work.ManifestPaths.Length, work.ManifestPaths.Length - work.Open.Length,
                manifests.Sum(manifest => manifest.Read), manifests.Sum(manifest => manifest.Kept), Dropped(manifests),
                manifests.Sum(manifest => manifest.Quarantined), seconds, shares.Sum(share => share.TextBytes),
                [.. all], IsCanceled: all.Length + manifests.Length < work.ManifestPaths.Length);
        }
        return JsonSerializer.Deserialize<StageResult>(group.Broadcast(result is null ? [] : JsonSerializer.SerializeToUtf8Bytes(result)))!;
    }

    private static ImmutableSortedDictionary<string, long> Dropped(StageManifest[] manifests) =>
        manifests.SelectMany(manifest => manifest.DroppedByReason).GroupBy(reason => reason.Key)
            .ToImmutableSortedDictionary(reason => reason.Key, reason => reason.Sum(count => count.Value), StringComparer.Ordinal);

    /// <summary>What one rank did of a stage.</summary>
    private sealed record RankShare(ImmutableArray<UnitFailure> Failures, long TextBytes);
}
