using Spichlerz.Hpc.Config;
using Spichlerz.Hpc.Documents;
using Spichlerz.Hpc.Manifests;
using Spichlerz.Hpc.Runs;
using Spichlerz.Hpc.Shards;

namespace Spichlerz.Hpc.Cleaning.Boilerplate;

/// <summary>First pass of <c>clean</c> where boilerplate is looked for: counts in how many documents of a shard each line stands, and keeps the frequent ones.</summary>
internal sealed class LineCountStage(BoilerplateSettings settings, WorkDirectory work, int rank) : IShardStage
{
    /// <summary>Ending of the files of lines, of a shard and of a dataset.</summary>
    public const string Suffix = ".lines.jsonl";

    private readonly string configSha256 = ConfigKeys.Sha256(settings);
    private readonly LineKeys lines = new(settings.MinCharacters);
    private readonly LineCounter counter = new();

    public string Name => $"{CleanStage.StageName}: lines";

    /// <summary>The frequent lines of a shard.</summary>
    public static string PathOf(ShardId shard) => WorkDirectory.Output(CleanStage.StageName, shard, Suffix);

    /// <summary>Proof of <see cref="PathOf"/>.</summary>
    public static string ManifestOf(ShardId shard) => PathOf(shard) + ManifestFile.Suffix;

    /// <summary>One unit for each shard to clean.</summary>
    public static IReadOnlyList<StageUnit> Plan(IReadOnlyList<StageUnit> shards) =>
        [.. shards.Select(unit => unit with { Name = $"{unit.Name} lines", ManifestPath = ManifestOf(unit.Shard) })];

    /// <remarks>The documents are for the pass that cleans to account for: this one counts them among its notes.</remarks>
    public StageManifest Run(StageUnit unit, CancellationToken cancel)
    {
        var manifest = new ManifestBuilder(CleanStage.StageName, unit.Name, configSha256, rank);
        counter.Begin(LineMerge.ShardThreshold(settings, unit.Inputs[0].Documents ?? 0), unit.TextBytes);
        using var reader = new ShardReader(work.Full(unit.Inputs[0].Path), unit.Shard);
        while (reader.ReadBatch() is { Count: > 0 } batch)
        {
            cancel.ThrowIfCancellationRequested();
            foreach (Document document in batch)
            {
                lines.Find(document.Text.Span);
                counter.Add(document.Text.Span, lines);
            }
        }
        CountedLines counted = counter.End();
        manifest.AddInput(InputCheck.Verified(unit.Inputs[0], reader.Entry));
        manifest.AddOutput(counted.Save(work.Full(PathOf(unit.Shard)), PathOf(unit.Shard), rank));
        manifest.Note("documents", counted.Documents);
        manifest.Note("lines", counted.Lines.Count);
        return manifest.Build();
    }
}
