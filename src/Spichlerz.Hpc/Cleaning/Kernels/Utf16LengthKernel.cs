using System.Numerics;
using System.Runtime.Intrinsics;

namespace Spichlerz.Hpc.Cleaning.Kernels;

/// <summary>Counts the UTF-16 units of valid UTF-8: one for each byte that begins a character, and another where the character takes four bytes.</summary>
internal static class Utf16LengthKernel
{
    private const int BlockBytes = 64;
    private const byte MinLeadOfFourBytes = 0xF0;

    /// <summary>Counts those of the first bytes.</summary>
    /// <param name="utf8">What stands behind those bytes is read, but does not count: lines are short, and lie within a text.</param>
    /// <param name="length">How many bytes to look at.</param>
    public static int Count(ReadOnlySpan<byte> utf8, int length) => Vector128.IsHardwareAccelerated ? CountVector(utf8, length) : CountScalar(utf8[..length]);

    internal static int CountScalar(ReadOnlySpan<byte> utf8)
    {
        int units = 0;
        foreach (byte value in utf8)
            units += ((sbyte)value >= -0x40 ? 1 : 0) + (value >= MinLeadOfFourBytes ? 1 : 0);
        return units;
    }

    internal static int CountVector(ReadOnlySpan<byte> utf8, int length)
    {
        int units = 0, at = 0;
        for (; length - at >= BlockBytes; at += BlockBytes)
            units += CountBlock(Vector512.Create(utf8[at..]), ulong.MaxValue);
        return units + (utf8.Length - at >= BlockBytes ? CountBlock(Vector512.Create(utf8[at..]), (1UL << (length - at)) - 1) : CountScalar(utf8[at..length]));
    }

    /// <summary>Counts those of the bytes that the mask has.</summary>
    internal static int CountBlock(Vector512<byte> bytes, ulong mask)
    {
        ulong begins = Vector512.GreaterThanOrEqual(bytes.AsSByte(), Vector512.Create((sbyte)-0x40)).ExtractMostSignificantBits();
        ulong fours = Vector512.GreaterThanOrEqual(bytes, Vector512.Create(MinLeadOfFourBytes)).ExtractMostSignificantBits();
        return BitOperations.PopCount(begins & mask) + BitOperations.PopCount(fours & mask);
    }
}
