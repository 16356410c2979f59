using Spichlerz.Hpc.Documents;
using Spichlerz.Hpc.Manifests;
using Spichlerz.Hpc.Runs;
using Spichlerz.Hpc.Shards;

namespace Spichlerz.Hpc.Sharding;

/// <summary>Writes one input file's documents to its shards FFFFF-00000, FFFFF-00001, …; a new one begins once the text reaches the limit.</summary>
/// <param name="textBytes">Of the file, about.</param>
/// <param name="observer">Sees every shard; null for nobody.</param>
internal sealed class PartWriter(WorkDirectory work, ShardId file, long maxTextBytes, long textBytes, IShardObserver? observer, int rank) : IDisposable
{
    private readonly List<FileEntry> finished = [];
    private ShardWriter? writer;
    private int row;

    public void Write(RecordParser record)
    {
        writer ??= Open();
        writer.Write(Current, row++, record.Text, record.Facts, record.Meta);
        observer?.Add(record.Text);
        if (writer.TextBytes >= maxTextBytes)
            Close();
    }

    /// <summary>Commits what is open, removes shards that an earlier, longer version of the file left with all that was made of them, and returns all entries.</summary>
    public IReadOnlyList<FileEntry> Finish()
    {
        // A file without documents has one empty shard: that it was read is then seen in every stage.
        if (writer is null && finished.Count == 0)
            writer = Open();
        if (writer is not null)
            Close();
        string folder = Path.GetDirectoryName(work.Full(PathOf(Current)))!;
        foreach (string old in Directory.EnumerateFiles(folder, $"{file.File:D5}-*.jsonl.zst"))
        {
            ShardId shard = ShardCatalogue.IdOf(Path.GetRelativePath(work.Root, old), ".jsonl.zst");
            if (!finished.Exists(entry => entry.Path == PathOf(shard)))
                work.RemoveOutputs(shard);
        }
        return finished;
    }

    public void Dispose() => writer?.Dispose();

    private ShardId Current => file with { Part = finished.Count };

    private static string PathOf(ShardId shard) => WorkDirectory.Output(ShardStage.StageName, shard, ".jsonl.zst");

    private ShardWriter Open()
    {
        observer?.Begin(Math.Min(textBytes, maxTextBytes));
        return new ShardWriter(work.Full(PathOf(Current)), ShardWriter.InternalLevel, rank);
    }

    private void Close()
    {
        FileEntry written = writer!.Commit(PathOf(Current));
        observer?.End(Current, written);
        finished.Add(written);
        writer.Dispose();
        writer = null;
        row = 0;
    }
}
