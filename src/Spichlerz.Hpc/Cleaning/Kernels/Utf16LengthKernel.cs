using System.Numerics;
using System.Runtime.Intrinsics;

namespace Spichlerz.Hpc.Cleaning.Kernels;

/// <summary>Counts the UTF-16 units of valid UTF-8: one for each byte that begins a character, and another where the character takes four bytes.</summary>
internal static class Utf16LengthKernel
{
    private const int BlockBytes = 64;
    private const byte MinLeadOfFourBytes = 0xF0;

    public static int Count(ReadOnlySpan<byte> utf8) => Vector128.IsHardwareAccelerated ? CountVector(utf8) : CountScalar(utf8);

    internal static int CountScalar(ReadOnlySpan<byte> utf8)
    {
        int units = 0;
        foreach (byte value in utf8)
            units += ((sbyte)value >= -0x40 ? 1 : 0) + (value >= MinLeadOfFourBytes ? 1 : 0);
        return units;
    }

    internal static int CountVector(ReadOnlySpan<byte> utf8)
    {
        int units = 0;
        for (; utf8.Length >= BlockBytes; utf8 = utf8[BlockBytes..])
            units += CountBlock(Vector512.Create(utf8));
        if (utf8.IsEmpty)
            return units;
        Span<byte> last = stackalloc byte[BlockBytes];
        last.Fill(0x80); // counts as nothing
        utf8.CopyTo(last);
        return units + CountBlock(Vector512.Create<byte>(last));
    }

    private static int CountBlock(Vector512<byte> bytes)
    {
        ulong begins = Vector512.GreaterThanOrEqual(bytes.AsSByte(), Vector512.Create((sbyte)-0x40)).ExtractMostSignificantBits();
        ulong fours = Vector512.GreaterThanOrEqual(bytes, Vector512.Create(MinLeadOfFourBytes)).ExtractMostSignificantBits();
        return BitOperations.PopCount(begins) + BitOperations.PopCount(fours);
    }
}
