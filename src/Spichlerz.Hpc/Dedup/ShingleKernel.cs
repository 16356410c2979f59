using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Spichlerz.Hpc.Dedup;

/// <summary>Hashes shingles: each run of <see cref="Words"/> consecutive word hashes becomes one 32-bit hash.</summary>
/// <remarks>
/// Word hashes are already even over 64 bits, so their order is kept by rotating each by its place, and one multiplication
/// mixes the sum; the top half is the hash. No bytes are hashed twice (w-shingling: Broder 1997).
/// </remarks>
public static class ShingleKernel
{
    /// <summary>Words of a shingle.</summary>
    public const int Words = 5;

    private const int Rotate1 = 11, Rotate2 = 23, Rotate3 = 37, Rotate4 = 51;
    private const ulong Multiplier = 0xD6E8FEB86659FD93;

    /// <summary>Shingles of a document: none without words, one if it has fewer than <see cref="Words"/>.</summary>
    public static int CountOf(int words) => words == 0 ? 0 : Math.Max(words - Words + 1, 1);

    /// <summary>
    /// Writes the shingles that begin at word <paramref name="first"/> and after, as many as there are or as fit, and returns their number.
    /// </summary>
    public static int Hash(ReadOnlySpan<ulong> words, int first, Span<uint> shingles)
    {
        int count = Math.Min(CountOf(words.Length) - first, shingles.Length);
        if (count <= 0)
            return 0;
        if (words.Length < Words)
        {
            // Missing words count as 0.
            Span<ulong> padded = stackalloc ulong[Words];
            words.CopyTo(padded);
            HashScalar(padded, shingles[..1]);
            return 1;
        }
        if (Vector256.IsHardwareAccelerated) // 64-bit multiplications of 128-bit machines are slower than scalar ones
            HashVector(words.Slice(first, count + Words - 1), shingles[..count]);
        else
            HashScalar(words.Slice(first, count + Words - 1), shingles[..count]);
        return count;
    }

    /// <summary>words has <see cref="Words"/> − 1 more elements than shingles.</summary>
    internal static void HashScalar(ReadOnlySpan<ulong> words, Span<uint> shingles)
    {
        for (int i = 0; i < shingles.Length; i++)
        {
            ulong sum = unchecked(words[i]
                + BitOperations.RotateLeft(words[i + 1], Rotate1)
                + BitOperations.RotateLeft(words[i + 2], Rotate2)
                + BitOperations.RotateLeft(words[i + 3], Rotate3)
                + BitOperations.RotateLeft(words[i + 4], Rotate4));
            shingles[i] = (uint)(unchecked((sum ^ (sum >> 32)) * Multiplier) >> 32);
        }
    }

    /// <inheritdoc cref="HashScalar"/>
    internal static void HashVector(ReadOnlySpan<ulong> words, Span<uint> shingles)
    {
        int vectors = shingles.Length / Vector512<uint>.Count;
        Span<Vector512<uint>> hashes = MemoryMarshal.Cast<uint, Vector512<uint>>(shingles);
        for (int v = 0; v < hashes.Length; v++)
        {
            ReadOnlySpan<ulong> window = words[(v * Vector512<uint>.Count)..];
            hashes[v] = Vector512.Narrow(HashEight(window), HashEight(window[Vector512<ulong>.Count..]));
        }
        HashScalar(words[(vectors * Vector512<uint>.Count)..], shingles[(vectors * Vector512<uint>.Count)..]);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)] // as calls, these two hand vectors over in memory
    private static Vector512<ulong> HashEight(ReadOnlySpan<ulong> words)
    {
        Vector512<ulong> sum = Vector512.Create(words)
            + RotateLeft(Vector512.Create(words[1..]), Rotate1)
            + RotateLeft(Vector512.Create(words[2..]), Rotate2)
            + RotateLeft(Vector512.Create(words[3..]), Rotate3)
            + RotateLeft(Vector512.Create(words[4..]), Rotate4);
        return ((sum ^ (sum >>> 32)) * Multiplier) >>> 32;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<ulong> RotateLeft(Vector512<ulong> value, int bits) => (value << bits) | (value >>> (64 - bits));
}
