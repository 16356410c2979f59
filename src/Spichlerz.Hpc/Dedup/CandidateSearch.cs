using Spichlerz.Hpc.Config;
using Spichlerz.Hpc.Manifests;
using Spichlerz.Hpc.Runs;

namespace Spichlerz.Hpc.Dedup;

/// <summary>
/// Finds candidate pairs band by band. Every rank sends the keys of its documents to the ranks that own their key ranges; there they are
/// sorted, and documents with one key are paired: the first with each, and each with the next.
/// </summary>
/// <remarks>Where a band's records do not fit into the rank's memory, the key ranges are taken in several rounds.</remarks>
internal sealed class CandidateSearch(DedupSettings settings, IRankGroup group, OrdinalMap ordinals, SignatureStore store)
{
    // A record is held when it is sent, received, and twice while it is sorted.
    private const long BytesPerRecord = 4 * 16;

    private readonly Parcels<BandRecord> keys = new(group);
    private readonly Parcels<CandidatePair> pairs = new(group);
    private BandRecord[] records = [];
    private BandRecord[] sorted = [];

    /// <summary>Rounds into which each band is cut, the same on every rank.</summary>
    public int Rounds { get; } = (int)Math.Max(1, Math.Ceiling((double)BytesPerRecord * ordinals.Count / group.Size / ((long)settings.MemoryMib << 20)));

    /// <summary>The candidate pairs of one band and round whose smaller document this rank owns, sorted, each once. Collective.</summary>
    /// <param name="entries">Given in the very first round: the files are then checked while they are read.</param>
    public CandidatePair[] Find(int band, int round, IReadOnlyDictionary<string, FileEntry>? entries)
    {
        int count = Collect(band, round, entries);
        BandRecord[] ordered = RecordSort.Sort(records, ref sorted, count);
        for (int start = 0, end; start < count; start = end)
        {
            end = start + 1;
            while (end < count && ordered[end].Key == ordered[start].Key)
                end++;
            Pair(ordered.AsSpan(start, end - start));
        }
        CandidatePair[] found = pairs.ExchangeAll();
        Array.Sort(found);
        return found;
    }

    /// <summary>Fills <see cref="records"/> with the keys this rank owns and returns their number.</summary>
    private int Collect(int band, int round, IReadOnlyDictionary<string, FileEntry>? entries)
    {
        store.Scan((uint ordinal, in SignatureRecord record) =>
        {
            if (record.HasWords == 0)
                return;
            ulong key = BandKeys.Key(record.Slots, band, settings.Rows);
            int rank = (int)Math.BigMul(key, (ulong)group.Size, out ulong within);
            if (Rounds == 1 || (int)Math.BigMul(within, (ulong)Rounds, out _) == round)
                keys.Add(rank, new BandRecord(key, ordinal));
        }, entries);
        Parcels<BandRecord>.Arrived[] incoming = keys.Exchange();
        int count = incoming.Sum(arrived => arrived.Records.Length);
        if (records.Length < count)
            records = new BandRecord[count];
        return Parcels<BandRecord>.CopyTo(incoming, records); // senders own ascending ordinals, so equal keys stay in order
    }

    private void Pair(ReadOnlySpan<BandRecord> equal)
    {
        for (int i = 1; i < equal.Length; i++)
        {
            Add(equal[0].Ordinal, equal[i].Ordinal);
            if (i > 1)
                Add(equal[i - 1].Ordinal, equal[i].Ordinal);
        }
    }

    private void Add(uint a, uint b) => pairs.Add(ordinals.OwnerOf(a), new CandidatePair(a, b));
}
