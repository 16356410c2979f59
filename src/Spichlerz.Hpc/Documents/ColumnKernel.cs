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

    /// <summary>The greatest sum of two neighbours of a column of such counts; 0 if it has fewer than two.</summary>
    public static int MaxPair(ReadOnlySpan<int> column) =>
        Vector128.IsHardwareAccelerated && column.Length > Vector512<int>.Count ? MaxPairVector(column) : MaxPairScalar(column);

    /// <summary>The greatest of some bytes; 0 of none.</summary>
    public static byte Max(ReadOnlySpan<byte> column) => Vector128.IsHardwareAccelerated ? MaxVector(column) : MaxScalar(column);

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

    internal static int MaxPairScalar(ReadOnlySpan<int> column)
    {
        int max = 0;
        for (int i = 1; i < column.Length; i++)
            max = Math.Max(max, column[i - 1] + column[i]);
        return max;
    }

    /// <summary>Of a column longer than a vector.</summary>
    internal static int MaxPairVector(ReadOnlySpan<int> column)
    {
        int last = column.Length - Vector512<int>.Count - 1; // the last block overlaps the one before
        Vector512<int> maxima = Vector512<int>.Zero;
        for (int i = 0; i < last; i += Vector512<int>.Count)
            maxima = Vector512.Max(maxima, Vector512.Create(column[i..]) + Vector512.Create(column[(i + 1)..]));
        maxima = Vector512.Max(maxima, Vector512.Create(column[last..]) + Vector512.Create(column[(last + 1)..]));
        Vector256<int> half = Vector256.Max(maxima.GetLower(), maxima.GetUpper());
        Vector128<int> quarter = Vector128.Max(half.GetLower(), half.GetUpper());
        return Math.Max(Math.Max(quarter[0], quarter[1]), Math.Max(quarter[2], quarter[3]));
    }

    internal static byte MaxScalar(ReadOnlySpan<byte> column)
    {
        byte max = 0;
        foreach (byte value in column)
            max = Math.Max(max, value);
        return max;
    }

    internal static byte MaxVector(ReadOnlySpan<byte> column)
    {
        ReadOnlySpan<Vector512<byte>> blocks = MemoryMarshal.Cast<byte, Vector512<byte>>(column);
        Vector512<byte> maxima = Vector512<byte>.Zero;
        foreach (Vector512<byte> block in blocks)
            maxima = Vector512.Max(maxima, block);
        Vector256<byte> half = Vector256.Max(maxima.GetLower(), maxima.GetUpper());
        Vector128<byte> quarter = Vector128.Max(half.GetLower(), half.GetUpper());
        byte max = MaxScalar(column[(blocks.Length * Vector512<byte>.Count)..]);
        for (int lane = 0; lane < Vector128<byte>.Count; lane++)
            max = Math.Max(max, quarter[lane]);
        return max;
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
        ReadOnlySpan<byte> rest = column[(blocks.Length * Vector512<byte>.Count)..];
        // Paragraphs and short documents are nothing but such a rest.
        ReadOnlySpan<Vector128<byte>> parts = MemoryMarshal.Cast<byte, Vector128<byte>>(rest);
        foreach (Vector128<byte> part in parts)
            count += BitOperations.PopCount(Vector128.Equals(part & Vector128.Create(bit), Vector128.Create(bit)).ExtractMostSignificantBits());
        return count + CountScalar(rest[(parts.Length * Vector128<byte>.Count)..], bit);
    }
}
