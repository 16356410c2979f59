namespace Spichlerz.Hpc.Dedup;

/// <summary>64-bit keys of a signature's bands: documents with one key in one band are a candidate pair (Leskovec, Rajaraman and Ullman, chapter 3).</summary>
/// <remarks>The keys of equal rows differ from band to band, so keys of all bands may share one key range. The values are part of the file formats.</remarks>
public static class BandKeys
{
    private const ulong Multiplier1 = 0x9E3779B97F4A7C15;
    private const ulong Multiplier2 = 0xC2B2AE3D27D4EB4F;
    private const int SlotsPerStep = 4;

    /// <summary>The key of band <paramref name="band"/>, that is of the <paramref name="rows"/> slots from band × rows on.</summary>
    public static ulong Key(ReadOnlySpan<ushort> slots, int band, int rows)
    {
        ReadOnlySpan<ushort> left = slots.Slice(checked(band * rows), rows);
        ulong key = unchecked((ulong)(band + 1) * Multiplier1);
        while (!left.IsEmpty)
        {
            int taken = Math.Min(left.Length, SlotsPerStep);
            ulong step = 0;
            for (int i = 0; i < taken; i++)
                step |= (ulong)left[i] << (16 * i);
            left = left[taken..];
            key = Mix(key ^ step);
        }
        return key;
    }

    /// <summary>Writes the keys of bands 0, 1, … keys.Length − 1.</summary>
    public static void Fill(ReadOnlySpan<ushort> slots, int rows, Span<ulong> keys)
    {
        for (int band = 0; band < keys.Length; band++)
            keys[band] = Key(slots, band, rows);
    }

    /// <summary>A bijection, so rows of up to four slots never collide within a band.</summary>
    private static ulong Mix(ulong value)
    {
        unchecked
        {
            value = (value ^ (value >> 32)) * Multiplier1;
            value = (value ^ (value >> 29)) * Multiplier2;
            return value ^ (value >> 32);
        }
    }
}
