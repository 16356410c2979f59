namespace Spichlerz.Hpc.Dedup;

/// <summary>Disjoint sets of ordinals, only those that were ever joined; the smallest ordinal of a set represents it.</summary>
internal sealed class UnionFind
{
    private readonly Dictionary<uint, uint> parents = [];

    /// <summary>Ordinals in sets.</summary>
    public int Count => parents.Count;

    public uint Find(uint ordinal)
    {
        uint root = ordinal;
        while (parents.TryGetValue(root, out uint parent) && parent != root)
            root = parent;
        while (ordinal != root)
        {
            uint next = parents[ordinal];
            parents[ordinal] = root;
            ordinal = next;
        }
        return root;
    }

    /// <summary>Joins two sets; false if they were one already.</summary>
    public bool Union(uint a, uint b)
    {
        uint rootA = Find(a), rootB = Find(b);
        parents.TryAdd(a, a);
        parents.TryAdd(b, b);
        if (rootA == rootB)
            return false;
        (uint low, uint high) = rootA < rootB ? (rootA, rootB) : (rootB, rootA);
        parents[high] = low;
        return true;
    }

    /// <summary>Every ordinal that was joined to another, with its set. Nothing is joined meanwhile.</summary>
    public IEnumerable<ClusterLabel> Labels()
    {
        foreach (uint ordinal in parents.Keys) // Find writes values of known keys only, which a dictionary allows
            yield return new ClusterLabel(ordinal, Find(ordinal));
    }

    /// <summary>Forgets all sets and keeps the memory.</summary>
    public void Clear() => parents.Clear();
}
