namespace Spichlerz.Hpc.Dedup.Auditing;

/// <summary>What re-reading removed documents beside the ones kept for them has shown.</summary>
/// <param name="Pairs">Pairs read.</param>
/// <param name="PairsOfEarlierRuns">Pairs drawn, but not read, because the kept document is of an earlier run.</param>
/// <param name="MinJaccard">Exact Jaccard similarity of shingles from which a removal counts as right.</param>
/// <param name="Precision">Share of pairs at least that similar.</param>
/// <param name="PrecisionLow">Lower end of the 95 % interval (Wilson 1927).</param>
/// <param name="PrecisionHigh">Its upper end.</param>
/// <param name="Least">Least similarity found.</param>
/// <param name="Mean">Mean similarity.</param>
/// <param name="ByJaccard">Pairs by similarity, in steps of 0.05, named after the lower end.</param>
/// <param name="LeastSimilar">The pairs to look at first.</param>
public sealed record AuditReport(
    int Pairs, int PairsOfEarlierRuns, double MinJaccard, double Precision, double PrecisionLow, double PrecisionHigh, double Least, double Mean,
    SortedDictionary<string, int> ByJaccard, IReadOnlyList<AuditedPair> LeastSimilar)
{
    private const double RightFrom = 0.65;
    private const double Normal95 = 1.959964;
    private const int Steps = 20;
    private const int Shown = 10;

    internal static AuditReport Make(IReadOnlyList<AuditedPair> pairs, int ofEarlierRuns)
    {
        int right = pairs.Count(pair => pair.Jaccard >= RightFrom);
        (double low, double high) = Wilson(right, pairs.Count);
        var histogram = new SortedDictionary<string, int>(StringComparer.Ordinal);
        foreach (AuditedPair pair in pairs)
        {
            string step = (Math.Floor(pair.Jaccard * Steps + 1e-9) / Steps).ToString("0.00", System.Globalization.CultureInfo.InvariantCulture);
            histogram[step] = histogram.GetValueOrDefault(step) + 1;
        }
        return new AuditReport(pairs.Count, ofEarlierRuns, RightFrom, pairs.Count == 0 ? 1 : Round(right / (double)pairs.Count), low, high,
            pairs.Count == 0 ? 1 : pairs.Min(pair => pair.Jaccard), pairs.Count == 0 ? 1 : Round(pairs.Average(pair => pair.Jaccard)),
            histogram, [.. pairs.OrderBy(pair => pair.Jaccard).ThenBy(pair => pair.Removed, StringComparer.Ordinal).Take(Shown)]);
    }

    /// <summary>The interval in which a share of n trials lies with 95 % confidence.</summary>
    internal static (double Low, double High) Wilson(int hits, int trials)
    {
        if (trials == 0)
            return (0, 1);
        double share = hits / (double)trials, square = Normal95 * Normal95 / trials;
        double middle = (share + square / 2) / (1 + square);
        double half = Normal95 / (1 + square) * Math.Sqrt(share * (1 - share) / trials + square / 4 / trials);
        return (Round(Math.Max(0, middle - half)), Round(Math.Min(1, middle + half)));
    }

    private static double Round(double value) => Math.Round(value, 4);
}

/// <summary>A removed document, the one kept for it, and how similar their shingles are.</summary>
/// <param name="Similarity">As deduplication estimated it.</param>
/// <param name="Jaccard">Exact.</param>
public sealed record AuditedPair(string Removed, string Kept, double Similarity, double Jaccard);
