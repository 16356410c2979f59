using System.Globalization;
using System.Numerics;

namespace Spichlerz.Hpc.Dedup;

/// <summary>Classes of cluster sizes for histograms: 1, 2, 3-4, 5-8, 9-16, …</summary>
internal static class ClusterSizes
{
    /// <summary>Sorts class names by size.</summary>
    public static readonly Comparer<string> Order = Comparer<string>.Create((a, b) => Low(a).CompareTo(Low(b)));

    public static string Name(uint size)
    {
        uint high = BitOperations.RoundUpToPowerOf2(size);
        return high <= 2 ? size.ToString(CultureInfo.InvariantCulture) : string.Create(CultureInfo.InvariantCulture, $"{high / 2 + 1}-{high}");
    }

    private static long Low(string name) => long.Parse(name.Split('-')[0], CultureInfo.InvariantCulture);
}
