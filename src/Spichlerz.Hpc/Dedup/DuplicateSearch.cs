using System.Collections.Immutable;
using System.Text.Json;
using Serilog;
using Spichlerz.Hpc.Config;
using Spichlerz.Hpc.Dedup.Spilling;
using Spichlerz.Hpc.Manifests;
using Spichlerz.Hpc.Runs;

namespace Spichlerz.Hpc.Dedup;

/// <summary>
/// One rank's part in deduplicating a corpus, phase by phase: keys, bands, verification, clusters, keepers, tables. Every phase ends before
/// the next one needs memory.
/// </summary>
/// <remarks>A wish to stop ends each phase with <see cref="OperationCanceledException"/>, on all ranks at once.</remarks>
internal sealed class DuplicateSearch : IDisposable
{
    private readonly RunContext context;
    private readonly IRankGroup group;
    private readonly DedupPlan plan;
    private readonly DedupSettings settings;
    private readonly DedupMemory memory;
    private readonly ILogger log;
    private readonly DedupPhases phases;
    private readonly OrdinalMap ordinals;
    private readonly SignatureStore store;
    private readonly SpillFolder spill;
    private readonly BandFiles bands;

    public DuplicateSearch(RunContext context, IRankGroup group, DedupPlan plan, StageProgress progress)
    {
        (this.context, this.group, this.plan, settings, log) = (context, group, plan, context.Config.Dedup, context.LogOf(group));
        memory = new DedupMemory(settings);
        phases = new DedupPhases(progress, log);
        ordinals = new OrdinalMap([.. plan.Shards.Select(shard => (shard.Shard, checked((int)shard.Entry.Documents!.Value)))], group.Size, plan.Earlier);
        store = new SignatureStore(context.Work, ordinals, group.Rank);
        spill = new SpillFolder(Path.Combine(context.Work.Stage(DedupStage.StageName), $".spill-{group.Rank}"));
        bands = new BandFiles(context, group, ordinals);
    }

    /// <summary>Pairs this rank compared.</summary>
    public long Compared { get; private set; }

    /// <summary>Pairs of them that are similar enough.</summary>
    public long Verified { get; private set; }

    public long SpilledBytes => spill.Bytes;

    /// <summary>Leaves the candidate pairs of every band in files, or returns all ranks' damaged signatures. Collective.</summary>
    public ImmutableArray<UnitFailure> FindPairs()
    {
        ImmutableArray<int> open = bands.FindOpen(plan);
        if (group.Rank == 0 && open.Length < settings.Bands)
            log.Information("{Stage} goes on: {Done} of {Bands} bands are done", DedupStage.StageName, settings.Bands - open.Length, settings.Bands);
        using var search = new CandidateSearch(settings, group, ordinals, spill, context.Cancel);
        using SignatureScan scan = store.Scan(plan.Signatures.ToDictionary(entry => entry.Path));
        phases.Do("keys", () => search.Collect(open, scan));
        ImmutableArray<UnitFailure> failures = Withdraw(scan);
        if (!failures.IsEmpty)
            return failures;
        foreach (int band in open)
            phases.Do($"band {band + 1} of {settings.Bands}", () => FindPairs(band, search));
        return [];
    }

    /// <summary>Verifies the pairs, decides every document and writes the tables of this rank's own. Collective.</summary>
    /// <param name="counts">Counted into.</param>
    public IReadOnlyList<FileEntry> Decide(DedupCounts counts)
    {
        SortedRecords<Edge> edges = phases.Do("verification", Verify);
        var components = new Components(settings, group, ordinals, spill, context.Cancel);
        using SortedRecords<Edge> stars = phases.Do("clusters", () => components.Contract(edges));
        var priority = settings.Priority.Select((dataset, place) => (dataset, place)).ToDictionary(item => item.dataset, item => item.place);
        var preference = new KeeperPreference(ordinals, plan.DatasetLicences, priority);
        var choice = new KeeperChoice(settings, group, ordinals, store, spill, context.Cancel);
        using SortedRecords<Decision> decisions = phases.Do("keepers", () => choice.Decide(components.Labels(stars), preference));
        var tables = new DedupTables(context.Work, ordinals, store, group.Rank);
        return phases.Do("tables", () => tables.Write(decisions.Read(memory.CursorBytes), counts));
    }

    public void Dispose()
    {
        store.Dispose();
        spill.Dispose();
    }

    private void FindPairs(int band, CandidateSearch search)
    {
        using SortedRecords<CandidatePair> pairs = search.Find(band);
        bands.Save(band, pairs.Read(memory.CursorBytes));
    }

    private SortedRecords<Edge> Verify()
    {
        var verification = new PairVerification(settings, group, ordinals, store, spill, context.Cancel);
        using OpenPairs pairs = bands.Open(memory.CursorBytes);
        SortedRecords<Edge> edges = verification.Verify(pairs.Pairs);
        (Compared, Verified) = (verification.Compared, verification.Verified);
        return edges;
    }

    /// <summary>Withdraws sign's proofs of damaged files, so that the next run makes them anew; returns all ranks' failures on every rank. Collective.</summary>
    private ImmutableArray<UnitFailure> Withdraw(SignatureScan scan)
    {
        var own = new List<UnitFailure>();
        foreach ((ShardRange shard, string message) in scan.Damaged)
        {
            string proof = context.Work.Full(ShardCatalogue.StageManifestOf(SignStage.StageName, shard.Shard));
            if (shard.Earlier is null && File.Exists(proof)) // perhaps the folder went with the file
                File.Delete(proof);
            log.Error("{Stage} cannot use the signatures of {Shard}: {Message:l}", DedupStage.StageName, shard.Name, message);
            own.Add(new UnitFailure(DedupStage.StageName, shard.Name, message));
        }
        ReadOnlyMemory<byte>[] parts = group.Gather(JsonSerializer.SerializeToUtf8Bytes(own));
        UnitFailure[] all = [.. parts.SelectMany(part => JsonSerializer.Deserialize<UnitFailure[]>(part.Span)!)];
        return [.. JsonSerializer.Deserialize<UnitFailure[]>(group.Broadcast(JsonSerializer.SerializeToUtf8Bytes(all)))!];
    }
}
