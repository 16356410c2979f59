using System.Runtime.InteropServices;
using Spichlerz.Hpc.Cleaning.Boilerplate;
using Spichlerz.Hpc.Cleaning.Steps;
using Spichlerz.Hpc.Config;
using Spichlerz.Hpc.Documents;
using Spichlerz.Hpc.Manifests;
using Spichlerz.Hpc.Runs;
using Spichlerz.Hpc.Shards;

namespace Spichlerz.Hpc.Cleaning;

/// <summary>Stage <c>clean</c>: passes a shard's documents through the steps; writes the kept ones, and a table of the dropped ones.</summary>
public sealed class CleanStage(CleanSettings settings, WorkDirectory work, int rank) : IShardStage
{
    public const string StageName = "clean";

    private readonly string configSha256 = ConfigKeys.Sha256(settings);
    private readonly List<Document> alive = [];
    private readonly List<(string Step, Outcome Outcome)> fallen = [];
    private IReadOnlyList<IDocumentStep>? steps;
    private Outcome[] outcomes = [];

    public string Name => StageName;

    /// <summary>Where the kept documents of a shard are.</summary>
    public static string PathOf(ShardId shard) => WorkDirectory.Output(StageName, shard, ".jsonl.zst");

    /// <summary>
    /// What the stage reads for each shard: the shard, behind it the list of words where the settings name one, and the list of the dataset's
    /// frequent lines where boilerplate is removed. A changed list changes its output. Datasets whose list could not be made are left out.
    /// </summary>
    public static IReadOnlyList<StageUnit> Plan(CleanSettings settings, WorkDirectory work, IReadOnlyList<StageUnit> shards)
    {
        IEnumerable<StageUnit> units = shards;
        if (WordList.EntryOf(settings.Steps.Statistics) is { } words)
            units = units.Select(unit => unit with { Inputs = [.. unit.Inputs, words] });
        if (settings.Steps.Boilerplate is { Enabled: true } boilerplate)
        {
            Dictionary<string, FileEntry?> lists = shards.Select(unit => unit.Shard.Dataset).Distinct().ToDictionary(dataset => dataset, dataset => LineListStage.EntryOf(work, dataset, boilerplate));
            units = units.Where(unit => lists[unit.Shard.Dataset] is not null).Select(unit => unit with { Inputs = [.. unit.Inputs, lists[unit.Shard.Dataset]!] });
        }
        return [.. units];
    }

    public StageManifest Run(StageUnit unit, CancellationToken cancel)
    {
        var manifest = new ManifestBuilder(StageName, unit.Name, configSha256, rank);
        // The entry is rank 0's, from the plan: a rank that finds another list fails instead of counting by it.
        FileEntry? words = settings.Steps.Statistics.Words is null ? null : unit.Inputs[1];
        steps ??= StepCatalogue.Create(settings.Steps, words);
        BoilerplateStep? boilerplate = Begin(unit);
        string droppedPath = WorkDirectory.Output(StageName, unit.Shard, ".dropped.parquet");
        using var reader = new ShardReader(work.Full(unit.Inputs[0].Path), unit.Shard);
        using var writer = new ShardWriter(work.Full(PathOf(unit.Shard)), ShardWriter.InternalLevel, rank);
        using var dropped = new DroppedTable(work.Full(droppedPath), rank);
        while (reader.ReadBatch() is { Count: > 0 } batch)
        {
            cancel.ThrowIfCancellationRequested();
            manifest.Read += batch.Count;
            foreach (Document document in Judge(batch, dropped, manifest))
                writer.Write(document);
        }
        manifest.Kept = writer.Documents;
        manifest.AddInput(InputCheck.Verified(unit.Inputs[0], reader.Entry));
        if (words is not null)
            manifest.AddInput(words);
        manifest.AddOutput(writer.Commit(PathOf(unit.Shard)));
        manifest.AddOutput(dropped.Commit(droppedPath));
        if (boilerplate is not null)
        {
            string removedPath = WorkDirectory.Output(StageName, unit.Shard, RemovedLines.Suffix);
            manifest.AddInput(unit.Inputs[^1]);
            manifest.AddOutput(boilerplate.Removed.Save(work.Full(removedPath), removedPath, rank));
        }
        return manifest.Build();
    }

    /// <summary>Gives the step that removes boilerplate, if it is on, the list of the unit's dataset.</summary>
    private BoilerplateStep? Begin(StageUnit unit)
    {
        BoilerplateStep? step = steps!.OfType<BoilerplateStep>().FirstOrDefault();
        step?.Begin(LineList.Load(work.Full(unit.Inputs[^1].Path), unit.Inputs[^1], settings.Steps.Boilerplate));
        return step;
    }

    private List<Document> Judge(IReadOnlyList<Document> batch, DroppedTable dropped, ManifestBuilder manifest)
    {
        alive.Clear();
        fallen.Clear();
        alive.AddRange(batch);
        foreach (IDocumentStep step in steps!)
        {
            if (alive.Count == 0)
                break;
            if (outcomes.Length < alive.Count)
                outcomes = new Outcome[alive.Count];
            Span<Outcome> fates = outcomes.AsSpan(0, alive.Count);
            step.Judge(CollectionsMarshal.AsSpan(alive), fates);
            Sort(step, fates, manifest);
            foreach ((string what, long count) in step.Notes)
                manifest.Note(what, count);
        }
        // Steps drop one after the other, the table has the shard's order, wherever batches end.
        fallen.Sort((one, other) => one.Outcome.Document.Row.CompareTo(other.Outcome.Document.Row));
        foreach ((string step, Outcome outcome) in fallen)
            dropped.Add(step, outcome);
        return alive;
    }

    /// <summary>Leaves in <see cref="alive"/> what the step kept, adds the rest to <see cref="fallen"/> and counts both.</summary>
    private void Sort(IDocumentStep step, ReadOnlySpan<Outcome> fates, ManifestBuilder manifest)
    {
        int kept = 0, changed = 0;
        for (int i = 0; i < fates.Length; i++)
        {
            Outcome fate = fates[i];
            if (!fate.IsKept)
            {
                fallen.Add((step.Name, fate));
                manifest.Drop(fate.DropReason!);
                continue;
            }
            changed += fate.Document.Text.Equals(alive[i].Text) ? 0 : 1;
            alive[kept++] = fate.Document;
        }
        alive.RemoveRange(kept, alive.Count - kept);
        if (changed > 0)
            manifest.Note($"changed_by_{step.Name}", changed);
    }
}
