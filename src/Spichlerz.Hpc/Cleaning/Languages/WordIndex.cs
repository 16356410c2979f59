namespace Spichlerz.Hpc.Cleaning.Languages;

/// <summary>The words that the model has vectors for, and the rows (own vector, then n-grams) of each. Immutable.</summary>
internal sealed class WordIndex
{
    /// <summary>The word that stands for the end of a line: the model's first.</summary>
    public const int EndOfLine = 0;

    private readonly byte[][] words;
    private readonly int[][] rows;
    private readonly int[] table; // word number + 1 by hash, open addressing, at most half full

    public WordIndex(byte[][] words, int[][] rows)
    {
        (this.words, this.rows) = (words, rows);
        table = new int[(int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)words.Length * 2)];
        for (int word = 0; word < words.Length; word++)
        {
            int slot = Slot(SubwordKernel.Hash(words[word]));
            while (table[slot] != 0)
                slot = Slot((uint)slot + 1);
            table[slot] = word + 1;
        }
    }

    /// <summary>The number of <paramref name="word"/>, whose hash by <see cref="SubwordKernel"/> is given, or −1.</summary>
    public int Find(ReadOnlySpan<byte> word, uint hash)
    {
        for (int slot = Slot(hash); table[slot] != 0; slot = Slot((uint)slot + 1))
        {
            if (word.SequenceEqual(words[table[slot] - 1]))
                return table[slot] - 1;
        }
        return -1;
    }

    public ReadOnlySpan<int> Rows(int word) => rows[word];

    private int Slot(uint hash) => (int)(hash & (uint)(table.Length - 1));
}
