namespace Spichlerz.Hpc.Cleaning.Languages;

/// <summary>Exponential and logarithm from sums and products alone, so that every machine gives the same bits.</summary>
/// <remarks>Math.Exp and Math.Log call the C library, which picks another body on CPUs with fused multiply-add. Relative error below 1e-15.</remarks>
internal static class PortableMath
{
    private const double Ln2High = 0.6931471803691238, Ln2Low = 1.9082149292705877e-10;

    /// <summary>Reciprocals, for a division takes five times as long as a product and waits for the one before.</summary>
    private static ReadOnlySpan<double> OneBy => [0, 1, 1.0 / 2, 1.0 / 3, 1.0 / 4, 1.0 / 5, 1.0 / 6, 1.0 / 7, 1.0 / 8, 1.0 / 9, 1.0 / 10, 1.0 / 11, 1.0 / 12, 1.0 / 13, 1.0 / 14,
        1.0 / 15, 1.0 / 16, 1.0 / 17, 1.0 / 18, 1.0 / 19, 1.0 / 20, 1.0 / 21, 1.0 / 22, 1.0 / 23, 1.0 / 24, 1.0 / 25];

    /// <summary>e to the power of <paramref name="x"/>, for −700 ≤ x ≤ 700; beyond, the value at the border.</summary>
    public static double Exp(double x)
    {
        x = Math.Clamp(x, -700, 700);
        double power = Math.Round(x / Ln2High);
        double rest = x - (power * Ln2High) - (power * Ln2Low);
        double sum = 1;
        for (int i = 14; i > 0; i--)
            sum = 1 + (sum * (rest * OneBy[i]));
        return sum * BitConverter.Int64BitsToDouble(((long)power + 1023) << 52);
    }

    /// <summary>Natural logarithm of <paramref name="x"/>, a positive normal number.</summary>
    public static double Log(double x)
    {
        long bits = BitConverter.DoubleToInt64Bits(x);
        int power = (int)(bits >> 52) - 1023;
        double mantissa = BitConverter.Int64BitsToDouble((bits & 0xF_FFFF_FFFF_FFFF) | (1023L << 52));
        if (mantissa > 1.4142135623730951)
        {
            mantissa /= 2;
            power++;
        }
        double ratio = (mantissa - 1) / (mantissa + 1), square = ratio * ratio, sum = 0;
        for (int i = 25; i > 0; i -= 2)
            sum = (sum * square) + OneBy[i];
        return (power * Ln2High) + ((power * Ln2Low) + (2 * ratio * sum));
    }
}
