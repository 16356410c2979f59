using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Spichlerz.Hpc.Cleaning.Languages;

/// <summary>Adds rows of a matrix of 16 columns: sum[c] += rows[16·row + c] for each listed row, one after the other.</summary>
/// <remarks>A lane is a column, so each column is summed in list order at any vector width and the bits are equal everywhere.</remarks>
internal static class RowSumKernel
{
    public const int Columns = 16;

    public static void Add(ReadOnlySpan<float> matrix, ReadOnlySpan<int> rows, Span<float> sum)
    {
        if (matrix.Length % Columns != 0 || sum.Length != Columns)
            throw new ArgumentException($"The matrix needs {Columns} columns and the sum {Columns} numbers; got {matrix.Length} numbers and {sum.Length}.");
        if (Vector256.IsHardwareAccelerated) AddVector(matrix, rows, sum);
        else AddScalar(matrix, rows, sum);
    }

    internal static void AddScalar(ReadOnlySpan<float> matrix, ReadOnlySpan<int> rows, Span<float> sum)
    {
        foreach (int row in rows)
        {
            ReadOnlySpan<float> values = matrix.Slice(row * Columns, Columns);
            for (int i = 0; i < values.Length; i++)
                sum[i] += values[i];
        }
    }

    internal static void AddVector(ReadOnlySpan<float> matrix, ReadOnlySpan<int> rows, Span<float> sum)
    {
        ReadOnlySpan<Vector512<float>> vectors = MemoryMarshal.Cast<float, Vector512<float>>(matrix);
        Vector512<float> total = Vector512.Create<float>(sum);
        foreach (int row in rows)
            total += vectors[row];
        total.CopyTo(sum);
    }
}
