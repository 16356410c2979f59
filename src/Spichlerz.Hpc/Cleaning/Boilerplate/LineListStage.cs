using Spichlerz.Hpc.Config;
using Spichlerz.Hpc.Documents;
using Spichlerz.Hpc.Manifests;
using Spichlerz.Hpc.Runs;

namespace Spichlerz.Hpc.Cleaning.Boilerplate;

/// <summary>Second pass of <c>clean</c> where boilerplate is looked for: adds the counts of a dataset's shards up to the list of lines that too many of its documents have.</summary>
internal sealed class LineListStage(BoilerplateSettings settings, WorkDirectory work, int rank) : IShardStage
{
    private readonly string configSha256 = ConfigKeys.Sha256(settings);

    public string Name => $"{CleanStage.StageName}: lists";

    /// <summary>A dataset's list.</summary>
    public static string PathOf(string dataset) => $"{CleanStage.StageName}/{dataset}/dataset{ShardLines.Suffix}";

    /// <summary>Proof of <see cref="PathOf"/>.</summary>
    public static string ManifestOf(string dataset) => PathOf(dataset) + ManifestFile.Suffix;

    /// <summary>The list of a dataset as its proof describes it; null where there is none, or none of these settings.</summary>
    public static FileEntry? EntryOf(WorkDirectory work, string dataset, BoilerplateSettings settings) =>
        ManifestFile.TryLoad(work.Full(ManifestOf(dataset))) is { } manifest && manifest.ConfigSha256 == ConfigKeys.Sha256(settings) ? manifest.Outputs[0] : null;

    /// <summary>One unit for each dataset all of whose shards are counted. Where one is not, an earlier list proves nothing any more.</summary>
    public static IReadOnlyList<StageUnit> Plan(WorkDirectory work, IReadOnlyList<StageUnit> shards)
    {
        var units = new List<StageUnit>();
        foreach (IGrouping<string, StageUnit> dataset in shards.GroupBy(unit => unit.Shard.Dataset))
        {
            StageManifest?[] counts = [.. dataset.OrderBy(unit => unit.Shard, ShardId.CorpusOrder).Select(unit => ManifestFile.TryLoad(work.Full(ShardLines.ManifestOf(unit.Shard))))];
            if (counts.All(count => count is not null))
                units.Add(new(new ShardId(dataset.Key, 0, 0), $"{dataset.Key} lines", ManifestOf(dataset.Key), [.. counts.Select(count => count!.Outputs[0])], 0));
            else if (File.Exists(work.Full(ManifestOf(dataset.Key))))
                File.Delete(work.Full(ManifestOf(dataset.Key)));
        }
        return units;
    }

    public StageManifest Run(StageUnit unit, CancellationToken cancel)
    {
        string path = PathOf(unit.Shard.Dataset);
        var manifest = new ManifestBuilder(CleanStage.StageName, unit.Name, configSha256, rank);
        var merge = new LineMerge(settings);
        foreach (FileEntry input in unit.Inputs)
        {
            cancel.ThrowIfCancellationRequested();
            merge.Add(CountedLines.Load(work.Full(input.Path), input));
            manifest.AddInput(input);
        }
        CountedLines frequent = merge.Frequent();
        manifest.AddOutput(frequent.Save(work.Full(path), path, rank));
        manifest.Note("documents", frequent.Documents);
        manifest.Note("lines", frequent.Lines.Count);
        return manifest.Build();
    }
}
