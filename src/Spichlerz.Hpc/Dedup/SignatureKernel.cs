using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Spichlerz.Hpc.Dedup;

/// <summary>Turns minima into slots and counts equal slots. All spans have <see cref="Signature.Slots"/> elements.</summary>
internal static class SignatureKernel
{
    private const uint Multiplier1 = 0x85EBCA6B;
    private const uint Multiplier2 = 0xC2B2AE35;

    /// <summary>Writes the top 16 bits of each minimum after a bijective mix.</summary>
    /// <remarks>
    /// Minima crowd near 0, and an affine hash keeps the low bits of its input's low bits: neither end of a raw minimum is even.
    /// The mix is MurmurHash3's 32-bit finaliser (Appleby 2011).
    /// </remarks>
    public static void Pack(ReadOnlySpan<uint> minima, Span<ushort> slots)
    {
        if (minima.Length != Signature.Slots || slots.Length != Signature.Slots)
            throw new ArgumentException($"Signatures have {Signature.Slots} slots; got {minima.Length} minima and {slots.Length} slots.");
        if (Vector128.IsHardwareAccelerated)
            PackVector(minima, slots);
        else
            PackScalar(minima, slots);
    }

    internal static void PackScalar(ReadOnlySpan<uint> minima, Span<ushort> slots)
    {
        for (int i = 0; i < slots.Length; i++)
        {
            uint mixed = minima[i];
            unchecked
            {
                mixed = (mixed ^ (mixed >> 16)) * Multiplier1;
                mixed = (mixed ^ (mixed >> 13)) * Multiplier2;
            }
            slots[i] = (ushort)(mixed >> 16); // the finaliser's last step changes only the lower half
        }
    }

    internal static void PackVector(ReadOnlySpan<uint> minima, Span<ushort> slots)
    {
        ReadOnlySpan<Vector512<uint>> minimum = MemoryMarshal.Cast<uint, Vector512<uint>>(minima);
        Span<Vector512<ushort>> packed = MemoryMarshal.Cast<ushort, Vector512<ushort>>(slots);
        for (int i = 0; i < packed.Length; i++)
            packed[i] = Vector512.Narrow(MixToTop(minimum[2 * i]), MixToTop(minimum[(2 * i) + 1]));
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

    private static Vector512<uint> MixToTop(Vector512<uint> value)
    {
        value = (value ^ (value >>> 16)) * Multiplier1;
        value = (value ^ (value >>> 13)) * Multiplier2;
        return value >>> 16;
    }
}
