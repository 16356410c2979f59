using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Spichlerz.Hpc.Dedup;

/// <summary>Turns minima into slots and counts equal slots. All spans have <see cref="Signature.Slots"/> elements.</summary>
internal static class SignatureKernel
{
    /// <summary>Writes the top 16 bits of each minimum after a bijective mix.</summary>
    /// <remarks>
    /// Minima crowd near 0, and an affine hash keeps the low bits of its input's low bits: neither end of a raw minimum is even.
    /// The mix is MurmurHash3's 32-bit finaliser (Appleby 2011).
    /// </remarks>
    public static void Pack(ReadOnlySpan<uint> minima, Span<ushort> slots)
    {
        for (int i = 0; i < slots.Length; i++)
        {
            uint mixed = minima[i];
            unchecked
            {
                mixed = (mixed ^ (mixed >> 16)) * 0x85EBCA6B;
                mixed = (mixed ^ (mixed >> 13)) * 0xC2B2AE35;
            }
            slots[i] = (ushort)((mixed ^ (mixed >> 16)) >> 16);
        }
    }

    public static int EqualSlots(ReadOnlySpan<ushort> a, ReadOnlySpan<ushort> b)
    {
        if (a.Length != Signature.Slots || b.Length != Signature.Slots)
            throw new ArgumentException($"Signatures have {Signature.Slots} slots; got {a.Length} and {b.Length}.");
        return Vector128.IsHardwareAccelerated ? EqualSlotsVector(a, b) : EqualSlotsScalar(a, b);
    }

    internal static int EqualSlotsScalar(ReadOnlySpan<ushort> a, ReadOnlySpan<ushort> b)
    {
        int equal = 0;
        for (int i = 0; i < a.Length; i++)
            equal += a[i] == b[i] ? 1 : 0;
        return equal;
    }

    internal static int EqualSlotsVector(ReadOnlySpan<ushort> a, ReadOnlySpan<ushort> b)
    {
        ReadOnlySpan<Vector512<ushort>> left = MemoryMarshal.Cast<ushort, Vector512<ushort>>(a);
        ReadOnlySpan<Vector512<ushort>> right = MemoryMarshal.Cast<ushort, Vector512<ushort>>(b);
        int equal = 0;
        for (int i = 0; i < left.Length; i++)
            equal += BitOperations.PopCount(Vector512.Equals(left[i], right[i]).ExtractMostSignificantBits());
        return equal;
    }
}
