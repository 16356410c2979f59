using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Spichlerz.Hpc.Documents;

/// <summary>From the masks of <see cref="WordKernel"/> to the columns of <see cref="TextAnalysis"/>. The plain twin of a word's row is <see cref="WordFolder"/>.</summary>
internal static class WordTableKernel
{
    /// <summary>
    /// Positions are written in groups of so many, few enough to waste little and enough for the words that begin in most blocks;
    /// columns of positions need so much room past their end.
    /// </summary>
    public const int GroupWords = 12;

    /// <summary>Words up to so many bytes can be looked at through one window of masks.</summary>
    private const int WindowBytes = 64;

    /// <summary>Places of masks in <see cref="WordMasks"/>, and the bits by which they are told to be present in a word.</summary>
    private const int UpperMask = 2, DigitsMask = 3, LowerMask = 4, FoldedMask = 6, UnfoldedMask = 7;

    private const int Upper = 1 << UpperMask, Digits = 1 << DigitsMask, Lower = 1 << LowerMask, Polish = 1 << 5, Unfolded = 1 << UnfoldedMask, Cases = Upper | Lower;

    /// <summary>The place of a word that is folded, classified and hashed code point by code point; no length is so great.</summary>
    private const ulong PlainRoad = (ulong)int.MaxValue << 32;

    private static readonly WordClass[] ClassByMasks = TabulateClasses();

    public static int CountWords(ReadOnlySpan<WordMasks> masks)
    {
        int words = 0;
        ulong carry = 0;
        foreach (ref readonly WordMasks block in masks)
        {
            words += BitOperations.PopCount(block.Words & ~((block.Words << 1) | carry));
            carry = block.Words >> 63;
        }
        return words;
    }

    /// <summary>Writes start and end of each word; both spans have <see cref="GroupWords"/> elements more than there are words.</summary>
    public static void FindWords(ReadOnlySpan<WordMasks> masks, Span<int> starts, Span<int> ends)
    {
        int started = 0, ended = 0;
        ulong carry = 0;
        for (int b = 0; b < masks.Length; b++)
        {
            ulong words = masks[b].Words, before = (words << 1) | carry;
            carry = words >> 63;
            started += WritePositions(words & ~before, b * WordKernel.BlockBytes, starts[started..]);
            ended += WritePositions(before & ~words, b * WordKernel.BlockBytes, ends[ended..]);
        }
    }

    /// <summary>
    /// Turns ends into lengths, writes the code points and the class of each word and its place in the folded text for <see cref="Hash"/>.
    /// All columns have one length; <paramref name="masks"/> are <see cref="FoldKernel"/>'s.
    /// </summary>
    public static void Classify(
        ReadOnlySpan<WordMasks> masks, ReadOnlySpan<int> starts, Span<int> endsToLengths, WordFolding folding, Span<int> characters, Span<ulong> places, Span<WordClass> classes)
    {
        ReadOnlySpan<Vector512<ulong>> blocks = MemoryMarshal.Cast<WordMasks, Vector512<ulong>>(masks);
        ReadOnlySpan<WordClass> classByMasks = ClassByMasks;
        int plainRoad = folding.Digits ? Unfolded | Digits : Unfolded;
        int dropped = 0; // by the folding, before the word in hand
        endsToLengths = endsToLengths[..starts.Length];
        characters = characters[..starts.Length];
        places = places[..starts.Length];
        classes = classes[..starts.Length];
        for (int i = 0; i < starts.Length; i++)
        {
            int start = starts[i], length = endsToLengths[i] - start;
            endsToLengths[i] = length;
            int block = start >>> 6, shift = start & (WordKernel.BlockBytes - 1);
            // A shift takes its count modulo 64: −length stands for 64 − length, and a shift by 64 must be made of two.
            Vector512<ulong> word = ((blocks[block] >>> shift) | (blocks[block + 1] << 1 << (63 - shift))) & Vector512.Create(ulong.MaxValue >> -length);
            int present = (int)Vector512.Equals(word, Vector512<ulong>.Zero).ExtractMostSignificantBits() ^ 0xFF;
            int firstUpper = (int)(word.GetElement(UpperMask) & 1);
            int folds = BitOperations.PopCount(word.GetElement(FoldedMask));
            classes[i] = classByMasks[present & 0xFF] | (WordClass)((int)WordClass.FirstUpper * firstUpper);
            // Mixed case after a small letter may be camel case. No branch: one word in nine has a capital, which no predictor foresees.
            int mixed = (present >> UpperMask) & (present >> LowerMask) & ~firstUpper & 1;
            characters[i] = length - folds; // what folds are letters of two bytes; whatever else is not ASCII takes the plain road
            places[i] = (uint)(start - dropped) | ((ulong)(length - folds) << 32);
            if (length > WindowBytes || (mixed | (present & plainRoad)) != 0)
            {
                places[i] = PlainRoad;
                folds = CountFolded(masks, start, length);
            }
            dropped += folds;
        }
    }

    /// <summary><see cref="Classify"/> without code points and classes, for those who read hashes only: a third of its time.</summary>
    public static void Locate(ReadOnlySpan<WordMasks> masks, ReadOnlySpan<int> starts, Span<int> endsToLengths, WordFolding folding, Span<ulong> places)
    {
        ReadOnlySpan<ulong> rows = MemoryMarshal.Cast<WordMasks, ulong>(masks);
        ulong digitsCount = folding.Digits ? ulong.MaxValue : 0, plainBytes = 0;
        foreach (ref readonly WordMasks block in masks)
            plainBytes |= (block.Unfolded | (block.Digits & digitsCount)) & block.Words;
        bool mayBePlain = plainBytes != 0; // few texts hold words of other scripts
        int dropped = 0; // by the folding, before the word in hand
        endsToLengths = endsToLengths[..starts.Length];
        places = places[..starts.Length];
        for (int i = 0; i < starts.Length; i++)
        {
            int start = starts[i], length = endsToLengths[i] - start, row = (start >>> 6) * Vector512<ulong>.Count, shift = start & (WordKernel.BlockBytes - 1);
            endsToLengths[i] = length;
            ulong within = ulong.MaxValue >> -length;
            int folds = BitOperations.PopCount(Window(rows, row + FoldedMask, shift) & within);
            places[i] = (uint)(start - dropped) | ((ulong)(length - folds) << 32);
            if (length > WindowBytes || mayBePlain && ((Window(rows, row + UnfoldedMask, shift) | (Window(rows, row + DigitsMask, shift) & digitsCount)) & within) != 0)
            {
                places[i] = PlainRoad;
                folds = CountFolded(masks, start, length);
            }
            dropped += folds;
        }
    }

    /// <summary>
    /// Replaces the places by the hashes, and takes the plain road for the words that need it: of another script, long, or maybe camel case.
    /// The last two columns are empty after <see cref="Locate"/>.
    /// </summary>
    public static void Hash(
        ReadOnlySpan<byte> utf8, ReadOnlySpan<byte> folded, ReadOnlySpan<int> starts, ReadOnlySpan<int> lengths, WordFolding folding,
        Span<ulong> hashes, Span<int> characters, Span<WordClass> classes)
    {
        for (int i = 0; i < hashes.Length; i++)
        {
            ulong place = hashes[i];
            uint length = (uint)(place >> 32);
            if (length <= WordHash.StepBytes)
                hashes[i] = WordHash.OfShortPadded(folded.Slice((int)place, WordHash.StepBytes), length);
            else if (place != PlainRoad)
                hashes[i] = WordHash.OfPadded(folded[(int)place..], (int)length);
            else if (classes.IsEmpty)
                hashes[i] = WordFolder.Hash(utf8.Slice(starts[i], lengths[i]), folding, out _, out _);
            else
                hashes[i] = WordFolder.Hash(utf8.Slice(starts[i], lengths[i]), folding, out classes[i], out characters[i]);
        }
    }

    /// <summary>The bits of one mask from a place in a block on.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)] // three calls a word are a tenth of the signing of small documents
    private static ulong Window(ReadOnlySpan<ulong> rows, int row, int shift) =>
        (rows[row] >> shift) | (rows[row + Vector512<ulong>.Count] << 1 << (63 - shift));

    private static int WritePositions(ulong bits, int origin, Span<int> target)
    {
        // Whole groups without a test inside: what is written past the last position is overwritten by the next block's.
        int count = BitOperations.PopCount(bits);
        for (int written = 0; written < count; written += GroupWords)
        {
            Span<int> group = target.Slice(written, GroupWords);
            for (int k = 0; k < GroupWords; k += 4)
            {
                group[k] = origin + BitOperations.TrailingZeroCount(bits);
                bits &= bits - 1;
                group[k + 1] = origin + BitOperations.TrailingZeroCount(bits);
                bits &= bits - 1;
                group[k + 2] = origin + BitOperations.TrailingZeroCount(bits);
                bits &= bits - 1;
                group[k + 3] = origin + BitOperations.TrailingZeroCount(bits);
                bits &= bits - 1;
            }
        }
        return count;
    }

    private static int CountFolded(ReadOnlySpan<WordMasks> masks, int start, int length)
    {
        int count = 0;
        for (int i = start; i < start + length; i++)
            count += (int)(masks[i / WordKernel.BlockBytes].Folded >> (i % WordKernel.BlockBytes)) & 1;
        return count;
    }

    private static WordClass[] TabulateClasses()
    {
        var classes = new WordClass[1 << Vector512<ulong>.Count];
        for (int present = 0; present < classes.Length; present++)
        {
            classes[present] = ((present & Cases) != 0 ? WordClass.Letters : 0)
                | ((present & Digits) != 0 ? WordClass.Digits : 0)
                | ((present & Polish) != 0 ? WordClass.PolishLetter : 0)
                | ((present & Cases) == Upper ? WordClass.AllUpper : 0);
        }
        return classes;
    }
}
