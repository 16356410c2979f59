using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Text;

namespace Spichlerz.Hpc.Documents;

/// <summary>Finds the words of UTF-8 text: bit masks over its bytes, and a copy with A to Z lower-cased to hash words from.</summary>
/// <remarks>
/// A word is a maximal run of code points for which Rune.IsLetterOrDigit holds. Text is expected to be valid UTF-8;
/// where it is not, nothing is thrown and the masks are unspecified.
/// </remarks>
public static class WordKernel
{
    /// <summary>Bytes of text behind one <see cref="WordMasks"/>.</summary>
    public const int BlockBytes = 64;

    private const byte Multiplication = 0x97; // U+00D7 is C3 97
    private const byte Division = 0xB7;       // U+00F7 is C3 B7

    /// <summary>Masks that a text of so many bytes needs: its blocks, and one of zeros so that a window may look past the end.</summary>
    public static int MaskCount(int bytes) => BlocksOf(bytes) + 1;

    /// <summary>Length of the lower-cased copy: whole blocks, and one of zeros so that hashes may read past the end.</summary>
    public static int LoweredLength(int bytes) => checked((BlocksOf(bytes) + 1) * BlockBytes);

    /// <summary>
    /// Fills <paramref name="lowered"/> and <paramref name="masks"/>, which have at least <see cref="LoweredLength"/> bytes and
    /// <see cref="MaskCount"/> masks, and returns the number of code points. Bytes and bits past the text are zero.
    /// </summary>
    public static int Scan(ReadOnlySpan<byte> utf8, Span<byte> lowered, Span<WordMasks> masks)
    {
        int lowerLength = LoweredLength(utf8.Length), maskCount = MaskCount(utf8.Length);
        if (lowered.Length < lowerLength || masks.Length < maskCount)
            throw new ArgumentException($"{utf8.Length} bytes of text need {lowerLength} bytes and {maskCount} masks; got {lowered.Length} and {masks.Length}.");
        lowered = lowered[..lowerLength];
        masks = masks[..maskCount];
        return Vector128.IsHardwareAccelerated ? ScanVector(utf8, lowered, masks) : ScanScalar(utf8, lowered, masks);
    }

    internal static int ScanScalar(ReadOnlySpan<byte> utf8, Span<byte> lowered, Span<WordMasks> masks)
    {
        lowered[utf8.Length..].Clear();
        masks.Clear();
        int characters = 0;
        for (int start = 0; start < utf8.Length; characters++)
        {
            Rune.DecodeFromUtf8(utf8[start..], out Rune rune, out int length);
            bool isWord = Rune.IsLetterOrDigit(rune);
            for (int i = start; i < start + length; i++)
            {
                ref WordMasks block = ref masks[i / BlockBytes];
                ulong bit = 1UL << (i % BlockBytes);
                block.Words |= isWord ? bit : 0;
                block.NonAscii |= rune.IsAscii ? 0 : bit;
                block.Upper |= rune.Value is >= 'A' and <= 'Z' ? bit : 0;
                block.Digits |= rune.Value is >= '0' and <= '9' ? bit : 0;
                block.LineFeeds |= rune.Value == '\n' ? bit : 0;
                lowered[i] = rune.Value is >= 'A' and <= 'Z' ? (byte)(utf8[i] | 0x20) : utf8[i];
            }
            start += length;
        }
        return characters;
    }

    internal static int ScanVector(ReadOnlySpan<byte> utf8, Span<byte> lowered, Span<WordMasks> masks)
    {
        ReadOnlySpan<Vector512<byte>> blocks = MemoryMarshal.Cast<byte, Vector512<byte>>(utf8);
        Span<Vector512<byte>> lowers = MemoryMarshal.Cast<byte, Vector512<byte>>(lowered);
        Carry carry = default;
        for (int b = 0; b < blocks.Length; b++)
            lowers[b] = ScanBlock(blocks[b], utf8, b, ref carry, masks);
        if (blocks.Length * BlockBytes < utf8.Length)
        {
            Span<byte> last = stackalloc byte[BlockBytes];
            utf8[(blocks.Length * BlockBytes)..].CopyTo(last);
            lowers[blocks.Length] = ScanBlock(MemoryMarshal.Read<Vector512<byte>>(last), utf8, blocks.Length, ref carry, masks);
        }
        lowers[^1] = default;
        masks[^1] = default;
        if (utf8.Length % BlockBytes != 0)
            masks[^2].Words &= ulong.MaxValue >> -utf8.Length; // a text cut inside a letter must not give a word that is longer than it
        return utf8.Length - carry.Continuations;
    }

    private static int BlocksOf(int bytes) => (int)(((uint)bytes + BlockBytes - 1) / BlockBytes);

    // Both are inlined by order: left to the JIT's profile, one run in two kept the call, and the carry in memory, at half the speed.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<byte> ScanBlock(Vector512<byte> bytes, ReadOnlySpan<byte> utf8, int index, ref Carry carry, Span<WordMasks> masks)
    {
        Vector512<byte> isUpper = Vector512.LessThan(bytes - Vector512.Create((byte)'A'), Vector512.Create((byte)26));
        Vector512<byte> lower = bytes | (isUpper & Vector512.Create((byte)0x20));
        Vector512<byte> isLetter = Vector512.LessThan(lower - Vector512.Create((byte)'a'), Vector512.Create((byte)26));
        ulong digits = Vector512.LessThan(bytes - Vector512.Create((byte)'0'), Vector512.Create((byte)10)).ExtractMostSignificantBits();
        ref WordMasks block = ref masks[index];
        block.NonAscii = bytes.ExtractMostSignificantBits();
        block.Upper = isUpper.ExtractMostSignificantBits();
        block.Digits = digits;
        block.LineFeeds = Vector512.Equals(bytes, Vector512.Create((byte)'\n')).ExtractMostSignificantBits();
        block.Words = isLetter.ExtractMostSignificantBits() | digits;
        if ((block.NonAscii | carry.Words) != 0)
            ScanNonAscii(bytes, utf8, index, ref carry, masks);
        return lower;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void ScanNonAscii(Vector512<byte> bytes, ReadOnlySpan<byte> utf8, int index, ref Carry carry, Span<WordMasks> masks)
    {
        ref WordMasks block = ref masks[index];
        // C3, C4 and C5 lead U+00C0 to U+017F: all letters but two, and nearly all that Polish needs.
        ulong latin = Vector512.LessThan(bytes - Vector512.Create((byte)0xC3), Vector512.Create((byte)3)).ExtractMostSignificantBits();
        ulong leads = Vector512.GreaterThanOrEqual(bytes, Vector512.Create((byte)0xC0)).ExtractMostSignificantBits();
        ulong c3 = Vector512.Equals(bytes, Vector512.Create((byte)0xC3)).ExtractMostSignificantBits();
        ulong signs = (Vector512.Equals(bytes, Vector512.Create(Multiplication)) | Vector512.Equals(bytes, Vector512.Create(Division))).ExtractMostSignificantBits();
        carry.Continuations += BitOperations.PopCount(block.NonAscii & ~leads);
        ulong words = block.Words | latin | (latin << 1) | carry.Words;
        ulong next = latin >> (BlockBytes - 1);
        signs &= (c3 << 1) | carry.C3;
        if (signs != 0)
        {
            words &= ~(signs | (signs >> 1));
            if ((signs & 1) != 0)
                masks[index - 1].Words &= ulong.MaxValue >> 1; // its lead byte ended the block before
        }
        ulong other = leads & ~latin;
        if (other != 0) // U+2000 to U+203F are dashes, quotes, spaces, and most of what is no Latin letter
            other &= ~(Vector512.Equals(bytes, Vector512.Create((byte)0xE2)).ExtractMostSignificantBits() & (Vector512.Equals(bytes, Vector512.Create((byte)0x80)).ExtractMostSignificantBits() >> 1));
        for (; other != 0; other &= other - 1)
        {
            int bit = BitOperations.TrailingZeroCount(other);
            int length = OtherLetterBytes(utf8[((index * BlockBytes) + bit)..]);
            ulong run = (1UL << length) - 1;
            words |= run << bit;
            next |= bit + length > BlockBytes ? run >> (BlockBytes - bit) : 0;
        }
        carry.Words = next;
        carry.C3 = c3 >> (BlockBytes - 1);
        block.Words = words;
    }

    /// <summary>Bytes of the code point at the start, or 0 if it is neither a letter nor a digit.</summary>
    private static int OtherLetterBytes(ReadOnlySpan<byte> utf8)
    {
        if (utf8.Length > 1)
        {
            if (utf8[0] == 0xE2 && utf8[1] == 0x80)
                return 0; // U+2000 to U+203F: dashes, quotes, spaces
            if (utf8[0] == 0xC2 && utf8[1] is not (0xAA or 0xB5 or 0xBA))
                return 0; // U+0080 to U+00BF: no-break space, « », §; but ª µ º are letters
        }
        Rune.DecodeFromUtf8(utf8, out Rune rune, out int length);
        return Rune.IsLetterOrDigit(rune) ? length : 0;
    }

    /// <summary>What one block leaves to the next, and the count of the whole text.</summary>
    private struct Carry
    {
        /// <summary>Bits of the next block that belong to a letter begun in this one.</summary>
        public ulong Words;

        /// <summary>1 if this block ends in C3.</summary>
        public ulong C3;

        public int Continuations;
    }
}
