using Spichlerz.Hpc.Config;
using Spichlerz.Hpc.Dedup.Spilling;
using Spichlerz.Hpc.Runs;

namespace Spichlerz.Hpc.Dedup;

/// <summary>
/// Connected components over all ranks, none of which holds the graph: edges are contracted until each component is a star around its
/// smallest ordinal.
/// </summary>
/// <remarks>Alternating large-star and small-star: Kiveris, Lattanzi, Mirrokni, Rastogi and Vassilvitskii, "Connected Components in MapReduce and Beyond", SoCC 2014.</remarks>
internal sealed class Components(DedupSettings settings, IRankGroup group, OrdinalMap ordinals, SpillFolder spill, CancellationToken cancel)
{
    private readonly DedupMemory memory = new(settings);
    private readonly Parcels<Edge> parcels = new(group);
    private readonly SortRoom<Edge> room = new();

    /// <summary>Rounds of contraction until all were stars.</summary>
    public int Rounds { get; private set; }

    /// <summary>Turns all ranks' edges, which are disposed of, into stars: at each document's owner, its edges in both directions. Collective.</summary>
    public SortedRecords<Edge> Contract(SortedRecords<Edge> edges)
    {
        SortedRecords<Edge> stars = Send(BothWays(Read(edges)));
        edges.Dispose();
        while (!AreStars(stars))
        {
            Rounds++;
            SortedRecords<Edge> large = Send(LargeStar(Read(stars)));
            stars.Dispose();
            stars = Send(BothWays(SmallStar(Read(large))));
            large.Dispose();
        }
        return stars;
    }

    /// <summary>The documents of the stars, ascending, each with its cluster.</summary>
    public IEnumerable<ClusterLabel> Labels(SortedRecords<Edge> stars)
    {
        uint? last = null;
        foreach (Edge edge in Read(stars))
        {
            if (edge.From == last)
                continue;
            last = edge.From;
            yield return new ClusterLabel(edge.From, Math.Min(edge.From, edge.To));
        }
    }

    /// <summary>Sends each edge to the owner of its first end, where they are sorted.</summary>
    private SortedRecords<Edge> Send(IEnumerable<Edge> edges)
    {
        var arrived = new SortedRecords<Edge>(spill, memory.SorterRecords<Edge>(), room, isDistinct: true);
        using IEnumerator<Edge> next = edges.GetEnumerator();
        parcels.Flow(memory.ParcelRecords<Edge>(), () => Add(next), arrived.Add, cancel);
        arrived.Complete();
        return arrived;
    }

    private bool Add(IEnumerator<Edge> next)
    {
        if (!next.MoveNext())
            return false;
        parcels.Add(ordinals.OwnerOf(next.Current.From), next.Current);
        return true;
    }

    private IEnumerable<Edge> Read(SortedRecords<Edge> edges)
    {
        RecordCursor<Edge> cursor = edges.Read(memory.CursorBytes);
        while (cursor.MoveNext())
            yield return cursor.Current;
    }

    private static IEnumerable<Edge> BothWays(IEnumerable<Edge> edges)
    {
        foreach (Edge edge in edges)
        {
            yield return edge;
            yield return new Edge(edge.To, edge.From);
        }
    }

    /// <summary>Ties each larger neighbour of a document to the smallest of it and its neighbours.</summary>
    private static IEnumerable<Edge> LargeStar(IEnumerable<Edge> bothWays)
    {
        Edge first = default;
        foreach (Edge edge in bothWays)
        {
            if (edge.From != first.From || first == default)
                first = edge;
            if (edge.To > edge.From)
                yield return new Edge(edge.To, Math.Min(first.From, first.To));
        }
    }

    /// <summary>Ties a document and its smaller neighbours to the smallest of them.</summary>
    /// <param name="downwards">Edges from a document to smaller ones.</param>
    private static IEnumerable<Edge> SmallStar(IEnumerable<Edge> downwards)
    {
        Edge first = default;
        foreach (Edge edge in downwards)
        {
            if (edge.From != first.From)
                yield return first = edge;
            else
                yield return new Edge(edge.To, first.To);
        }
    }

    /// <summary>Whether no document with a smaller neighbour has another one as well, on any rank.</summary>
    private bool AreStars(SortedRecords<Edge> bothWays)
    {
        Span<long> others = [0];
        Edge? first = null;
        foreach (Edge edge in Read(bothWays))
        {
            if (edge.From != first?.From)
                first = edge;
            else if (first.Value.To < edge.From)
                others[0] = 1;
        }
        group.Sum(others);
        return others[0] == 0;
    }
}
