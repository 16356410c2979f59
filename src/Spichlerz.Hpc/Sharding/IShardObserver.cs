using Spichlerz.Hpc.Documents;
using Spichlerz.Hpc.Manifests;

namespace Spichlerz.Hpc.Sharding;

/// <summary>Looks on while shards are written, so that what a later stage counts in them need not be read for it. One file and one shard at a time.</summary>
public interface IShardObserver
{
    /// <summary>An input file begins; one that was never proven is forgotten.</summary>
    void BeginFile();

    /// <summary>A shard begins; one that was never ended is forgotten.</summary>
    /// <param name="textBytes">Of text that it will hold, about.</param>
    void Begin(long textBytes);

    /// <summary>A document's text, valid UTF-8, which is not kept.</summary>
    void Add(ReadOnlySpan<byte> text);

    /// <summary>The shard is written, but nothing proves it yet.</summary>
    void End(ShardId shard, FileEntry written);

    /// <summary>The file's shards are proven.</summary>
    void FileProven();
}
