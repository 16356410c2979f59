using System.ComponentModel.DataAnnotations;

namespace Spichlerz.Hpc.Config;

/// <summary>
/// What must not be published or cannot be trained on: secrets (keys, access tokens) are masked; encoded and binary data, one word over
/// and over, and lines and tokens that no writer makes drop the document. A ratio of 1 or a length of 0 switches its reason off.
/// </summary>
public sealed record HazardSettings
{
    public bool Enabled { get; init; } = true;

    /// <summary>Private keys and access tokens of well-known services.</summary>
    public FindAction Secrets { get; init; } = FindAction.Mask;

    /// <summary>Largest share of the text's bytes in runs of encoded data (base64, hexadecimal) of 60 signs or more.</summary>
    [Range(0.0, 1.0)]
    public double MaxEncodedRatio { get; init; } = 0.4;

    /// <summary>Largest share of characters that stand for no text: U+FFFD, controls, private use.</summary>
    [Range(0.0, 1.0)]
    public double MaxBinaryRatio { get; init; } = 0.1;

    /// <summary>Largest share of one token among all, in texts of 20 tokens or more; only a majority is looked for.</summary>
    [Range(0.5, 1.0)]
    public double MaxSameTokenRatio { get; init; } = 0.5;

    /// <summary>Longest line, in bytes; a whole book in one line is shorter.</summary>
    [Range(0, int.MaxValue)]
    public int MaxLineBytes { get; init; } = 10_000_000;

    /// <summary>Longest run of bytes without white space.</summary>
    [Range(0, int.MaxValue)]
    public int MaxTokenBytes { get; init; } = 100_000;
}
