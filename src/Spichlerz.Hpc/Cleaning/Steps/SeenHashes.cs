using System.Numerics;
using System.Runtime.CompilerServices;

namespace Spichlerz.Hpc.Cleaning.Steps;

/// <summary>A set of hashes, of which it holds the upper 48 bits. It is emptied as far as the next document needs it: less work than to tell old from new at each question.</summary>
internal sealed class SeenHashes
{
    private const int UsualSlots = 1 << 12;

    /// <summary>What makes an entry of a hash, and none of them 0, which is a free slot.</summary>
    private const ulong EntryBits = (1UL << 16) - 1;

    /// <summary>From so many hashes on, room counts for more than the length of probing: the table is then up to two thirds full.</summary>
    private const int ManyHashes = 1 << 20;

    private ulong[] slots = new ulong[UsualSlots];
    private int mask = UsualSlots - 1;

    /// <summary>Empties the set and makes room for so many hashes.</summary>
    public void Begin(int count)
    {
        // At most a quarter full as a rule: nearly every hash then finds its slot empty or its own, without a branch that no predictor foresees.
        int wanted = (int)BitOperations.RoundUpToPowerOf2((uint)Math.Max(count < ManyHashes ? 4L * count : count * 3L / 2, 64));
        if (wanted > slots.Length || slots.Length > 1024 * UsualSlots)
            slots = new ulong[Math.Max(wanted, UsualSlots)];
        else
            slots.AsSpan(0, wanted).Clear();
        mask = wanted - 1;
    }

    /// <summary>Adds a hash; false if it is there already.</summary>
    public bool Add(ulong hash) => Add(slots, mask, hash);

    /// <summary>Adds hashes; returns how many of them were not there yet.</summary>
    public int Add(ReadOnlySpan<ulong> hashes)
    {
        (ulong[] table, int last) = (slots, mask);
        int added = 0;
        foreach (ulong hash in hashes)
            added += Add(table, last, hash) ? 1 : 0;
        return added;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)] // a call for every word of the corpus
    private static bool Add(ulong[] table, int mask, ulong hash)
    {
        ulong entry = hash | EntryBits;
        for (int slot = (int)(hash >> 32) & mask; ; slot = (slot + 1) & mask)
        {
            ulong found = table[slot];
            bool isFree = found == 0, isSame = found == entry;
            if (!(isFree | isSame))
                continue;
            table[slot] = entry;
            return isFree;
        }
    }
}
