namespace Spichlerz.Hpc.Dedup;

/// <summary>What a choice of bands and rows finds.</summary>
public static class Banding
{
    /// <summary>The probability that two documents of this Jaccard similarity share a band: 1 − (1 − J^rows)^bands.</summary>
    public static double CandidateProbability(double jaccard, int bands, int rows) => 1 - Math.Pow(1 - Math.Pow(jaccard, rows), bands);
}
