using System.Numerics;

namespace Spichlerz.Hpc.Cleaning.Steps;

/// <summary>Counts equal 64-bit hashes; it is emptied in no time: each slot carries the number of the round that filled it.</summary>
internal sealed class HashCounts
{
    private const int UsualSlots = 1 << 12;

    /// <summary>From so many hashes on, room counts for more than the length of probing.</summary>
    private const int ManyHashes = 1 << 20;

    private Slot[] slots = new Slot[UsualSlots];
    private uint round;
    private int mask = UsualSlots - 1;

    /// <summary>Places are smaller than this.</summary>
    public int Places => mask + 1;

    /// <summary>Empties the table and makes room for so many hashes.</summary>
    public void Begin(int count)
    {
        // A short document uses the part of the table that fits into the cache.
        int wanted = (int)BitOperations.RoundUpToPowerOf2((uint)Math.Max(count < ManyHashes ? 2L * count : count * 3L / 2, 64));
        if (wanted > slots.Length || slots.Length > 1024 * UsualSlots)
        {
            slots = new Slot[Math.Max(wanted, UsualSlots)];
            round = 0;
        }
        mask = wanted - 1;
        if (++round == 0)
        {
            slots.AsSpan().Clear();
            round = 1;
        }
    }

    /// <summary>Counts a hash once more and returns its place.</summary>
    public int Add(ulong hash)
    {
        Slot[] table = slots;
        for (int place = (int)(hash >> 32) & mask; ; place = (place + 1) & mask)
        {
            ref Slot slot = ref table[place];
            if (slot.Round != round)
            {
                slot = new Slot { Hash = hash, Round = round, Count = 1 };
                return place;
            }
            if (slot.Hash != hash)
                continue;
            slot.Count++;
            return place;
        }
    }

    /// <summary>How often the hash at a place was added so far.</summary>
    public int this[int place] => slots[place].Count;

    private struct Slot
    {
        public ulong Hash;
        public uint Round;
        public int Count;
    }
}
