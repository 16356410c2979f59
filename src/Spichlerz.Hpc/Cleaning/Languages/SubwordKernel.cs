using System.Buffers.Binary;

namespace Spichlerz.Hpc.Cleaning.Languages;

/// <summary>fastText's hash of words and of the character n-grams inside them: FNV-1a, 32 bits, with the C++ code's sign-extended bytes.</summary>
internal static class SubwordKernel
{
    public const uint Seed = 2166136261;

    /// <summary>One byte more. Bytes of 0x80 and above are sign-extended: fastText read them as signed char, and its models keep that.</summary>
    public static uint Step(uint hash, byte value) => unchecked((hash ^ (uint)(sbyte)value) * 16777619);

    public static uint Hash(ReadOnlySpan<byte> word)
    {
        uint hash = Seed;
        foreach (byte value in word)
            hash = Step(hash, value);
        return hash;
    }

    /// <summary>Writes the rows of the n-grams that begin at bytes [from, to) of <paramref name="word"/>, as far as the model kept them.</summary>
    /// <param name="word">UTF-8 with the borders '&lt;' and '&gt;' around it.</param>
    /// <param name="from">The first byte at which an n-gram may begin.</param>
    /// <param name="to">The byte after the last one.</param>
    /// <param name="index">Knows which n-grams the model kept.</param>
    /// <param name="rows">Room for <see cref="MaxRows"/>(to − from) numbers.</param>
    /// <returns>How many rows were written.</returns>
    public static int Rows(ReadOnlySpan<byte> word, int from, int to, SubwordIndex index, Span<int> rows)
    {
        int count = 0;
        for (int start = from; start < to; start++)
        {
            if (IsInner(word[start])) continue;
            if (BeginsWithAscii(word[start..]))
            {
                count = AddRows(word[start..], index, rows, count);
                continue;
            }
            uint hash = Seed;
            for (int end = start, length = 1; end < word.Length && length <= SubwordIndex.MaxLength; length++)
            {
                do hash = Step(hash, word[end++]);
                while (end < word.Length && IsInner(word[end]));
                if (length < SubwordIndex.MinLength) continue;
                rows[count] = index.Row(hash, out int kept);
                count += kept;
            }
        }
        return count;
    }

    /// <summary>The most rows that n-grams beginning at so many bytes can have.</summary>
    public static int MaxRows(int starts) => starts * (SubwordIndex.MaxLength - SubwordIndex.MinLength + 1);

    /// <summary>Whether the longest n-gram here takes a byte for each character, as most do.</summary>
    private static bool BeginsWithAscii(ReadOnlySpan<byte> text) => BinaryPrimitives.TryReadUInt32LittleEndian(text, out uint first) && (first & 0x80808080) == 0;

    /// <summary>Writes behind so many rows those of the n-grams of 2, 3 and 4 bytes that a text begins with, and returns how many there are now.</summary>
    private static int AddRows(ReadOnlySpan<byte> text, SubwordIndex index, Span<int> rows, int count)
    {
        uint two = Step(Step(Seed, text[0]), text[1]), three = Step(two, text[2]), four = Step(three, text[3]);
        rows[count] = index.Row(two, out int kept);
        count += kept;
        rows[count] = index.Row(three, out kept);
        count += kept;
        rows[count] = index.Row(four, out kept);
        return count + kept;
    }

    private static bool IsInner(byte value) => (value & 0xC0) == 0x80;
}
