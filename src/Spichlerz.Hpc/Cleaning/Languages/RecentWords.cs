using System.Buffers.Binary;
using System.Numerics;
using Spichlerz.Hpc.Documents;

namespace Spichlerz.Hpc.Cleaning.Languages;

/// <summary>The rows of short words met lately: of ten words that the model is asked about seven recur soon.</summary>
internal sealed class RecentWords
{
    /// <summary>Longer words are not noted.</summary>
    public const int MaxBytes = 16;

    /// <summary>The tables stay in the second-level cache beside <see cref="SubwordIndex"/>.</summary>
    private const int SlotBits = 11, Slots = 1 << SlotBits, MaxRows = 31, SlotNumbers = MaxRows + 1;

    private readonly (ulong First, ulong Second)[] keys = new (ulong, ulong)[Slots];
    private readonly int[] rows = new int[Slots * SlotNumbers]; // of each slot their number, then they

    /// <summary>The rows of the word of so many bytes that a text begins with; none if they are not known.</summary>
    public ReadOnlySpan<int> RowsOf(ReadOnlySpan<byte> text, int length)
    {
        if (length > MaxBytes || text.Length < MaxBytes)
            return [];
        (ulong First, ulong Second) key = KeyOf(text, length);
        int slot = SlotOf(key);
        return keys[slot] == key ? rows.AsSpan((slot * SlotNumbers) + 1, rows[slot * SlotNumbers]) : [];
    }

    /// <summary>Notes the rows of the word of so many bytes that a text begins with, in place of another word's.</summary>
    public void Add(ReadOnlySpan<byte> text, int length, ReadOnlySpan<int> found)
    {
        if (length > MaxBytes || text.Length < MaxBytes || found.Length > MaxRows)
            return;
        (ulong First, ulong Second) key = KeyOf(text, length);
        int slot = SlotOf(key);
        keys[slot] = key;
        rows[slot * SlotNumbers] = found.Length;
        found.CopyTo(rows.AsSpan((slot * SlotNumbers) + 1));
    }

    /// <summary>The word itself, zeros behind it: no word holds a zero.</summary>
    private static (ulong First, ulong Second) KeyOf(ReadOnlySpan<byte> text, int length) => (
        BinaryPrimitives.ReadUInt64LittleEndian(text) & WordHash.FirstHalf[length],
        BinaryPrimitives.ReadUInt64LittleEndian(text[sizeof(ulong)..]) & WordHash.SecondHalf[length]);

    private static int SlotOf((ulong First, ulong Second) key) =>
        (int)(unchecked((BitOperations.RotateLeft(key.First * 0x9E3779B97F4A7C15, 29) ^ key.Second) * 0xD6E8FEB86659FD93) >> (64 - SlotBits));
}
