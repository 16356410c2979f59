namespace Spichlerz.Hpc.Cleaning.Languages;

/// <summary>The words that the model has vectors for, and the rows (own vector, then n-grams) of each. Immutable.</summary>
internal sealed class WordIndex
{
    /// <summary>The word that stands for the end of a line: the model's first.</summary>
    public const int EndOfLine = 0;

    /// <summary>One in nine of the words that are not in the index passes, and the bits stay in the first-level cache: nine in ten that it is asked about are not.</summary>
    private const int PresentBits = 16;
    private const uint PresentMask = (1u << PresentBits) - 1;

    private readonly byte[][] words;
    private readonly int[][] rows;
    private readonly (uint Hash, int Number)[] table; // by hash, open addressing, at most half full; a word's number + 1

    private readonly ulong[] present = new ulong[1 << (PresentBits - 6)]; // a bit for the lowest bits of each word's hash

    public WordIndex(byte[][] words, int[][] rows)
    {
        (this.words, this.rows) = (words, rows);
        table = new (uint, int)[(int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)words.Length * 2)];
        for (int word = 0; word < words.Length; word++)
        {
            uint hash = SubwordKernel.Hash(words[word]);
            int slot = Slot(hash);
            while (table[slot].Number != 0)
                slot = Slot((uint)slot + 1);
            table[slot] = (hash, word + 1);
            present[(hash & PresentMask) >> 6] |= 1UL << (int)hash;
        }
    }

    /// <summary>The number of <paramref name="word"/>, whose hash by <see cref="SubwordKernel"/> is given, or −1.</summary>
    public int Find(ReadOnlySpan<byte> word, uint hash)
    {
        if ((present[(hash & PresentMask) >> 6] >> (int)hash & 1) == 0)
            return -1;
        for (int slot = Slot(hash); table[slot] is { Number: > 0 } entry; slot = Slot((uint)slot + 1))
        {
            if (entry.Hash == hash && word.SequenceEqual(words[entry.Number - 1]))
                return entry.Number - 1;
        }
        return -1;
    }

    public ReadOnlySpan<int> Rows(int word) => rows[word];

    private int Slot(uint hash) => (int)(hash & (uint)(table.Length - 1));
}
