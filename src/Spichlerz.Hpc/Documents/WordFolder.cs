using System.Text;

namespace Spichlerz.Hpc.Documents;

/// <summary>Folds, classifies and hashes one word of any script, code point by code point: the plain road, and the twin of the fast one.</summary>
internal static class WordFolder
{
    private const int BufferBytes = 64;

    /// <summary>A code point folds to at most four bytes.</summary>
    private const int MaxFoldedBytes = 4;

    /// <summary>The hash of the folded word, what the word was made of before, and its code points.</summary>
    public static ulong Hash(ReadOnlySpan<byte> word, WordFolding folding, out WordClass classes, out int characters)
    {
        characters = 0;
        ReadOnlySpan<uint> table = FoldingTable.Entries(folding.Diacritics);
        Span<byte> folded = stackalloc byte[BufferBytes];
        ulong first = 0, second = 0;
        int filled = 0, hashed = 0;
        WordTraits traits = default;
        while (!word.IsEmpty)
        {
            Rune.DecodeFromUtf8(word, out Rune rune, out int consumed);
            word = word[consumed..];
            traits.Add(rune);
            characters++;
            if (filled > BufferBytes - MaxFoldedBytes)
            {
                // Words have no greatest length: hash the whole steps, but keep a tail for Close as WordHash.Of does.
                int stepped = 0;
                for (; filled - stepped > WordHash.StepBytes; stepped += WordHash.StepBytes)
                    WordHash.Step(folded[stepped..], ref first, ref second);
                folded[stepped..filled].CopyTo(folded);
                filled -= stepped;
                hashed += stepped;
            }
            filled += Fold(rune, folding.Digits, table, folded[filled..]);
        }
        int length = hashed + filled;
        ReadOnlySpan<byte> rest = folded[..filled];
        for (; rest.Length > WordHash.StepBytes; rest = rest[WordHash.StepBytes..])
            WordHash.Step(rest, ref first, ref second);
        classes = traits.Classes;
        return WordHash.Close(rest, first, second, length);
    }

    private static int Fold(Rune rune, bool foldDigits, ReadOnlySpan<uint> table, Span<byte> target)
    {
        if (foldDigits && Rune.IsDigit(rune))
        {
            target[0] = (byte)'0';
            return 1;
        }
        uint index = (uint)(rune.Value - FoldingTable.First);
        if (index >= (uint)table.Length)
            return Rune.ToLowerInvariant(rune).EncodeToUtf8(target);
        uint entry = table[(int)index];
        int count = FoldingTable.CountOf(entry);
        for (int i = 0; i < count; i++)
            target[i] = (byte)(entry >> (8 * i));
        return count;
    }
}
