using Spichlerz.Hpc.Documents;

namespace Spichlerz.Hpc.Dedup;

/// <summary>Signs documents: words → shingles → minima → slots. One instance a rank; holds 8.5 KiB and allocates nothing after construction.</summary>
public sealed class SignatureBuilder
{
    /// <summary>Shingles go through a buffer that stays in the first-level cache, however long the document.</summary>
    private const int ChunkShingles = 2048;

    private readonly uint[] shingles = new uint[ChunkShingles];
    private readonly uint[] minima = new uint[Signature.Slots];

    /// <summary>
    /// Writes the <see cref="Signature.Slots"/> slots of the document's signature and returns true. A document without words has no
    /// shingles and is never a duplicate: its slots become zero and the result is false.
    /// </summary>
    public bool Build(TextAnalysis words, Span<ushort> slots) => Build(words.WordHashes, slots);

    /// <summary>The same from word hashes.</summary>
    public bool Build(ReadOnlySpan<ulong> wordHashes, Span<ushort> slots)
    {
        minima.AsSpan().Fill(uint.MaxValue);
        for (int first = 0, count; (count = ShingleKernel.Hash(wordHashes, first, shingles)) > 0; first += count)
            Fold(shingles.AsSpan(0, count));
        SignatureKernel.Pack(minima, slots);
        if (wordHashes.IsEmpty)
            slots.Clear();
        return !wordHashes.IsEmpty;
    }

    /// <summary>Signs a set of shingles, which is not empty.</summary>
    internal void Sign(ReadOnlySpan<uint> set, Span<ushort> slots)
    {
        minima.AsSpan().Fill(uint.MaxValue);
        Fold(set);
        SignatureKernel.Pack(minima, slots);
    }

    private void Fold(ReadOnlySpan<uint> set) => MinHashKernel.Fold(MinHashPermutations.Slopes, MinHashPermutations.Offsets, set, minima);
}
