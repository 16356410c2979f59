using System.Numerics;

namespace Spichlerz.Hpc.Dedup.Spilling;

/// <summary>Sorts records: least-significant-digit radix sort on the first bits in which keys differ, then a comparison sort where those agree.</summary>
internal static class RecordSort
{
    private const int DigitBits = 11;
    private const int Buckets = 1 << DigitBits;

    /// <summary>Three digits tell apart nearly all of a hundred million keys; more passes would move everything again for a few ties.</summary>
    private const int RadixBits = 3 * DigitBits;

    /// <summary>Below this many records a comparison sort is as fast and needs no second array.</summary>
    private const int SmallCount = 1 << 10;

    /// <summary>Sorts the first <paramref name="count"/> records. The two arrays may change places.</summary>
    /// <param name="other">Room to sort into, made larger where it is too small.</param>
    public static void Sort<T>(ref T[] records, ref T[] other, int count)
        where T : unmanaged, ISortable<T>
    {
        if (count <= SmallCount)
        {
            records.AsSpan(0, count).Sort();
            return;
        }
        int mixedBits = MixedBits<T>(records.AsSpan(0, count));
        int lowest = Math.Max(0, mixedBits - RadixBits);
        if (other.Length < count)
            other = new T[records.Length];
        int[] starts = new int[Buckets];
        for (int shift = lowest; shift < mixedBits; shift += DigitBits)
        {
            Span<T> from = records.AsSpan(0, count), to = other.AsSpan(0, count);
            CountDigits<T>(from, shift, starts);
            foreach (ref readonly T record in from)
                to[starts[(int)(record.SortKey >> shift) & (Buckets - 1)]++] = record;
            (records, other) = (other, records);
        }
        SortTies(records.AsSpan(0, count), lowest);
    }

    /// <summary>Number of low bits outside which all keys are equal.</summary>
    private static int MixedBits<T>(ReadOnlySpan<T> records)
        where T : unmanaged, ISortable<T>
    {
        ulong all = ulong.MaxValue, any = 0;
        foreach (ref readonly T record in records)
        {
            all &= record.SortKey;
            any |= record.SortKey;
        }
        return 64 - BitOperations.LeadingZeroCount(all ^ any);
    }

    /// <summary>Turns the digit's counts into starts.</summary>
    private static void CountDigits<T>(ReadOnlySpan<T> records, int shift, int[] starts)
        where T : unmanaged, ISortable<T>
    {
        Array.Clear(starts);
        foreach (ref readonly T record in records)
            starts[(int)(record.SortKey >> shift) & (Buckets - 1)]++;
        int sum = 0;
        for (int i = 0; i < Buckets; i++)
            (starts[i], sum) = (sum, sum + starts[i]);
    }

    private static void SortTies<T>(Span<T> records, int lowest)
        where T : unmanaged, ISortable<T>
    {
        for (int start = 0, end; start < records.Length; start = end)
        {
            ulong digits = records[start].SortKey >> lowest;
            for (end = start + 1; end < records.Length && records[end].SortKey >> lowest == digits;)
                end++;
            if (end - start > 1)
                records[start..end].Sort();
        }
    }
}
