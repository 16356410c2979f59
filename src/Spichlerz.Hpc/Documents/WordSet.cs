using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Spichlerz.Hpc.Documents;

/// <summary>
/// A fixed set of words, asked for by hash for every word of the corpus: a table that stays in the first-level cache, whose buckets hold two
/// words each. No question goes past its bucket, so asking has no branch that depends on the word.
/// </summary>
internal sealed class WordSet
{
    private const int BucketSlots = 2;

    /// <summary>With fewer some three words would nearly always meet in one bucket.</summary>
    private const int SlotsPerWord = 8;

    private readonly ulong[] slots;
    private readonly int shift;

    /// <param name="words">In any case, with or without diacritics: they are folded like the text's.</param>
    public WordSet(params string[] words)
    {
        ulong[] hashes = [.. words.Select(WordHash.OfWord).Distinct()];
        slots = new ulong[BitOperations.RoundUpToPowerOf2((uint)Math.Max(hashes.Length * SlotsPerWord, 16))];
        // Other bits of the hash make other buckets; where none will do, more buckets.
        for (shift = 0; !Fill(slots, shift, hashes); shift++)
        {
            if (shift + BitOperations.Log2((uint)slots.Length) >= 64)
                (slots, shift) = (new ulong[2 * slots.Length], -1);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)] // a call for every word of the corpus
    public bool Contains(ulong hash)
    {
        ulong[] table = slots;
        int bucket = BucketOf(hash, shift, table.Length);
        return (table[bucket] == hash) | (table[bucket + 1] == hash);
    }

    /// <summary>How many of the words are in the set.</summary>
    public int Count(ReadOnlySpan<ulong> hashes)
    {
        ReadOnlySpan<Vector128<ulong>> buckets = MemoryMarshal.Cast<ulong, Vector128<ulong>>(slots);
        Vector128<ulong> counts = Vector128<ulong>.Zero;
        int shifted = shift, last = buckets.Length - 1;
        foreach (ulong hash in hashes)
            counts -= Vector128.Equals(buckets[(int)(hash >> shifted >> 1) & last], Vector128.Create(hash));
        return (int)Vector128.Sum(counts);
    }

    private static int BucketOf(ulong hash, int shift, int slotCount) => (int)(hash >> shift) & (slotCount - BucketSlots);

    /// <summary>False if three words fall into one bucket.</summary>
    private static bool Fill(ulong[] slots, int shift, ulong[] hashes)
    {
        for (int i = 0; i < slots.Length; i++)
            slots[i] = Vacant(i);
        foreach (ulong hash in hashes)
        {
            int bucket = BucketOf(hash, shift, slots.Length);
            if (slots[bucket] == Vacant(bucket))
                slots[bucket] = hash;
            else if (slots[bucket + 1] == Vacant(bucket + 1))
                slots[bucket + 1] = hash;
            else
                return false;
        }
        return true;

        // A hash of another bucket, which nobody looks for here.
        ulong Vacant(int slot) => (ulong)(slot ^ BucketSlots) << shift;
    }
}
