using System.Numerics;

namespace Spichlerz.Hpc.Cleaning.Boilerplate;

/// <summary>Counts in how many documents of one shard each line stands. Takes 16 bytes for each different line, up to twice, and the texts of the frequent ones.</summary>
/// <param name="threshold">Documents from which on a line is remembered with its text; 2 at least.</param>
internal sealed class LineCounter(int threshold, long textBytes)
{
    /// <summary>Bytes of text for each of which there is room at the start, twice over: pages set in lines have the most new ones, and moving them later costs more than room.</summary>
    private const int BytesPerLine = 80;

    private const int MinSlots = 1 << 10, MaxSlotsAtStart = 1 << 22;

    private readonly Dictionary<ulong, CountedLine> frequent = [];
    private Slot[] slots = new Slot[BitOperations.RoundUpToPowerOf2((uint)Math.Clamp(2 * textBytes / BytesPerLine, MinSlots, MaxSlotsAtStart))];
    private int used;

    /// <summary>Documents counted.</summary>
    public int Documents { get; private set; }

    /// <summary>Counts a document. One that is a single line counts as a document, but its line does not: equal whole documents are for deduplication.</summary>
    public void Add(ReadOnlySpan<byte> text, LineKeys lines)
    {
        Documents++;
        if (lines.Filled < 2)
            return;
        ReadOnlySpan<ulong> keys = lines.Keys;
        for (int i = 0; i < keys.Length; i++)
        {
            if (keys[i] != LineKeys.None && Count(keys[i]) == threshold)
                frequent.TryAdd(keys[i], CountedLine.Of(keys[i], threshold, text[lines[i]]));
        }
    }

    /// <summary>The lines that reached the threshold.</summary>
    public CountedLines Frequent() => new(Documents, [.. frequent.Select(line => line.Value with { Documents = slots[Find(line.Key)].Documents })]);

    /// <summary>The documents that have the line so far, this one included; 0 if this one had it already.</summary>
    private int Count(ulong key)
    {
        ref Slot slot = ref slots[Find(key)];
        if (slot.Key == LineKeys.None)
        {
            slot = new Slot { Key = key, Documents = 1, LastDocument = Documents };
            if (++used > slots.Length / 2)
                Grow();
            return 1;
        }
        if (slot.LastDocument == Documents)
            return 0;
        slot.LastDocument = Documents;
        return ++slot.Documents;
    }

    private int Find(ulong key)
    {
        Slot[] table = slots;
        int mask = table.Length - 1;
        int place = (int)(key >> 20) & mask;
        while (table[place].Key != key && table[place].Key != LineKeys.None)
            place = (place + 1) & mask;
        return place;
    }

    private void Grow()
    {
        Slot[] full = slots;
        slots = new Slot[2 * full.Length];
        foreach (Slot slot in full)
        {
            if (slot.Key != LineKeys.None)
                slots[Find(slot.Key)] = slot;
        }
    }

    private struct Slot
    {
        public ulong Key;
        public int Documents;
        public int LastDocument;
    }
}
