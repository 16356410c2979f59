using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Spichlerz.Hpc.Documents;
using Spichlerz.Hpc.Manifests;

namespace Spichlerz.Hpc.Dedup;

/// <summary>The signatures of one shard; the entry's document count is the shard's.</summary>
public sealed record ShardSignatures(ShardId Shard, FileEntry Entry);

/// <summary>What rank 0 tells the others before deduplication.</summary>
/// <param name="Shards">In corpus order; empty when there is nothing to do.</param>
/// <param name="DatasetLicences">The licence class of each dataset, for documents that state none.</param>
/// <param name="Earlier">Shards of earlier runs.</param>
public sealed record DedupPlan(ImmutableArray<ShardSignatures> Shards, ImmutableSortedDictionary<string, LicenceClass> DatasetLicences, ImmutableArray<EarlierShard> Earlier)
{
    /// <summary>All signature files, in the order of ordinals: this run's own, then those of earlier ones.</summary>
    [JsonIgnore]
    public IEnumerable<FileEntry> Signatures => [.. Shards.Select(shard => shard.Entry), .. Earlier.Select(shard => shard.Signatures)];

    /// <summary>Everything that was read: for the manifest.</summary>
    [JsonIgnore]
    public ImmutableArray<FileEntry> Inputs => [.. Signatures, .. Earlier.Select(shard => shard.Table)];
}
