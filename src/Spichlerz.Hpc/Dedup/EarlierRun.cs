using System.Collections.Immutable;
using Spichlerz.Hpc.Config;
using Spichlerz.Hpc.Documents;
using Spichlerz.Hpc.Manifests;
using Spichlerz.Hpc.Runs;

namespace Spichlerz.Hpc.Dedup;

/// <summary>A shard of an earlier run: its kept documents stay whatever comes, and are named as RUN:DATASET/FFFFF-PPPPP/ROW.</summary>
/// <param name="Signatures">Its .sig file; the path is absolute.</param>
/// <param name="Table">Its dedup table, which says what was kept; the path is absolute.</param>
public sealed record EarlierShard(string Run, ShardId Shard, FileEntry Signatures, FileEntry Table);

/// <summary>Work directories of finished runs against which this one deduplicates: <c>dedup.against</c>.</summary>
public static class EarlierRun
{
    /// <summary>The shards of all earlier runs, in the order in which the configuration names them.</summary>
    /// <exception cref="ConfigException">One is not finished, or was signed with other settings: all faults are named.</exception>
    public static ImmutableArray<EarlierShard> LoadAll(RunConfig config)
    {
        var problems = new List<ConfigProblem>();
        var shards = ImmutableArray.CreateBuilder<EarlierShard>();
        var names = new HashSet<string>();
        foreach (string folder in config.Dedup.Against)
        {
            string name = ConfigFile.LoadResolved(new WorkDirectory(folder).ConfigFile)?.Name ?? "";
            if (Fault(folder, name, names, config) is { } fault)
                problems.Add(new("dedup.against", $"'{folder}' {fault}"));
            else
                shards.AddRange(Load(new WorkDirectory(folder), name));
        }
        return problems.Count == 0 ? shards.ToImmutable() : throw new ConfigException("The earlier runs", problems);
    }

    private static string? Fault(string folder, string name, HashSet<string> names, RunConfig config)
    {
        var work = new WorkDirectory(folder);
        if (work.Root == config.Work)
            return "is this run's own work directory.";
        if (ManifestFile.TryLoad(work.Full(DedupStage.ManifestPath)) is not { } dedup)
            return $"holds no finished dedup ({DedupStage.ManifestPath} is missing). Run it to its end first.";
        if (!SafeName.IsSafe(name, out string? unsafeName))
            return $"has a run name that {unsafeName}; it would stand before document ids. Change name: in its run.yaml.";
        if (!names.Add(name) || name == config.Name)
            return $"is a run named '{name}', as another one here is: its documents could not be told apart.";
        if (dedup.Inputs.FirstOrDefault(IsOwn) is { } signatures && SignSettingsOf(work, signatures) is var signed && signed != ConfigKeys.Sha256(config.Sign))
            return "was signed with other sign: settings than this run's; such signatures cannot be compared.";
        return null;
    }

    private static string? SignSettingsOf(WorkDirectory work, FileEntry signatures) =>
        ManifestFile.TryLoad(work.Full(ShardCatalogue.StageManifestOf(SignStage.StageName, ShardCatalogue.IdOf(signatures.Path, SignStage.Suffix))))?.ConfigSha256;

    private static IEnumerable<EarlierShard> Load(WorkDirectory work, string name)
    {
        StageManifest dedup = ManifestFile.TryLoad(work.Full(DedupStage.ManifestPath))!;
        Dictionary<string, FileEntry> tables = dedup.Outputs.ToDictionary(entry => entry.Path);
        foreach (FileEntry signatures in dedup.Inputs.Where(IsOwn))
        {
            ShardId shard = ShardCatalogue.IdOf(signatures.Path, SignStage.Suffix);
            FileEntry table = tables[WorkDirectory.Output(DedupStage.StageName, shard, DedupTables.Suffix)];
            yield return new EarlierShard(name, shard, signatures with { Path = work.Full(signatures.Path) }, table with { Path = work.Full(table.Path) });
        }
    }

    /// <summary>An earlier run may itself have runs before it; what it took from them is not its own.</summary>
    private static bool IsOwn(FileEntry input) => !Path.IsPathRooted(input.Path);
}
