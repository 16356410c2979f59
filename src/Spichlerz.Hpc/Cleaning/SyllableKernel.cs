using System.Numerics;
using System.Runtime.Intrinsics;
using Spichlerz.Hpc.Documents;

namespace Spichlerz.Hpc.Cleaning;

/// <summary>Marks the syllables of Polish text: one bit for each vowel, but for an i before another vowel, which only softens ("nie" has one).</summary>
/// <remarks>Vowels are a ą e ę i o ó u y. A foreign au or eu counts twice, and bio- once. The bit of a two-byte letter is that of its first byte.</remarks>
internal static class SyllableKernel
{
    public const int BlockBytes = 64;

    /// <summary>Gunning's difficult words, as textstat counts them for Polish.</summary>
    public const int DifficultSyllables = 4;

    /// <summary>Blocks that a text of so many bytes needs: as many as <see cref="WordKernel"/>'s masks.</summary>
    public static int BlockCount(int bytes) => WordKernel.MaskCount(bytes);

    public static void Mark(ReadOnlySpan<byte> utf8, Span<ulong> syllables)
    {
        if (syllables.Length < BlockCount(utf8.Length))
            throw new ArgumentException($"{utf8.Length} bytes of text need {BlockCount(utf8.Length)} blocks; got {syllables.Length}.");
        syllables = syllables[..BlockCount(utf8.Length)];
        if (Vector128.IsHardwareAccelerated)
            MarkVector(utf8, syllables);
        else
            MarkScalar(utf8, syllables);
    }

    internal static void MarkScalar(ReadOnlySpan<byte> utf8, Span<ulong> syllables)
    {
        syllables.Clear();
        for (int i = 0; i < utf8.Length; i++)
        {
            if (IsVowel(utf8, i) && !((utf8[i] | 0x20) == 'i' && IsVowel(utf8, i + 1)))
                syllables[i / BlockBytes] |= 1UL << (i % BlockBytes);
        }
    }

    internal static void MarkVector(ReadOnlySpan<byte> utf8, Span<ulong> syllables)
    {
        Span<byte> padded = stackalloc byte[BlockBytes];
        ulong mayBeSoft = 0; // an i that ended the block before
        for (int b = 0; b < syllables.Length; b++)
        {
            int origin = b * BlockBytes;
            bool isWhole = utf8.Length - origin >= BlockBytes;
            if (!isWhole)
            {
                padded.Clear();
                utf8[Math.Min(origin, utf8.Length)..].CopyTo(padded);
            }
            Vector512<byte> bytes = Vector512.Create(isWhole ? utf8[origin..] : padded), small = bytes | Vector512.Create((byte)0x20), i = Is(small, 'i');
            ulong vowels = (i | Is(small, 'a') | Is(small, 'e') | Is(small, 'o') | Is(small, 'u') | Is(small, 'y')).ExtractMostSignificantBits();
            ulong c4 = Is(bytes, '\u00C4').ExtractMostSignificantBits(), c3 = Is(bytes, '\u00C3').ExtractMostSignificantBits();
            if ((c4 | c3) != 0)
            {
                ulong behindC4 = (Is(bytes, '\u0084') | Is(bytes, '\u0085') | Is(bytes, '\u0098') | Is(bytes, '\u0099')).ExtractMostSignificantBits();
                ulong behindC3 = Is(small, '\u00B3').ExtractMostSignificantBits(); // Ó is 93
                vowels |= (c4 & (behindC4 >> 1)) | (c3 & (behindC3 >> 1));
                if (isWhole && (c4 | c3) >> (BlockBytes - 1) != 0 && IsVowel(utf8, origin + BlockBytes - 1)) // its second byte is the next block's
                    vowels |= 1UL << (BlockBytes - 1);
            }
            if ((mayBeSoft & vowels & 1) != 0)
                syllables[b - 1] &= ulong.MaxValue >> 1;
            ulong softening = i.ExtractMostSignificantBits();
            syllables[b] = vowels & ~(softening & (vowels >> 1));
            mayBeSoft = softening >> (BlockBytes - 1);
        }
    }

    /// <summary>How many words have <see cref="DifficultSyllables"/> or more.</summary>
    /// <param name="syllables">As <see cref="Mark"/> wrote them.</param>
    /// <param name="masks">Of the same text.</param>
    public static int CountDifficult(ReadOnlySpan<ulong> syllables, ReadOnlySpan<WordMasks> masks)
    {
        int words = 0;
        ulong first = 0, second = 0, third = 0, fourth = 0;
        syllables = syllables[..masks.Length];
        for (int b = 0; b < masks.Length; b++)
        {
            ulong runs = masks[b].Words, more = MaskRuns.BehindFirst(runs, syllables[b], ref first);
            more = MaskRuns.BehindFirst(runs, more, ref second);
            more = MaskRuns.BehindFirst(runs, more, ref third);
            words += BitOperations.PopCount(more & ~MaskRuns.BehindFirst(runs, more, ref fourth));
        }
        return words;
    }

    /// <summary>Whether the letter that ends at a byte is a vowel.</summary>
    public static bool IsVowelEnd(ReadOnlySpan<byte> utf8, int last) => IsVowel(utf8, last > 0 && (utf8[last] & 0xC0) == 0x80 ? last - 1 : last);

    private static Vector512<byte> Is(Vector512<byte> bytes, char value) => Vector512.Equals(bytes, Vector512.Create((byte)value));

    private static bool IsVowel(ReadOnlySpan<byte> utf8, int index)
    {
        if (index >= utf8.Length)
            return false;
        byte next = index + 1 < utf8.Length ? utf8[index + 1] : (byte)0;
        return utf8[index] switch
        {
            0xC4 => next is 0x84 or 0x85 or 0x98 or 0x99, // ą ę
            0xC3 => next is 0x93 or 0xB3, // ó
            byte letter => (letter | 0x20) is 'a' or 'e' or 'i' or 'o' or 'u' or 'y',
        };
    }
}
