using System.Collections.Immutable;
using System.Diagnostics;
using System.Text.Json;
using Serilog;
using Spichlerz.Hpc.Config;
using Spichlerz.Hpc.Documents;
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
            if (Proof.Doubt(manifest, configSha256, [.. plan.Shards.Select(shard => shard.Entry)], context.Work.Full) is not { } doubt)
                return plan with { Shards = [] };
            log.Information("{Stage} is done again: {Doubt}", StageName, doubt);
        }
        if (Directory.Exists(context.Work.Stage(StageName)))
            Directory.Delete(context.Work.Stage(StageName), recursive: true); // tables of shards that may be gone
        return plan;
    }

    /// <summary>False if a signal asked to stop or signatures are damaged; all ranks agree on that.</summary>
    private bool TryDo(DedupPlan plan, string configSha256, StageProgress progress, out ImmutableArray<UnitFailure> failures)
    {
        var manifest = new ManifestBuilder(StageName, "corpus", configSha256, group.Rank);
        var ordinals = new OrdinalMap([.. plan.Shards.Select(shard => (shard.Shard, checked((int)shard.Entry.Documents!.Value)))], group.Size);
        using var store = new SignatureStore(context.Work, ordinals, group.Rank);
        PairsFound? found = FindPairs(plan, ordinals, store, progress);
        failures = Withdraw(store);
        if (found is null)
            return false;
        progress.Phase = "clusters";
        var clustering = new Clustering(settings, group, ordinals, store);
        var priority = settings.Priority.Select((dataset, place) => (dataset, place)).ToDictionary(item => item.dataset, item => item.place);
        Decision[] decisions = clustering.Decide(clustering.Label(found.Forest), new KeeperPreference(ordinals, plan.DatasetLicences, priority));
        progress.Phase = "tables";
        var counts = new DedupCounts();
        IReadOnlyList<FileEntry> tables = new DedupTables(context.Work, ordinals, store, group.Rank).Write(decisions, counts);
        Span<long> pairs = [found.Compared, found.Verified];
        group.Sum(pairs);
        Finish(plan, manifest, counts, tables, pairs[0], pairs[1]);
        return true;
    }

    /// <summary>All bands; null if a signal asked to stop or signatures are damaged. The buffers of search and verification end here, before clustering needs its own.</summary>
    private PairsFound? FindPairs(DedupPlan plan, OrdinalMap ordinals, SignatureStore store, StageProgress progress)
    {
        var search = new CandidateSearch(settings, group, ordinals, store);
        var verification = new PairVerification(settings, group, ordinals, store);
        var entries = plan.Shards.ToDictionary(shard => shard.Entry.Path, shard => shard.Entry);
        for (int band = 0; band < settings.Bands; band++)
        {
            for (int round = 0; round < search.Rounds; round++)
            {
                progress.Phase = $"band {band + 1} of {settings.Bands}";
                CandidatePair[] pairs = search.Find(band, round, band == 0 && round == 0 ? entries : null);
                Span<long> stops = [context.Cancel.IsCancellationRequested ? 1 : 0, store.Damaged.Count];
                group.Sum(stops);
                if (stops[0] + stops[1] > 0)
                    return null;
                verification.Verify(pairs);
            }
        }
        return new PairsFound(verification.Forest, verification.Compared, verification.Verified);
    }

    /// <summary>Withdraws sign's proofs of damaged files, so that the next run makes them anew; returns all ranks' failures on every rank. Collective.</summary>
    private ImmutableArray<UnitFailure> Withdraw(SignatureStore store)
    {
        var own = new List<UnitFailure>();
        foreach ((ShardId shard, string message) in store.Damaged)
        {
            string proof = context.Work.Full(ShardCatalogue.StageManifestOf(SignStage.StageName, shard));
            if (File.Exists(proof)) // perhaps the folder went with the file
                File.Delete(proof);
            log.Error("{Stage} cannot use the signatures of {Shard}: {Message:l}", StageName, shard.ToString(), message);
            own.Add(new UnitFailure(StageName, shard.ToString(), message));
        }
        ReadOnlyMemory<byte>[] parts = group.Gather(JsonSerializer.SerializeToUtf8Bytes(own));
        UnitFailure[] all = [.. parts.SelectMany(part => JsonSerializer.Deserialize<UnitFailure[]>(part.Span)!)];
        return [.. JsonSerializer.Deserialize<UnitFailure[]>(group.Broadcast(JsonSerializer.SerializeToUtf8Bytes(all)))!];
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
            foreach (ShardSignatures shard in plan.Shards)
                manifest.AddInput(shard.Entry);
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

    /// <summary>What clustering needs of the pairs, and their counts on this rank.</summary>
    private sealed record PairsFound(IReadOnlyList<ClusterLabel> Forest, long Compared, long Verified);

    private sealed record RankPart(DedupCounts Counts, ImmutableArray<FileEntry> Tables);
}
