using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Spichlerz.Hpc.Documents;

/// <summary>
/// From the lower-cased text and the masks of <see cref="WordKernel"/> to the folded text and the columns of <see cref="TextAnalysis"/>, a block
/// of 64 bytes and all words that end in it at a time. Its twins, for machines that cannot compress bytes by a mask, are
/// <see cref="FoldKernel"/> and <see cref="WordTableKernel"/>, which go from word to word and take three times as long.
/// </summary>
internal static class WordColumnKernel
{
    /// <summary>Words that can end in a block; columns need so much room past their end.</summary>
    public const int PaddingWords = WordKernel.BlockBytes / 2;

    /// <summary>Positions written at once, enough for the words that begin in most blocks.</summary>
    private const int GroupWords = 16;

    /// <summary>The folded end of a word that is folded, classified and hashed code point by code point; no text is so long.</summary>
    private const int PlainRoad = int.MaxValue;

    private const byte UpperEntry = 0x80, PolishEntry = 0x40, LetterBits = 0x1F, SmallLetter = 0x60;

    /// <summary>A one in each byte, and the bit that stands for each byte among eight.</summary>
    private const ulong Ones = 0x0101010101010101, BitOfEach = 0x8040201008040201;

    private static readonly Vector512<byte> LettersBehindC3 = Tabulate(0xC3), LettersBehindC4 = Tabulate(0xC4), LettersBehindC5 = Tabulate(0xC5);

    public static bool IsSupported => Avx512Vbmi2.IsSupported && Bmi2.X64.IsSupported;

    /// <summary>
    /// Writes the folded text, in which letters U+00C0 to U+017F that fold to one have one byte, where each word starts and ends in the text and
    /// in the folded one, and its class. All but the text is ready for <see cref="Hash"/> only.
    /// </summary>
    /// <param name="lowered">WordKernel's.</param>
    /// <param name="masks">WordKernel's.</param>
    /// <param name="folded">As long as <paramref name="lowered"/>.</param>
    /// <param name="folding">What is to be folded.</param>
    /// <param name="starts">This and the other columns have <see cref="PaddingWords"/> more than there are words.</param>
    /// <param name="classes">Empty: nobody asks.</param>
    public static void Fill(
        ReadOnlySpan<byte> lowered, ReadOnlySpan<WordMasks> masks, Span<byte> folded, WordFolding folding,
        Span<int> starts, Span<int> ends, Span<int> foldedStarts, Span<int> foldedEnds, Span<WordClass> classes)
    {
        ReadOnlySpan<Vector512<byte>> blocks = MemoryMarshal.Cast<byte, Vector512<byte>>(lowered);
        ulong plainDigits = folding.Digits ? ulong.MaxValue : 0;
        int started = 0, ended = 0, at = 0;
        ulong inWord = 0, inLetter = 0, hadUpper = 0, hadSmall = 0, hadDigit = 0, hadPolish = 0, hadFirst = 0, hadPlain = 0;
        for (int b = 0; b < masks.Length; b++)
        {
            int origin = b * WordKernel.BlockBytes;
            Vector512<byte> bytes = blocks[b];
            ref readonly WordMasks block = ref masks[b];
            ulong words = block.Words, upper = block.Upper, nonAscii = block.NonAscii, small = words & ~(upper | block.Digits | nonAscii), folds = 0, polish = 0;
            if (nonAscii != 0 && folding.Diacritics)
            {
                Vector512<byte> entries = EntriesOf(bytes, Vector512.Create(lowered[(origin + 1)..])), isOther = Vector512.Equals(entries, Vector512<byte>.Zero);
                folds = ~isOther.ExtractMostSignificantBits();
                ulong upperFolds = entries.ExtractMostSignificantBits();
                polish = (entries + entries).ExtractMostSignificantBits();
                upper |= upperFolds;
                small |= folds & ~upperFolds;
                bytes = Vector512.ConditionalSelect(isOther, bytes, (entries & Vector512.Create(LetterBits)) | Vector512.Create(SmallLetter));
            }
            ulong trails = ((folds << 1) | inLetter) & words, kept = ~trails;
            inLetter = folds >> (WordKernel.BlockBytes - 1);
            Compress(bytes, kept).CopyTo(folded[at..]);

            ulong behind = (words << 1) | inWord, begins = words & ~behind, behinds = behind & ~words;
            inWord = words >> (WordKernel.BlockBytes - 1);
            WritePositions(begins, origin, starts[started..]);
            WritePositions(Bmi2.X64.ParallelBitExtract(begins, kept), at, foldedStarts[started..]);
            started += BitOperations.PopCount(begins);
            WritePositions(behinds, origin, ends[ended..]);
            WritePositions(Bmi2.X64.ParallelBitExtract(behinds, kept), at, foldedEnds[ended..]);
            at += BitOperations.PopCount(kept);

            ulong plain = MaskRuns.Marked(words, ((nonAscii & ~(folds | trails)) | (block.Digits & plainDigits)) & words, ref hadPlain);
            if (!classes.IsEmpty)
            {
                ulong hasUpper = MaskRuns.Marked(words, upper, ref hadUpper), hasSmall = MaskRuns.Marked(words, small, ref hadSmall);
                ulong hasDigit = MaskRuns.Marked(words, block.Digits, ref hadDigit), hasPolish = MaskRuns.Marked(words, polish, ref hadPolish);
                ulong isFirstUpper = MaskRuns.Marked(words, upper & begins, ref hadFirst);
                plain |= hasUpper & hasSmall & ~isFirstUpper; // maybe camel case
                Vector256<byte> columns = ClassIf(WordClass.Letters, hasUpper | hasSmall, behinds) | ClassIf(WordClass.Digits, hasDigit, behinds) | ClassIf(WordClass.PolishLetter, hasPolish, behinds)
                    | ClassIf(WordClass.FirstUpper, isFirstUpper, behinds) | ClassIf(WordClass.AllUpper, hasUpper & ~hasSmall, behinds);
                columns.CopyTo(MemoryMarshal.Cast<WordClass, byte>(classes[ended..]));
            }
            for (plain &= behinds; plain != 0; plain &= plain - 1)
                foldedEnds[ended + BitOperations.PopCount(behinds & ((plain & (0 - plain)) - 1))] = PlainRoad;
            ended += BitOperations.PopCount(behinds);
        }
    }

    /// <summary>Turns ends into lengths, folded ends into code points, and hashes. The words that were put off are classified too, if any are.</summary>
    /// <param name="starts">This and the other columns have one length, but for the last.</param>
    public static void Hash(
        ReadOnlySpan<byte> utf8, ReadOnlySpan<byte> folded, WordFolding folding, ReadOnlySpan<int> starts, Span<int> endsToLengths,
        ReadOnlySpan<int> foldedStarts, Span<int> foldedEndsToCharacters, Span<ulong> hashes, Span<WordClass> classes)
    {
        endsToLengths = endsToLengths[..starts.Length];
        foldedStarts = foldedStarts[..starts.Length];
        foldedEndsToCharacters = foldedEndsToCharacters[..starts.Length];
        hashes = hashes[..starts.Length];
        for (int i = 0; i < starts.Length; i++)
        {
            int start = foldedStarts[i], end = foldedEndsToCharacters[i], length = end - start;
            endsToLengths[i] -= starts[i];
            foldedEndsToCharacters[i] = length; // what folds are letters of two bytes; whatever else is not ASCII takes the plain road
            if ((uint)length <= WordHash.StepBytes)
                hashes[i] = WordHash.OfShortPadded(folded.Slice(start, WordHash.StepBytes), (uint)length);
            else if (end != PlainRoad)
                hashes[i] = WordHash.OfPadded(folded[start..], length);
            else
            {
                hashes[i] = WordFolder.Hash(utf8.Slice(starts[i], endsToLengths[i]), folding, out WordClass ofWord, out foldedEndsToCharacters[i]);
                if (!classes.IsEmpty)
                    classes[i] = ofWord;
            }
        }
    }

    /// <summary>For each first byte of a letter that folds to one the entry of it, else 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)] // a call a block
    private static Vector512<byte> EntriesOf(Vector512<byte> bytes, Vector512<byte> next) =>
        (Vector512.Equals(bytes, Vector512.Create((byte)0xC3)) & Avx512Vbmi.PermuteVar64x8(LettersBehindC3, next))
        | (Vector512.Equals(bytes, Vector512.Create((byte)0xC4)) & Avx512Vbmi.PermuteVar64x8(LettersBehindC4, next))
        | (Vector512.Equals(bytes, Vector512.Create((byte)0xC5)) & Avx512Vbmi.PermuteVar64x8(LettersBehindC5, next));

    /// <summary>The first 32 bits at most; what is written past the last position is overwritten by the next block's.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)] // four calls a block
    private static void WritePositions(ulong bits, int origin, Span<int> target)
    {
        Vector256<byte> places = Compress(Vector512<byte>.Indices, bits).GetLower();
        (Avx512F.ConvertToVector512Int32(places.GetLower()) + Vector512.Create(origin)).CopyTo(target);
        if (BitOperations.PopCount(bits) > GroupWords)
            (Avx512F.ConvertToVector512Int32(places.GetUpper()) + Vector512.Create(origin)).CopyTo(target[GroupWords..]);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)] // five calls a block
    private static Vector512<byte> Compress(Vector512<byte> bytes, ulong kept)
    {
        Vector512<byte> bit = Vector512.Create(BitOfEach).AsByte();
        Vector512<byte> spread = Avx512BW.Shuffle(Vector512.Create(kept).AsByte(), Vector512.Create(0, Ones, 2 * Ones, 3 * Ones, 4 * Ones, 5 * Ones, 6 * Ones, 7 * Ones).AsByte());
        return Avx512Vbmi2.Compress(Vector512<byte>.Zero, Vector512.Equals(spread & bit, bit), bytes);
    }

    /// <summary>The class for each word that ends in the block and whose end has a bit in a mask, else none.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)] // five calls a block
    private static Vector256<byte> ClassIf(WordClass one, ulong marked, ulong behinds)
    {
        Vector256<byte> bit = Vector256.Create(BitOfEach).AsByte();
        Vector256<byte> spread = Avx2.Shuffle(Vector256.Create((uint)Bmi2.X64.ParallelBitExtract(marked, behinds)).AsByte(), Vector256.Create(0, Ones, 2 * Ones, 3 * Ones).AsByte());
        return Vector256.Equals(spread & bit, bit) & Vector256.Create((byte)one);
    }

    /// <summary>What the letters of a first byte fold to, by the last six bits of their second.</summary>
    private static Vector512<byte> Tabulate(byte lead)
    {
        ReadOnlySpan<uint> table = FoldingTable.Entries(foldDiacritics: true);
        Span<byte> entries = stackalloc byte[WordKernel.BlockBytes];
        for (int trail = 0; trail < entries.Length; trail++)
        {
            uint entry = table[((lead - 0xC3) << 6) + trail];
            if (FoldingTable.IsOneCasedLetter(entry))
                entries[trail] = (byte)((entry & LetterBits) | ((entry & FoldingTable.Upper) != 0 ? UpperEntry : 0u) | ((entry & FoldingTable.Polish) != 0 ? PolishEntry : 0u));
        }
        return Vector512.Create<byte>(entries);
    }
}
