using System.Collections.Immutable;
using Spichlerz.Hpc.Documents;

namespace Spichlerz.Hpc.Dedup;

/// <summary>A shard's place among the ordinals.</summary>
/// <param name="Start">Ordinal of its first document.</param>
/// <param name="Earlier">Where it is of an earlier run, what is known of it there.</param>
public sealed record ShardRange(ShardId Shard, uint Start, int Count, EarlierShard? Earlier = null)
{
    /// <summary>Its .sig file, relative to the work directory or, of an earlier run, absolute.</summary>
    public string SignaturePath => Earlier?.Signatures.Path ?? SignStage.PathOf(Shard);

    /// <summary>The shard as reports name it.</summary>
    public string Name => Earlier is null ? Shard.ToString() : $"{Earlier.Run}:{Shard}";

    /// <summary>The dataset as reports name it.</summary>
    public string Dataset => Earlier is null ? Shard.Dataset : $"{Earlier.Run}:{Shard.Dataset}";
}

/// <summary>
/// Numbers all documents of the corpus in (dataset, shard, row) order and shares the shards out: each rank owns a run of consecutive
/// shards, so of consecutive ordinals. At most 2^32 − 1 documents.
/// </summary>
public sealed class OrdinalMap
{
    private readonly uint[] shardStarts;
    private readonly uint[] rankStarts;
    private readonly int[] firstShardOfRank;

    /// <param name="shards">All shards in corpus order with their document counts.</param>
    /// <param name="earlier">Shards of earlier runs, numbered after them: a cluster is named after a document of this run.</param>
    public OrdinalMap(IReadOnlyList<(ShardId Shard, int Count)> shards, int ranks, IReadOnlyList<EarlierShard>? earlier = null)
    {
        var ranges = ImmutableArray.CreateBuilder<ShardRange>(shards.Count + (earlier?.Count ?? 0));
        long next = 0;
        foreach ((ShardId shard, int count) in shards)
        {
            ranges.Add(new ShardRange(shard, checked((uint)next), count));
            next += count;
        }
        foreach (EarlierShard shard in earlier ?? [])
        {
            int count = checked((int)shard.Signatures.Documents!.Value);
            ranges.Add(new ShardRange(shard.Shard, checked((uint)next), count, shard));
            next += count;
        }
        if (next > uint.MaxValue)
            throw new NotSupportedException($"Deduplication numbers documents with 32 bits; {next} documents are more than {uint.MaxValue}.");
        Count = (uint)next;
        Shards = ranges.MoveToImmutable();
        shardStarts = [.. Shards.Select(range => range.Start)];
        firstShardOfRank = [.. Enumerable.Range(0, ranks + 1).Select(rank => FirstShardFrom(Count * (long)rank / ranks))];
        firstShardOfRank[ranks] = Shards.Length;
        rankStarts = [.. firstShardOfRank[..ranks].Select(index => index < Shards.Length ? Shards[index].Start : Count)];
    }

    /// <summary>Documents of the corpus.</summary>
    public uint Count { get; }

    public ImmutableArray<ShardRange> Shards { get; }

    /// <summary>The shards a rank owns.</summary>
    public ReadOnlySpan<ShardRange> ShardsOf(int rank) => Shards.AsSpan(firstShardOfRank[rank]..firstShardOfRank[rank + 1]);

    /// <summary>The ordinals a rank owns: from the first to before the second.</summary>
    public (uint From, uint To) RangeOf(int rank) => (rankStarts[rank], rank + 1 < rankStarts.Length ? rankStarts[rank + 1] : Count);

    /// <summary>The rank that owns a document.</summary>
    public int OwnerOf(uint ordinal) => LastNotAbove(rankStarts, ordinal);

    /// <summary>The shard that holds a document.</summary>
    public ShardRange ShardOf(uint ordinal) => Shards[LastNotAbove(shardStarts, ordinal)];

    private int FirstShardFrom(long ordinal)
    {
        int index = 0;
        while (index < Shards.Length && Shards[index].Start < ordinal)
            index++;
        return index;
    }

    /// <summary>The last of equal starts wins: the ones before it are empty.</summary>
    private static int LastNotAbove(uint[] starts, uint ordinal)
    {
        int low = 0, high = starts.Length - 1;
        while (low < high)
        {
            int middle = (low + high + 1) / 2;
            if (starts[middle] <= ordinal)
                low = middle;
            else
                high = middle - 1;
        }
        return low;
    }
}
