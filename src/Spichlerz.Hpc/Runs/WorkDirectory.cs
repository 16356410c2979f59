using Spichlerz.Hpc.Documents;
using Spichlerz.Hpc.Manifests;

namespace Spichlerz.Hpc.Runs;

/// <summary>The layout of a work directory; every path the program writes to comes from here.</summary>
public sealed class WorkDirectory(string root)
{
    public string Root { get; } = root;

    public string ConfigFile => Path.Combine(Root, "run.yaml");

    public string Logs => Path.Combine(Root, "logs");

    public string Snapshots => Path.Combine(Root, "snapshots");

    public string Stage(string stage) => Path.Combine(Root, stage);

    /// <summary>An absolute path from one relative to the work directory, as manifests hold it. Absolute ones pass through.</summary>
    public string Full(string relativePath) => Path.Combine(Root, relativePath);

    /// <summary>STAGE/DATASET/FFFFF-PPPPP with a suffix, relative to the work directory.</summary>
    public static string Output(string stage, ShardId shard, string suffix) => $"{stage}/{shard.Dataset}/{shard.Stem}{suffix}";

    /// <summary>Removes what every stage made of a shard that is no more.</summary>
    public void RemoveOutputs(ShardId shard)
    {
        foreach (string folder in StageNames.All.Select(stage => Path.Combine(Stage(stage), shard.Dataset)).Where(Directory.Exists))
        {
            foreach (string file in Directory.EnumerateFiles(folder, shard.Stem + ".*"))
                File.Delete(file);
        }
    }

    /// <summary>Removes what interrupted writers left behind. Call before ranks start to write.</summary>
    public void RemoveUnfinished()
    {
        if (!Directory.Exists(Root))
            return;
        foreach (string file in Directory.EnumerateFiles(Root, $"*{AtomicFile.Mark}*", SearchOption.AllDirectories))
            File.Delete(file);
    }
}
