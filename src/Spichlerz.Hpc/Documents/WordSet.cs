using System.Numerics;

namespace Spichlerz.Hpc.Documents;

/// <summary>A fixed set of words, asked for by hash for every word of the corpus: open addressing in a table that stays in the first-level cache.</summary>
internal sealed class WordSet
{
    /// <summary>At most one slot in eight is taken, so most questions end at the first.</summary>
    private const int SlotsPerWord = 8;

    private readonly ulong[] slots;

    /// <param name="words">In any case, with or without diacritics: they are folded like the text's.</param>
    public WordSet(params string[] words)
    {
        slots = new ulong[BitOperations.RoundUpToPowerOf2((uint)Math.Max(words.Length * SlotsPerWord, 16))];
        foreach (ulong hash in words.Select(WordHash.OfWord).Distinct())
            slots[Find(hash)] = hash;
    }

    public bool Contains(ulong hash) => slots[Find(hash)] != 0;

    /// <summary>How many of the words are in the set.</summary>
    public int Count(ReadOnlySpan<ulong> hashes)
    {
        int count = 0;
        foreach (ulong hash in hashes)
            count += Contains(hash) ? 1 : 0;
        return count;
    }

    /// <summary>The slot that holds the hash, or the empty one where it would stand.</summary>
    private int Find(ulong hash)
    {
        ulong[] table = slots;
        int slot = (int)hash & (table.Length - 1);
        while (table[slot] != 0 && table[slot] != hash)
            slot = (slot + 1) & (table.Length - 1);
        return slot;
    }
}
