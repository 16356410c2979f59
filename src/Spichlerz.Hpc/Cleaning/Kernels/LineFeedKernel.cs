using System.Numerics;
using System.Runtime.Intrinsics;

namespace Spichlerz.Hpc.Cleaning.Kernels;

/// <summary>Finds the line ends of a text.</summary>
internal static class LineFeedKernel
{
    /// <summary>Room for offsets beyond those that are found.</summary>
    public const int Slack = 2;

    private const int BlockBytes = 64;

    /// <summary>Writes the offset of each \n and returns how many there are.</summary>
    /// <param name="utf8">The text.</param>
    /// <param name="offsets">Longer by <see cref="Slack"/> at least than the text has \n.</param>
    public static int Find(ReadOnlySpan<byte> utf8, Span<int> offsets) =>
        Vector128.IsHardwareAccelerated ? FindVector(utf8, offsets) : FindScalar(utf8, offsets, origin: 0);

    internal static int FindScalar(ReadOnlySpan<byte> utf8, Span<int> offsets, int origin)
    {
        int count = 0;
        for (int i = 0; i < utf8.Length; i++)
        {
            if (utf8[i] == (byte)'\n')
                offsets[count++] = origin + i;
        }
        return count;
    }

    internal static int FindVector(ReadOnlySpan<byte> utf8, Span<int> offsets)
    {
        int count = 0, origin = 0;
        for (; origin + BlockBytes <= utf8.Length; origin += BlockBytes)
        {
            ulong feeds = Vector512.Equals(Vector512.Create(utf8[origin..]), Vector512.Create((byte)'\n')).ExtractMostSignificantBits();
            int found = BitOperations.PopCount(feeds);
            // Most blocks have two or fewer: to write both without asking is quicker than to guess how many.
            offsets[count] = origin + BitOperations.TrailingZeroCount(feeds);
            feeds &= feeds - 1;
            offsets[count + 1] = origin + BitOperations.TrailingZeroCount(feeds);
            feeds &= feeds - 1;
            for (int i = count + Slack; feeds != 0; feeds &= feeds - 1)
                offsets[i++] = origin + BitOperations.TrailingZeroCount(feeds);
            count += found;
        }
        return count + FindScalar(utf8[origin..], offsets[count..], origin);
    }
}
