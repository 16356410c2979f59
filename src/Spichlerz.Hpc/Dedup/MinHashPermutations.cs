namespace Spichlerz.Hpc.Dedup;

/// <summary>The fixed coefficients of the <see cref="Signature.Slots"/> permutations x → a·x + b mod 2^32; every a is odd, so each is a bijection.</summary>
/// <remarks>
/// Drawn from splitmix64 (Steele, Lea and Flood 2014) with the state 0x53706963686C657A ("Spichlez" in ASCII): for each slot one draw,
/// its upper half with the lowest bit set is a, its lower half is b. They are part of the signature format.
/// </remarks>
public static class MinHashPermutations
{
    private const ulong Seed = 0x53706963686C657A;

    private static readonly uint[] SlopeTable = new uint[Signature.Slots];
    private static readonly uint[] OffsetTable = Draw(SlopeTable);

    /// <summary>a of each slot.</summary>
    public static ReadOnlySpan<uint> Slopes => SlopeTable;

    /// <summary>b of each slot.</summary>
    public static ReadOnlySpan<uint> Offsets => OffsetTable;

    private static uint[] Draw(uint[] slopes)
    {
        var offsets = new uint[slopes.Length];
        ulong state = Seed;
        for (int i = 0; i < slopes.Length; i++)
        {
            ulong draw = NextSplitMix64(ref state);
            slopes[i] = (uint)(draw >> 32) | 1;
            offsets[i] = (uint)draw;
        }
        return offsets;
    }

    private static ulong NextSplitMix64(ref ulong state)
    {
        unchecked
        {
            ulong z = state += 0x9E3779B97F4A7C15;
            z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
            z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
            return z ^ (z >> 31);
        }
    }
}
