using System.Collections.Immutable;
using Spichlerz.Hpc.Documents;
using Spichlerz.Hpc.Manifests;

namespace Spichlerz.Hpc.Dedup;

/// <summary>The signatures of one shard; the entry's document count is the shard's.</summary>
public sealed record ShardSignatures(ShardId Shard, FileEntry Entry);

/// <summary>What rank 0 tells the others before deduplication.</summary>
/// <param name="Shards">In corpus order; empty when there is nothing to do.</param>
/// <param name="DatasetLicences">The licence class of each dataset, for documents that state none.</param>
public sealed record DedupPlan(ImmutableArray<ShardSignatures> Shards, ImmutableSortedDictionary<string, LicenceClass> DatasetLicences);
