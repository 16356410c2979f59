using Spichlerz.Hpc.Documents;

namespace Spichlerz.Hpc.Dedup.Auditing;

/// <summary>The shingles of a document as they are, where a signature holds only what hashing left of them.</summary>
internal sealed class ShingleSet
{
    private readonly HashSet<(ulong, ulong, ulong, ulong, ulong)> shingles = [];

    public ShingleSet(TextAnalysis words)
    {
        ReadOnlySpan<ulong> hashes = words.WordHashes;
        if (hashes.Length is > 0 and < ShingleKernel.Words)
            hashes = (ulong[])[.. hashes, .. new ulong[ShingleKernel.Words - hashes.Length]]; // missing words count as 0
        for (int i = 0; i + ShingleKernel.Words <= hashes.Length; i++)
            shingles.Add((hashes[i], hashes[i + 1], hashes[i + 2], hashes[i + 3], hashes[i + 4]));
    }

    /// <summary>Common shingles by all shingles; 0 where there are none.</summary>
    public double Jaccard(ShingleSet other)
    {
        int common = shingles.Count(other.shingles.Contains), all = shingles.Count + other.shingles.Count - common;
        return all == 0 ? 0 : common / (double)all;
    }
}
