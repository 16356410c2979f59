using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Spichlerz.Hpc.Documents;

/// <summary>Adds up columns of <see cref="TextAnalysis"/>, which most rules and all statistics ask for.</summary>
internal static class ColumnKernel
{
    /// <summary>The sum of a column of code points, whose text is in memory, so that it does not overflow.</summary>
    public static int Sum(ReadOnlySpan<int> column) => Vector128.IsHardwareAccelerated ? SumVector(column) : SumScalar(column);

    /// <summary>How many words have a class among theirs.</summary>
    public static int Count(ReadOnlySpan<WordClass> column, WordClass one)
    {
        ReadOnlySpan<byte> bytes = MemoryMarshal.Cast<WordClass, byte>(column);
        return Vector128.IsHardwareAccelerated ? CountVector(bytes, (byte)one) : CountScalar(bytes, (byte)one);
    }

    internal static int SumScalar(ReadOnlySpan<int> column)
    {
        int sum = 0;
        foreach (int value in column)
            sum += value;
        return sum;
    }

    internal static int SumVector(ReadOnlySpan<int> column)
    {
        ReadOnlySpan<Vector512<int>> blocks = MemoryMarshal.Cast<int, Vector512<int>>(column);
        Vector512<int> sums = Vector512<int>.Zero;
        foreach (Vector512<int> block in blocks)
            sums += block;
        return Vector512.Sum(sums) + SumScalar(column[(blocks.Length * Vector512<int>.Count)..]);
    }

    internal static int CountScalar(ReadOnlySpan<byte> column, byte bit)
    {
        int count = 0;
        foreach (byte value in column)
            count += (value & bit) != 0 ? 1 : 0;
        return count;
    }

    internal static int CountVector(ReadOnlySpan<byte> column, byte bit)
    {
        ReadOnlySpan<Vector512<byte>> blocks = MemoryMarshal.Cast<byte, Vector512<byte>>(column);
        Vector512<byte> bits = Vector512.Create(bit);
        int count = 0;
        foreach (Vector512<byte> block in blocks)
            count += BitOperations.PopCount(Vector512.Equals(block & bits, bits).ExtractMostSignificantBits());
        return count + CountScalar(column[(blocks.Length * Vector512<byte>.Count)..], bit);
    }
}
