using System.Collections.Immutable;
using Spichlerz.Hpc.Documents;
using Spichlerz.Hpc.Manifests;

namespace Spichlerz.Hpc.Runs;

/// <summary>What a stage does in one piece and proves with one manifest.</summary>
/// <param name="Shard">A shard; for the shard stage an input file (part 0), for stages over datasets the dataset (file and part 0).</param>
/// <param name="Name">The unit's name in manifests and logs.</param>
/// <param name="ManifestPath">Relative to the work directory.</param>
/// <param name="Inputs">What it reads, as the writers' manifests describe it. Users' files have no hash yet.</param>
/// <param name="TextBytes">How much work it is, roughly: largest first keeps the last rank from working alone.</param>
public sealed record StageUnit(ShardId Shard, string Name, string ManifestPath, ImmutableArray<FileEntry> Inputs, long TextBytes);
