using System.Numerics;

namespace Spichlerz.Hpc.Cleaning.Steps;

/// <summary>A set of 64-bit hashes that is emptied in no time: slots carry the number of the round that filled them.</summary>
internal sealed class SeenHashes
{
    private const int UsualSlots = 1 << 12;

    /// <summary>From so many hashes on, room counts for more than the length of probing: the table is then up to two thirds full.</summary>
    private const int ManyHashes = 1 << 20;

    private ulong[] hashes = new ulong[UsualSlots];
    private uint[] rounds = new uint[UsualSlots];
    private uint round;
    private int mask = UsualSlots - 1;

    /// <summary>Empties the set and makes room for so many hashes.</summary>
    public void Begin(int count)
    {
        // At most half full as a rule, so that probing stays short. A long document uses all of the table, a short one the part that fits into cache.
        int slots = (int)BitOperations.RoundUpToPowerOf2((uint)Math.Max(count < ManyHashes ? 2L * count : count * 3L / 2, 64));
        if (slots > hashes.Length || hashes.Length > 1024 * UsualSlots)
        {
            hashes = new ulong[Math.Max(slots, UsualSlots)];
            rounds = new uint[hashes.Length];
            round = 0;
        }
        mask = slots - 1;
        if (++round == 0)
        {
            rounds.AsSpan().Clear();
            round = 1;
        }
    }

    /// <summary>Adds a hash; false if it is there already.</summary>
    public bool Add(ulong hash)
    {
        for (int slot = (int)(hash >> 32) & mask; ; slot = (slot + 1) & mask)
        {
            if (rounds[slot] != round)
            {
                rounds[slot] = round;
                hashes[slot] = hash;
                return true;
            }
            if (hashes[slot] == hash)
                return false;
        }
    }
}
