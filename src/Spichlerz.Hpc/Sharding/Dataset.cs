using System.Collections.Immutable;

namespace Spichlerz.Hpc.Sharding;

/// <summary>One source collection as it lies on disk.</summary>
/// <param name="Name">The files' common stem, in NFC.</param>
/// <param name="Files">Its data files in order; their index is the FFFFF of shard names.</param>
/// <param name="DescriptionFile">NAME.manifest or NAME.source.json beside them, or null.</param>
public sealed record Dataset(string Name, ImmutableArray<string> Files, string? DescriptionFile);
