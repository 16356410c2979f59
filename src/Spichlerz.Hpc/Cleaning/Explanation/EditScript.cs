namespace Spichlerz.Hpc.Cleaning.Explanation;

/// <summary>The shortest way from one sequence to another by deletions and insertions.</summary>
/// <remarks>Myers 1986, An O(ND) difference algorithm. Time and memory grow with the square of the edits, hence the limit.</remarks>
internal static class EditScript
{
    /// <summary>Pairs of places that stay, in order; null if more than <paramref name="maxEdits"/> deletions and insertions are needed.</summary>
    public static List<(int A, int B)>? Matches(IReadOnlyList<string> a, IReadOnlyList<string> b, int maxEdits)
    {
        // reach[d][k + d]: how far into a one gets on diagonal k = (place in a) − (place in b) with d edits.
        var reach = new List<int[]>();
        for (int d = 0; d <= maxEdits; d++)
        {
            int[] now = new int[(2 * d) + 1];
            reach.Add(now);
            for (int k = -d; k <= d; k += 2)
            {
                int x = d == 0 ? 0 : Start(reach[d - 1], d, k, out _);
                while (x < a.Count && x - k < b.Count && string.Equals(a[x], b[x - k], StringComparison.Ordinal))
                    x++;
                now[k + d] = x;
                if (x >= a.Count && x - k >= b.Count)
                    return Trace(reach, a.Count, b.Count);
            }
        }
        return null;
    }

    /// <summary>Where diagonal k begins with the d-th edit, and whether that edit inserts: the way that comes further, a deletion where both do.</summary>
    private static int Start(int[] before, int d, int k, out bool isInsertion)
    {
        int inserted = k + 1 <= d - 1 ? before[k + d] : -1, deleted = k - 1 >= 1 - d ? before[k + d - 2] + 1 : -1;
        isInsertion = inserted > deleted;
        return Math.Max(inserted, deleted);
    }

    private static List<(int A, int B)> Trace(List<int[]> reach, int x, int y)
    {
        var matches = new List<(int, int)>();
        for (int d = reach.Count - 1; d >= 0; d--)
        {
            bool isInsertion = false;
            int k = x - y, start = d == 0 ? 0 : Start(reach[d - 1], d, k, out isInsertion);
            while (x > start)
                matches.Add((--x, --y));
            if (isInsertion)
                y--;
            else
                x--;
        }
        matches.Reverse();
        return matches;
    }
}
