using System.Numerics;
using System.Runtime.CompilerServices;

namespace Spichlerz.Hpc.Cleaning.Languages;

/// <summary>Which hash buckets of n-grams the quantised model kept, and in which row of its matrix. Immutable.</summary>
/// <remarks>A bit per bucket and a running count per 64 of them: 310 kB for two million buckets, which stay in the L2 cache. Rows are numbered in bucket order.</remarks>
internal sealed class SubwordIndex
{
    /// <summary>Characters in an n-gram; <see cref="LanguageModelReader"/> refuses a model with others.</summary>
    public const int MinLength = 2, MaxLength = 4;

    private readonly uint bucketCount;
    private readonly ulong reciprocal; // of bucketCount, times 2^64
    private readonly int firstRow;
    private readonly ulong[] present;
    private readonly ushort[] before;

    /// <param name="bucketCount">Buckets that n-grams were hashed to in training, at least two.</param>
    /// <param name="kept">Buckets that pruning left, ascending, fewer than 65,536.</param>
    /// <param name="firstRow">The row of kept[0]; the others follow.</param>
    public SubwordIndex(int bucketCount, ReadOnlySpan<int> kept, int firstRow)
    {
        this.bucketCount = (uint)bucketCount;
        reciprocal = (ulong.MaxValue / (uint)bucketCount) + 1;
        this.firstRow = firstRow;
        present = new ulong[(bucketCount + 63) / 64];
        before = new ushort[present.Length];
        foreach (int bucket in kept)
            present[bucket >> 6] |= 1UL << bucket;
        for (int i = 1; i < present.Length; i++)
            before[i] = checked((ushort)(before[i - 1] + BitOperations.PopCount(present[i - 1])));
    }

    /// <summary>The row of the n-gram with this hash, if <paramref name="kept"/> is 1; a number of no meaning, if it is 0. No branch depends on it: half of the n-grams are kept, which no predictor foresees.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)] // a call for every n-gram
    public int Row(uint hash, out int kept)
    {
        uint bucket = hash - ((uint)Math.BigMul(reciprocal, hash, out _) * bucketCount); // hash % bucketCount without a division
        ulong bits = present[bucket >> 6];
        kept = (int)(bits >> (int)bucket) & 1;
        return firstRow + before[bucket >> 6] + BitOperations.PopCount(bits & ((1UL << (int)bucket) - 1));
    }
}
