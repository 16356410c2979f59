using System.ComponentModel.DataAnnotations;

namespace Spichlerz.Hpc.Config;

/// <summary>Section <c>shard:</c>, how datasets are read and cut.</summary>
public sealed record ShardSettings
{
    /// <summary>A shard is closed once its documents' text reaches this many MiB.</summary>
    [Range(1, 4096)]
    public int SizeMib { get; init; } = 64;

    /// <summary>Longer lines go to quarantine: memory per rank is bounded by the largest document.</summary>
    [Range(1, 1024)]
    public int MaxDocumentMib { get; init; } = 64;

    /// <summary>Largest zstd window accepted, as its binary logarithm; 31 reads files made with --long=31 and takes 2 GiB for each rank.</summary>
    [Range(10, 31)]
    public int MaxWindowLog { get; init; } = 27;
}
