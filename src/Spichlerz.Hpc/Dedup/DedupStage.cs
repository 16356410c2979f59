using System.Collections.Immutable;
using System.Diagnostics;
using System.Text.Json;
using Serilog;
using Spichlerz.Hpc.Config;
using Spichlerz.Hpc.Manifests;
using Spichlerz.Hpc.Runs;

namespace Spichlerz.Hpc.Dedup;

/// <summary>
/// Stage <c>dedup</c>, collective over all ranks: finds near-duplicates by their signatures, band by band, verifies every pair, and names a
/// kept document for each one removed. Writes tables only; no text is read or written.
/// </summary>
public sealed class DedupStage(RunContext context, IRankGroup group)
{
    public const string StageName = "dedup";

    private readonly DedupSettings settings = context.Config.Dedup;
    private readonly ILogger log = context.LogOf(group);

    /// <summary>The stage's one manifest, relative to the work directory.</summary>
    public static string ManifestPath => $"{StageName}/corpus{ManifestFile.Suffix}";

    /// <summary>Does the stage unless it is proven done; returns what it came to, on every rank.</summary>
    /// <param name="makePlan">Called on rank 0 only.</param>
    public StageResult Run(Func<DedupPlan> makePlan)
    {
        long started = Stopwatch.GetTimestamp();
        string configSha256 = ConfigKeys.Sha256(settings);
        DedupPlan plan = Broadcast(group.Rank == 0 ? Open(makePlan(), configSha256) : null);
        bool isDone = plan.Shards.IsEmpty;
        StageProgress progress = context.Begin(StageName, group, 1, isDone ? 1 : 0, 0);
        ImmutableArray<UnitFailure> failures = [];
        bool isLeftUndone = !isDone && !TryDo(plan, configSha256, progress, out failures);
        return Broadcast(group.Rank == 0 ? Result(isDone, isLeftUndone, failures, Stopwatch.GetElapsedTime(started).TotalSeconds) : null);
    }

    /// <summary>Made on rank 0: on another node its manifest may not be seen yet.</summary>
    private StageResult Result(bool isDone, bool isLeftUndone, ImmutableArray<UnitFailure> failures, double seconds)
    {
        StageManifest? manifest = isLeftUndone ? null : ManifestFile.TryLoad(context.Work.Full(ManifestPath));
        return new StageResult(StageName, 1, isDone ? 1 : 0, manifest?.Read ?? 0, manifest?.Kept ?? 0,
            manifest?.DroppedByReason ?? ImmutableSortedDictionary<string, long>.Empty, 0, seconds, 0, failures, isLeftUndone && failures.IsEmpty);
    }

    private T Broadcast<T>(T? ofRank0) where T : class =>
        JsonSerializer.Deserialize<T>(group.Broadcast(ofRank0 is null ? [] : JsonSerializer.SerializeToUtf8Bytes(ofRank0)))!;

    /// <summary>The plan, or one without shards if all is proven done.</summary>
    private DedupPlan Open(DedupPlan plan, string configSha256)
    {
        string path = context.Work.Full(ManifestPath);
        if (ManifestFile.TryLoad(path) is { } manifest)
        {
            if (Proof.Doubt(manifest, configSha256, plan.Inputs, context.Work.Full) is not { } doubt)
            {
                BandFiles.DeleteAll(context.Work); // a run that was killed between its proof and its end has left some
                return plan with { Shards = [] };
            }
            log.Information("{Stage} is done again: {Doubt}", StageName, doubt);
        }
        RemoveTables();
        return plan;
    }

    /// <summary>Removes what an earlier run left, tables of shards that may be gone among it, but not its finished bands.</summary>
    private void RemoveTables()
    {
        var folder = new DirectoryInfo(context.Work.Stage(StageName));
        if (!folder.Exists)
            return;
        if (File.Exists(context.Work.Full(ManifestPath)))
            File.Delete(context.Work.Full(ManifestPath)); // the proof goes first
        foreach (FileSystemInfo left in folder.EnumerateFileSystemInfos().Where(left => left.Name != BandFiles.FolderName))
        {
            if (left is DirectoryInfo subfolder)
                subfolder.Delete(recursive: true);
            else
                left.Delete();
        }
    }

    /// <summary>False if a signal asked to stop or signatures are damaged; all ranks agree on that.</summary>
    private bool TryDo(DedupPlan plan, string configSha256, StageProgress progress, out ImmutableArray<UnitFailure> failures)
    {
        var manifest = new ManifestBuilder(StageName, "corpus", configSha256, group.Rank);
        using var search = new DuplicateSearch(context, group, plan, progress);
        failures = [];
        try
        {
            failures = search.FindPairs();
            if (!failures.IsEmpty)
                return false;
            var counts = new DedupCounts();
            IReadOnlyList<FileEntry> tables = search.Decide(counts);
            Span<long> sums = [search.Compared, search.Verified, search.SpilledBytes];
            group.Sum(sums);
            if (group.Rank == 0 && sums[2] > 0)
                log.Information("{Stage} spilled {SpilledMebibytes} MiB: with {MemoryMib} MiB a rank not all fitted into memory", StageName, sums[2] >> 20, settings.MemoryMib);
            Finish(plan, manifest, counts, tables, sums[0], sums[1]);
            return true;
        }
        catch (OperationCanceledException) // on all ranks at once, though a signal may have reached one only
        {
            return false;
        }
    }

    private void Finish(DedupPlan plan, ManifestBuilder manifest, DedupCounts counts, IReadOnlyList<FileEntry> tables, long compared, long verified)
    {
        ReadOnlyMemory<byte>[] parts = group.Gather(JsonSerializer.SerializeToUtf8Bytes(new RankPart(counts, [.. tables])));
        if (group.Rank == 0)
        {
            var total = new DedupCounts();
            var all = new List<FileEntry>();
            foreach (ReadOnlyMemory<byte> part in parts)
            {
                RankPart rankPart = JsonSerializer.Deserialize<RankPart>(part.Span)!;
                total.Add(rankPart.Counts);
                all.AddRange(rankPart.Tables);
            }
            var summary = DedupSummary.Make(total, compared, verified, settings);
            foreach (FileEntry input in plan.Inputs)
                manifest.AddInput(input);
            foreach (FileEntry table in all.OrderBy(entry => entry.Path, StringComparer.Ordinal))
                manifest.AddOutput(table);
            manifest.AddOutput(summary.Save(context.Work, group.Rank));
            manifest.AddOutput(summary.SaveOverlap(context.Work, group.Rank));
            manifest.Read = summary.Documents;
            manifest.Kept = summary.Documents - summary.Removed;
            manifest.Drop("exact_duplicate", summary.RemovedExact);
            manifest.Drop("near_duplicate", summary.Removed - summary.RemovedExact);
            manifest.Note("candidate_pairs", compared);
            manifest.Note("verified_pairs", verified);
            ManifestFile.Save(context.Work.Full(ManifestPath), manifest.Build(), group.Rank);
            BandFiles.DeleteAll(context.Work);
            Log(summary);
        }
        group.Barrier();
    }

    private void Log(DedupSummary summary)
    {
        log.Information("{Stage}: {Documents} documents, {Candidates} candidate pairs, {Verified} verified, {Removed} removed, {Exact} of them exact copies",
            StageName, summary.Documents, summary.CandidatePairs, summary.VerifiedPairs, summary.Removed, summary.RemovedExact);
        foreach ((string dataset, DatasetDedup counts) in summary.Datasets.Where(dataset => dataset.Value.Alarm))
            log.Warning("{Stage} removed {Removed} of {Documents} documents of {Dataset}, more than half: look at dedup/ before you release it", StageName, counts.Removed, counts.Documents, dataset);
    }

    private sealed record RankPart(DedupCounts Counts, ImmutableArray<FileEntry> Tables);
}
