namespace Spichlerz.Hpc.Dedup;

/// <summary>Sorts band records by key, keeping the order of equal keys: least-significant-digit radix sort.</summary>
internal static class RecordSort
{
    private const int DigitBits = 11;
    private const int Buckets = 1 << DigitBits;
    private const int KeyBits = 64;

    /// <summary>Below this many records a comparison sort is as fast and needs no second array.</summary>
    private const int SmallCount = 1 << 10;

    /// <summary>Sorts the first <paramref name="count"/> records; the result is in the returned array, one of the two given.</summary>
    /// <param name="records">In ascending order of ordinals for equal keys.</param>
    /// <param name="other">Room to sort into, made larger where it is too small.</param>
    public static BandRecord[] Sort(BandRecord[] records, ref BandRecord[] other, int count)
    {
        if (count <= SmallCount)
        {
            records.AsSpan(0, count).Sort((a, b) => a.Key != b.Key ? a.Key.CompareTo(b.Key) : a.Ordinal.CompareTo(b.Ordinal));
            return records;
        }
        if (other.Length < count)
            other = new BandRecord[count];
        BandRecord[] target = other;
        int[] starts = new int[Buckets];
        for (int shift = 0; shift < KeyBits; shift += DigitBits)
        {
            if (!CountDigits(records.AsSpan(0, count), shift, starts))
                continue; // all keys agree in this digit
            foreach (ref readonly BandRecord record in records.AsSpan(0, count))
                target[starts[(int)(record.Key >> shift) & (Buckets - 1)]++] = record;
            (records, target) = (target, records);
        }
        return records;
    }

    /// <summary>Turns the digit's counts into starts; false if there is only one bucket.</summary>
    private static bool CountDigits(ReadOnlySpan<BandRecord> records, int shift, int[] starts)
    {
        Array.Clear(starts);
        foreach (ref readonly BandRecord record in records)
            starts[(int)(record.Key >> shift) & (Buckets - 1)]++;
        int sum = 0;
        bool isMixed = true;
        for (int i = 0; i < Buckets; i++)
        {
            isMixed &= starts[i] != records.Length;
            (starts[i], sum) = (sum, sum + starts[i]);
        }
        return isMixed;
    }
}
