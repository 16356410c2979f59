using System.Text;
using Spichlerz.Hpc.Cleaning.Boilerplate;
using Spichlerz.Hpc.Config;
using Spichlerz.Hpc.Dedup;
using Spichlerz.Hpc.Manifests;
using Spichlerz.Hpc.Release;

namespace Spichlerz.Hpc.Runs;

/// <summary>What rank 0 does before any stage: compares settings with those of the work already done, cleans up and notes the configuration.</summary>
public static class RunPreparation
{
    /// <summary>Makes the work directory ready.</summary>
    /// <param name="redo">A stage to do again with all that follow it, whatever its proofs say; null for none.</param>
    /// <exception cref="ConfigException">Settings of a finished stage differ and <paramref name="redo"/> does not cover it.</exception>
    public static void Prepare(RunConfig config, WorkDirectory work, string? redo)
    {
        Directory.CreateDirectory(work.Root);
        Directory.CreateDirectory(work.Logs);
        work.RemoveUnfinished();
        EarlierRun.LoadAll(config); // what is wrong there is told before hours are spent
        string[] redone = redo is null ? [] : [.. StageNames.From(redo)];
        if (Differences(config, work).Where(problem => !redone.Contains(problem.Key.Split('.')[0])).ToArray() is { Length: > 0 } problems)
            throw new ConfigException("The work directory", problems);
        if (redone.Length > 0)
            new SnapshotWriter(config, work).CheckOwn(); // before anything is removed
        foreach (string stage in redone)
            Remove(stage, config, work);
        AtomicFile.WriteAllBytes(work.ConfigFile, Encoding.UTF8.GetBytes(ResolvedConfig.Write(config)), rank: 0);
    }

    /// <summary>Settings that differ from those with which a stage was done.</summary>
    public static IEnumerable<ConfigProblem> Differences(RunConfig config, WorkDirectory work)
    {
        if (ConfigFile.LoadResolved(work.ConfigFile) is not { } before)
            yield break;
        Dictionary<string, string> then = ConfigKeys.Flatten(before, outputOnly: true).ToDictionary();
        foreach ((string key, string value) in ConfigKeys.Flatten(config, outputOnly: true))
        {
            string stage = key.Split('.')[0];
            string was = then.GetValueOrDefault(key, "auto");
            if (was == value || !StageNames.All.Contains(stage) || stage == ReleaseStage.StageName || !HasProofs(work.Stage(stage)))
                continue;
            yield return new(key, $"was {was} when {stage} was done in {work.Root}, now it is {value}. Add --redo {stage} to do {string.Join(", ", StageNames.From(stage))} again, or use another work directory.");
        }
    }

    /// <summary>Counts of lines are no part of what a stage has done: with other settings they are made anew.</summary>
    private static bool HasProofs(string folder) =>
        Directory.Exists(folder) && Directory.EnumerateFiles(folder, "*" + ManifestFile.Suffix, SearchOption.AllDirectories)
            .Any(path => !path.EndsWith(ShardLines.Suffix + ManifestFile.Suffix, StringComparison.Ordinal));

    private static void Remove(string stage, RunConfig config, WorkDirectory work)
    {
        if (stage == ReleaseStage.StageName)
            new SnapshotWriter(config, work).Remove();
        string[] folders = stage == Sharding.ShardStage.StageName ? [work.Stage(stage), work.Full("quarantine")] : [work.Stage(stage)];
        foreach (string folder in folders.Where(Directory.Exists).Where(_ => stage != ReleaseStage.StageName))
            Directory.Delete(folder, recursive: true);
    }
}
