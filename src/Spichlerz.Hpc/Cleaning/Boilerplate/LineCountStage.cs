using Spichlerz.Hpc.Config;
using Spichlerz.Hpc.Documents;
using Spichlerz.Hpc.Manifests;
using Spichlerz.Hpc.Runs;
using Spichlerz.Hpc.Shards;

namespace Spichlerz.Hpc.Cleaning.Boilerplate;

/// <summary>
/// First pass of <c>clean</c> where boilerplate is looked for: counts in how many documents of a shard each line stands, and keeps the frequent
/// ones. <see cref="LineCountObserver"/> has done so already where the settings are those of the run that sharded.
/// </summary>
internal sealed class LineCountStage(BoilerplateSettings settings, WorkDirectory work, int rank) : IShardStage
{
    private readonly ShardLines lines = new(settings, work, rank);

    public string Name => $"{CleanStage.StageName}: lines";

    /// <summary>One unit for each shard to clean.</summary>
    public static IReadOnlyList<StageUnit> Plan(IReadOnlyList<StageUnit> shards) =>
        [.. shards.Select(unit => unit with { Name = ShardLines.UnitOf(unit.Shard), ManifestPath = ShardLines.ManifestOf(unit.Shard) })];

    public StageManifest Run(StageUnit unit, CancellationToken cancel)
    {
        lines.Begin(unit.TextBytes);
        using var reader = new ShardReader(work.Full(unit.Inputs[0].Path), unit.Shard);
        while (reader.ReadBatch() is { Count: > 0 } batch)
        {
            cancel.ThrowIfCancellationRequested();
            foreach (Document document in batch)
                lines.Add(document.Text.Span);
        }
        return lines.End(unit.Shard, InputCheck.Verified(unit.Inputs[0], reader.Entry));
    }
}
