using Spichlerz.Hpc.Config;
using Spichlerz.Hpc.Documents;
using Spichlerz.Hpc.Manifests;
using Spichlerz.Hpc.Runs;
using Spichlerz.Hpc.Sharding;

namespace Spichlerz.Hpc.Cleaning.Boilerplate;

/// <summary>
/// Does the work of <see cref="LineCountStage"/> while shards are written, which spares reading the corpus once more: <c>clean</c> then finds
/// it proven done. Where a proof is missing, or one of other settings, the pass counts.
/// </summary>
internal sealed class LineCountObserver(BoilerplateSettings settings, WorkDirectory work, int rank) : IShardObserver
{
    private readonly ShardLines lines = new(settings, work, rank);
    private readonly List<(ShardId Shard, StageManifest Manifest)> unproven = [];

    public void BeginFile() => unproven.Clear();

    public void Begin(long textBytes) => lines.Begin(textBytes);

    public void Add(ReadOnlySpan<byte> text) => lines.Add(text);

    public void End(ShardId shard, FileEntry written)
    {
        string proof = work.Full(ShardLines.ManifestOf(shard));
        if (File.Exists(proof))
            File.Delete(proof); // of what the shard held before
        unproven.Add((shard, lines.End(shard, written)));
    }

    public void FileProven()
    {
        foreach ((ShardId shard, StageManifest manifest) in unproven)
            ManifestFile.Save(work.Full(ShardLines.ManifestOf(shard)), manifest, rank);
        unproven.Clear();
    }
}
