using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Spichlerz.Hpc.Cleaning.Kernels;

/// <summary>Finds the line ends of a text.</summary>
internal static class LineFeedKernel
{
    private const int BlockBytes = 64;

    /// <summary>Offsets written at once, whether a block has so many or not: most have fewer, and to guess how many is slower.</summary>
    private const int OffsetsAtOnce = 2;

    /// <summary>Writes the offset of each \n and returns how many there are.</summary>
    /// <param name="utf8">The text.</param>
    /// <param name="offsets">Replaced by a longer array if there are too many. Behind them is anything.</param>
    public static int Find(ReadOnlySpan<byte> utf8, ref int[] offsets) =>
        Vector128.IsHardwareAccelerated && utf8.Length >= BlockBytes ? FindVector(utf8, ref offsets) : FindScalar(utf8, ref offsets);

    internal static int FindScalar(ReadOnlySpan<byte> utf8, ref int[] offsets)
    {
        int count = 0;
        for (int i = 0; i < utf8.Length; i++)
        {
            if (utf8[i] != (byte)'\n')
                continue;
            offsets = WithRoom(offsets, count);
            offsets[count++] = i;
        }
        return count;
    }

    internal static int FindVector(ReadOnlySpan<byte> utf8, ref int[] offsets)
    {
        int count = 0, origin = 0;
        int[] room = offsets;
        for (; origin + BlockBytes <= utf8.Length; origin += BlockBytes)
        {
            room = WithRoom(room, count);
            count += Write(FeedsIn(utf8[origin..]), origin, room, count);
        }
        if (origin < utf8.Length) // what is left is the end of the text's last block
        {
            room = WithRoom(room, count);
            count += Write(FeedsIn(utf8[^BlockBytes..]) >> (origin + BlockBytes - utf8.Length), origin, room, count);
        }
        offsets = room;
        return count;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Write(ulong feeds, int origin, int[] offsets, int at)
    {
        int found = BitOperations.PopCount(feeds);
        for (int i = 0; i < OffsetsAtOnce; i++, feeds &= feeds - 1)
            offsets[at++] = origin + BitOperations.TrailingZeroCount(feeds);
        for (; feeds != 0; feeds &= feeds - 1)
            offsets[at++] = origin + BitOperations.TrailingZeroCount(feeds);
        return found;
    }

    private static ulong FeedsIn(ReadOnlySpan<byte> block) => Vector512.Equals(Vector512.Create(block), Vector512.Create((byte)'\n')).ExtractMostSignificantBits();

    /// <summary>The array or a longer copy that has room for a block of \n alone.</summary>
    private static int[] WithRoom(int[] offsets, int count)
    {
        if (offsets.Length < count + BlockBytes)
            Array.Resize(ref offsets, 2 * (count + BlockBytes));
        return offsets;
    }
}
