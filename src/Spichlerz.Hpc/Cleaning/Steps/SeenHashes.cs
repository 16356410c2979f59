using System.Numerics;
using System.Runtime.CompilerServices;

namespace Spichlerz.Hpc.Cleaning.Steps;

/// <summary>A set of hashes that is emptied in no time: each slot carries the number of the round that filled it, beside the hash's upper 48 bits.</summary>
internal sealed class SeenHashes
{
    private const int UsualSlots = 1 << 12;
    private const int RoundBits = 16;
    private const ulong RoundMask = (1UL << RoundBits) - 1;

    /// <summary>From so many hashes on, room counts for more than the length of probing: the table is then up to two thirds full.</summary>
    private const int ManyHashes = 1 << 20;

    private ulong[] slots = new ulong[UsualSlots];
    private ulong round;
    private int mask = UsualSlots - 1;

    /// <summary>Empties the set and makes room for so many hashes.</summary>
    public void Begin(int count)
    {
        // At most a quarter full as a rule: nearly every hash then finds its slot empty or its own, without a branch that no predictor foresees.
        int wanted = (int)BitOperations.RoundUpToPowerOf2((uint)Math.Max(count < ManyHashes ? 4L * count : count * 3L / 2, 64));
        if (wanted > slots.Length || slots.Length > 1024 * UsualSlots)
        {
            slots = new ulong[Math.Max(wanted, UsualSlots)];
            round = 0;
        }
        mask = wanted - 1;
        round = (round + 1) & RoundMask;
        if (round == 0)
        {
            slots.AsSpan().Clear();
            round = 1;
        }
    }

    /// <summary>Adds a hash; false if it is there already.</summary>
    public bool Add(ulong hash) => Add(slots, mask, round, hash);

    /// <summary>Adds hashes; returns how many of them were not there yet.</summary>
    public int Add(ReadOnlySpan<ulong> hashes)
    {
        (ulong[] table, int last, ulong current) = (slots, mask, round);
        int added = 0;
        foreach (ulong hash in hashes)
            added += Add(table, last, current, hash) ? 1 : 0;
        return added;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)] // a call for every word of the corpus
    private static bool Add(ulong[] table, int mask, ulong round, ulong hash)
    {
        ulong entry = (hash & ~RoundMask) | round;
        for (int slot = (int)(hash >> 32) & mask; ; slot = (slot + 1) & mask)
        {
            ulong found = table[slot];
            bool isFree = ((found ^ round) & RoundMask) != 0, isSame = found == entry;
            if (!(isFree | isSame))
                continue;
            table[slot] = entry;
            return isFree;
        }
    }
}
