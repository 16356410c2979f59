using System.Numerics;
using System.Runtime.Intrinsics;

namespace Spichlerz.Hpc.Cleaning.Hazards;

/// <summary>Counts the tokens of a text by their first byte: what one token has more than half of, its first byte has too.</summary>
internal static class FirstByteKernel
{
    private const int BlockBytes = 64;

    /// <summary>Adds to counts[b] the number of tokens that begin with byte b. A byte up to a blank's value is white space.</summary>
    /// <param name="utf8">The text.</param>
    /// <param name="counts">256 of them.</param>
    public static void Count(ReadOnlySpan<byte> utf8, Span<int> counts)
    {
        if (Vector256.IsHardwareAccelerated) CountVector(utf8, counts);
        else CountScalar(utf8, counts);
    }

    internal static void CountScalar(ReadOnlySpan<byte> utf8, Span<int> counts) => CountScalar(utf8, counts, afterWhite: true);

    internal static void CountVector(ReadOnlySpan<byte> utf8, Span<int> counts)
    {
        ulong afterWhite = 1;
        while (utf8.Length >= BlockBytes)
        {
            ulong white = Vector512.LessThanOrEqual(Vector512.Create(utf8), Vector512.Create((byte)' ')).ExtractMostSignificantBits();
            for (ulong starts = ~white & ((white << 1) | afterWhite); starts != 0; starts &= starts - 1)
                counts[utf8[BitOperations.TrailingZeroCount(starts)]]++;
            afterWhite = white >> (BlockBytes - 1);
            utf8 = utf8[BlockBytes..];
        }
        CountScalar(utf8, counts, afterWhite != 0);
    }

    private static void CountScalar(ReadOnlySpan<byte> utf8, Span<int> counts, bool afterWhite)
    {
        foreach (byte value in utf8)
        {
            bool isWhite = value <= (byte)' ';
            if (!isWhite && afterWhite)
                counts[value]++;
            afterWhite = isWhite;
        }
    }
}
