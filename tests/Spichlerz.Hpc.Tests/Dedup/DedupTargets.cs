using System.Globalization;

namespace Spichlerz.Hpc.Tests.Dedup;

/// <summary>What near-duplicate detection found of known pairs, against what the design demands of it.</summary>
internal static class DedupTargets
{
    /// <summary>Asserts both recalls: found means both in one cluster.</summary>
    public static void CheckRecall(DedupRow[] rows, IEnumerable<(int A, int B, double Jaccard)> pairs, string shingles)
    {
        (int found, int all) high = (0, 0), low = (0, 0);
        foreach ((int a, int b, double jaccard) in pairs)
        {
            int found = rows[a].Cluster == rows[b].Cluster ? 1 : 0;
            if (jaccard >= 0.85)
                high = (high.found + found, high.all + 1);
            else if (jaccard >= 0.80)
                low = (low.found + found, low.all + 1);
        }
        Say($"{shingles}: recall {high.found}/{high.all} of pairs with J >= 0.85, {low.found}/{low.all} of pairs with J 0.80-0.85");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(high.all, Is.GreaterThan(100), "pairs to find");
            Assert.That(low.all, Is.GreaterThan(10), "pairs to find");
            Assert.That(high.found, Is.GreaterThanOrEqualTo(0.99 * high.all), $"J >= 0.85, {shingles}");
            Assert.That(low.found, Is.GreaterThanOrEqualTo(0.93 * low.all), $"J 0.80-0.85, {shingles}");
        }
    }

    /// <summary>The share of removed documents that are at least 0.65 like the document named for them; at least 0.99 is demanded.</summary>
    public static double RemovedRightly(DedupRow[] rows, Func<int, int, double> jaccard, string shingles)
    {
        Dictionary<string, int> places = rows.Select((row, place) => (row.Id, place)).ToDictionary();
        double[] similarities = [.. rows.Where(row => !row.Keeper).Select(row => jaccard(places[row.Id], places[row.KeptId]))];
        int rightly = similarities.Count(similarity => similarity >= 0.65);
        Say($"{shingles}: {rightly}/{similarities.Length} removed documents have J >= 0.65 with the kept one; smallest {similarities.Min():0.000}");
        Assert.That(similarities, Has.Length.GreaterThan(100), "removed documents to judge");
        return rightly / (double)similarities.Length;
    }

    private static void Say(FormattableString figures) => TestContext.Out.WriteLine(figures.ToString(CultureInfo.InvariantCulture));
}
