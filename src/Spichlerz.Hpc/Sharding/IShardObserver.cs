using Spichlerz.Hpc.Documents;
using Spichlerz.Hpc.Manifests;

namespace Spichlerz.Hpc.Sharding;

/// <summary>Looks on while shards are written, so that what a later stage counts in them need not be read for it. One shard at a time.</summary>
public interface IShardObserver
{
    /// <summary>A shard begins; one that was never ended is forgotten.</summary>
    /// <param name="textBytes">Of text that it will hold, about.</param>
    void Begin(long textBytes);

    /// <summary>A document's text, valid UTF-8, which is not kept.</summary>
    void Add(ReadOnlySpan<byte> text);

    /// <summary>The shard is written.</summary>
    void End(ShardId shard, FileEntry written);
}
