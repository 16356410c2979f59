using System.Collections.Immutable;
using Spichlerz.Hpc.Config;
using Spichlerz.Hpc.Dedup.Spilling;
using Spichlerz.Hpc.Runs;

namespace Spichlerz.Hpc.Dedup;

/// <summary>
/// Finds candidate pairs. The signatures are read once; each document's key in every open band goes to the rank that owns the key's range
/// and is sorted there. Then, band by band, documents with one key are paired: the first with each, and each with the next.
/// </summary>
internal sealed class CandidateSearch(DedupSettings settings, IRankGroup group, OrdinalMap ordinals, SpillFolder spill, CancellationToken cancel) : IDisposable
{
    private readonly DedupMemory memory = new(settings);
    private readonly SortedRecords<BandRecord>?[] keys = new SortedRecords<BandRecord>?[settings.Bands];
    private readonly Parcels<CandidatePair> pairs = new(group);
    private readonly SortRoom<CandidatePair> pairRoom = new();

    /// <summary>Sorts the keys of the open bands. Collective.</summary>
    public void Collect(ImmutableArray<int> bands, SignatureScan scan)
    {
        var parcels = new Parcels<BandRecord>(group);
        var room = new SortRoom<BandRecord>();
        foreach (int band in bands)
            keys[band] = new SortedRecords<BandRecord>(spill, memory.BandRecords(bands.Length), room);
        parcels.Flow(memory.ParcelRecords<BandRecord>(), () => Add(scan, bands, parcels), Accept, cancel);
        foreach (int band in bands)
            keys[band]!.Complete();
    }

    /// <summary>The candidate pairs of one band whose smaller document this rank owns. Collective; lets the band's keys go.</summary>
    public SortedRecords<CandidatePair> Find(int band)
    {
        var found = new SortedRecords<CandidatePair>(spill, memory.SorterRecords<CandidatePair>(), pairRoom, isDistinct: true);
        using IEnumerator<CandidatePair> next = Pairs(keys[band]!.Read(memory.CursorBytes)).GetEnumerator();
        pairs.Flow(memory.ParcelRecords<CandidatePair>(), () => Add(next), found.Add, cancel);
        found.Complete();
        keys[band]!.Dispose();
        keys[band] = null;
        return found;
    }

    public void Dispose()
    {
        foreach (SortedRecords<BandRecord>? band in keys)
            band?.Dispose();
    }

    private bool Add(SignatureScan scan, ImmutableArray<int> bands, Parcels<BandRecord> parcels)
    {
        if (!scan.MoveNext())
            return false;
        ref readonly SignatureRecord record = ref scan.Current;
        if (record.HasWords == 0)
            return true;
        foreach (int band in bands)
        {
            ulong key = BandKeys.Key(record.Slots, band, settings.Rows);
            parcels.Add((int)Math.BigMul(key, (ulong)group.Size, out _), new BandRecord(key, scan.Ordinal, band));
        }
        return true;
    }

    /// <summary>Sorts what came in by band; a sender's records alternate between bands.</summary>
    private void Accept(ReadOnlySpan<BandRecord> records)
    {
        foreach (ref readonly BandRecord record in records)
            keys[record.Band]!.Add(record);
    }

    private bool Add(IEnumerator<CandidatePair> next)
    {
        if (!next.MoveNext())
            return false;
        pairs.Add(ordinals.OwnerOf(next.Current.A), next.Current);
        return true;
    }

    private static IEnumerable<CandidatePair> Pairs(RecordCursor<BandRecord> sorted)
    {
        if (!sorted.MoveNext())
            yield break;
        (ulong key, uint first, _) = sorted.Current;
        for (uint previous = first; sorted.MoveNext();)
        {
            BandRecord next = sorted.Current;
            if (next.Key != key)
            {
                (key, first, previous) = (next.Key, next.Ordinal, next.Ordinal);
                continue;
            }
            yield return new CandidatePair(first, next.Ordinal);
            if (previous != first)
                yield return new CandidatePair(previous, next.Ordinal);
            previous = next.Ordinal;
        }
    }
}
