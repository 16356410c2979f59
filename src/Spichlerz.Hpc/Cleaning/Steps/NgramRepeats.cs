using System.Numerics;
using System.Runtime.Intrinsics;
using Spichlerz.Hpc.Documents;

namespace Spichlerz.Hpc.Cleaning.Steps;

/// <summary>
/// Measures how much of a document is word n-grams that occur more than once, for one n after the other. Of a repeated n-gram every part is
/// repeated, so only what was repeated is looked at again: after the bigrams little work is left in prose. What none of the measures can
/// exceed is known sooner than the measures, and settles most documents.
/// </summary>
/// <remarks>
/// Lengths are code points of the words joined by single blanks, the text as a whole included. Words are compared by their folded hashes.
/// Bigrams are first counted together with those that share their bucket: one that is alone there is no repeat, and none occurs more often.
/// Serves many documents without allocating, unless one has more words than those before.
/// </remarks>
internal sealed class NgramRepeats
{
    private const int RetainedWords = 1 << 20;

    /// <summary>Buckets a bigram: few enough to stay in the first-level cache, enough to pass one in eight that is no repeat.</summary>
    private const int BucketsPerBigram = 8;

    private const int MaxBucket = byte.MaxValue;
    private const int BlockBigrams = 64;
    private const int Rotation = 23;
    private const ulong Multiplier = 0xD6E8FEB86659FD93;

    private readonly HashCounts counts = new();

    /// <summary>How many bigrams fell into each bucket, up to <see cref="MaxBucket"/>.</summary>
    private byte[] buckets = [0];

    private int lastBucket;

    /// <summary>Bigrams that may occur twice, one bit a bigram.</summary>
    private ulong[] marked = [0];
    private int blocks;

    /// <summary>N-grams in hand: the word each begins with, its hash, and its place in <see cref="counts"/>.</summary>
    private int[] firsts = [];
    private ulong[] hashes = [];
    private int[] places = [];
    private int held;
    private int textLength;

    /// <summary>Code points of the longest n-gram in hand, or more.</summary>
    private int longest;

    /// <summary>Words of the n-grams that the numbers below are of.</summary>
    public int N { get; private set; }

    /// <summary>Whether any n-gram may occur twice. If not, no longer one does.</summary>
    public bool HasRepeats => held > 0;

    /// <summary>How often the most frequent n-gram occurs: at most so often until <see cref="CountTop"/> has counted; 1 if none occurs twice.</summary>
    public int TopOccurrences { get; private set; }

    /// <summary>
    /// Share of the text that is its most frequent n-gram: its length times its occurrences, which may overlap. Of equally frequent ones the
    /// longest counts; none if all occur once, for in a short text one long n-gram would be a large share.
    /// </summary>
    public double TopRatio { get; private set; }

    /// <summary>
    /// What <see cref="TopRatio"/> cannot exceed for n-grams of up to twice as many words: they occur as often at most, and are two of the
    /// present ones at most.
    /// </summary>
    public double MaxTopRatio => (double)TopOccurrences * ((2 * longest) + 1) / textLength;

    /// <summary>Share of the text in n-grams that occurred before in it, each word counted once. It falls as n grows.</summary>
    public double DuplicateRatio { get; private set; }

    /// <summary>Starts a document: marks the bigrams that may occur twice, and finds what cannot be exceeded. None is in hand yet.</summary>
    public void Begin(TextAnalysis analysis)
    {
        Reserve(analysis.WordCount);
        textLength = Math.Max(ColumnKernel.Sum(analysis.WordCharacters) + analysis.WordCount - 1, 1);
        CountBuckets(analysis.WordHashes);
        longest = ColumnKernel.MaxPair(analysis.WordCharacters) + 1;
    }

    /// <summary>
    /// What <see cref="DuplicateRatio"/> cannot exceed for fivegrams and longer ones, asked when a document has begun: all words of fivegrams
    /// whose bigrams are marked, each with a blank. It is not summed up further than to a limit.
    /// </summary>
    public double MaxDuplicateRatio(TextAnalysis analysis, double limit)
    {
        ReadOnlySpan<int> characters = analysis.WordCharacters;
        double enough = limit * textLength;
        long covered = 0;
        ulong before = 0;
        for (int block = 0; block < blocks && covered <= enough; block++)
        {
            ulong here = marked[block], next = block + 1 < blocks ? marked[block + 1] : 0;
            ulong fivegrams = here & ((here >> 1) | (next << 63)) & ((here >> 2) | (next << 62)) & ((here >> 3) | (next << 61));
            ulong words = fivegrams | (fivegrams << 1) | (fivegrams << 2) | (fivegrams << 3) | (fivegrams << 4);
            words |= (before >> 63) | (before >> 62) | (before >> 61) | (before >> 60);
            for (; words != 0; words &= words - 1)
                covered += characters[(block * BlockBigrams) + BitOperations.TrailingZeroCount(words)] + 1;
            before = fivegrams;
        }
        return (double)covered / textLength;
    }

    /// <summary>
    /// What <see cref="TopRatio"/> cannot exceed for bi-, tri- and fourgrams, asked when a document has begun: none occurs more often than
    /// bigrams in the bucket of its first one, and none is longer than the fourgram there.
    /// </summary>
    public double MaxFourgramRatio(TextAnalysis analysis)
    {
        if (TopOccurrences == int.MaxValue)
            return double.PositiveInfinity;
        ReadOnlySpan<int> characters = analysis.WordCharacters;
        long most = 0;
        for (int block = 0; block < blocks; block++)
        {
            for (ulong bits = marked[block]; bits != 0; bits &= bits - 1)
            {
                int first = (block * BlockBigrams) + BitOperations.TrailingZeroCount(bits);
                most = Math.Max(most, (long)buckets[BucketOf(hashes[first])] * Length(characters[first..Math.Min(first + 4, characters.Length)]));
            }
        }
        return (double)most / textLength;
    }

    /// <summary>Takes in hand the bigrams that may occur twice.</summary>
    public void Hold()
    {
        (held, N) = (0, 2);
        for (int block = 0; block < blocks; block++)
        {
            for (ulong bits = marked[block]; bits != 0; bits &= bits - 1)
            {
                int first = (block * BlockBigrams) + BitOperations.TrailingZeroCount(bits);
                (firsts[held], hashes[held]) = (first, hashes[first]);
                held++;
            }
        }
    }

    /// <summary>Takes in hand the longer n-grams all of whose parts are in hand now.</summary>
    public void Lengthen(int n, TextAnalysis analysis)
    {
        ReadOnlySpan<ulong> words = analysis.WordHashes;
        int kept = 0, run = n - N;
        for (int i = 0; i + run < held; i++)
        {
            int first = firsts[i];
            if (firsts[i + run] != first + run)
                continue;
            ulong hash = hashes[i];
            for (int word = first + N; word < first + n; word++)
                hash = Append(hash, words[word]);
            (firsts[kept], hashes[kept]) = (first, hash);
            kept++;
        }
        (held, N) = (kept, n);
    }

    /// <summary>Counts the n-grams in hand, lets go of those that occur once, and measures the most frequent.</summary>
    public void CountTop(TextAnalysis analysis)
    {
        ReadOnlySpan<int> characters = analysis.WordCharacters;
        counts.Begin(held);
        for (int i = 0; i < held; i++)
            places[i] = counts.Add(hashes[i]);
        int kept = 0, topLength = 0;
        int topCount = 1;
        longest = 0;
        for (int i = 0; i < held; i++)
        {
            int count = counts[places[i]], first = firsts[i];
            if (count == 1)
                continue;
            (firsts[kept], hashes[kept]) = (first, hashes[i]);
            kept++;
            int length = Length(characters.Slice(first, N));
            longest = Math.Max(longest, length);
            if (count > topCount || (count == topCount && length > topLength))
                (topCount, topLength) = (count, length);
        }
        held = kept;
        TopOccurrences = topCount;
        TopRatio = (double)topCount * topLength / textLength;
    }

    /// <summary>Measures what the n-grams in hand that occurred before cover.</summary>
    /// <param name="analysis">The document's table.</param>
    /// <param name="least">If all in hand together cover no more, <see cref="DuplicateRatio"/> is what these cover, and none are counted.</param>
    public void CountDuplicates(TextAnalysis analysis, double least)
    {
        DuplicateRatio = (double)Covered(analysis.WordCharacters, isCounted: false) / textLength;
        if (DuplicateRatio > least)
            DuplicateRatio = (double)Covered(analysis.WordCharacters, isCounted: true) / textLength;
    }

    /// <summary>Counts the bigrams in each bucket, and marks those that are not alone there.</summary>
    private void CountBuckets(ReadOnlySpan<ulong> words)
    {
        int bigrams = Math.Max(words.Length - 1, 0);
        Span<byte> inBucket = buckets.AsSpan(0, BucketCount(bigrams));
        Span<ulong> bigramHashes = hashes.AsSpan(0, bigrams);
        lastBucket = inBucket.Length - 1;
        inBucket.Clear();
        HashBigrams(words, bigramHashes);
        foreach (ulong hash in bigramHashes)
        {
            ref byte bucket = ref inBucket[(int)hash & (inBucket.Length - 1)];
            bucket = (byte)Math.Min(bucket + 1, MaxBucket);
        }
        int most = ColumnKernel.Max(inBucket);
        TopOccurrences = most == MaxBucket ? int.MaxValue : most;
        blocks = (bigrams / BlockBigrams) + 1; // the last word's too
        for (int block = 0; block < blocks; block++)
        {
            ulong bits = 0;
            ReadOnlySpan<ulong> inBlock = bigramHashes[(block * BlockBigrams)..];
            inBlock = inBlock[..Math.Min(inBlock.Length, BlockBigrams)];
            // No branch: which bigrams are marked, one in three or so, no predictor foresees.
            for (int i = 0; i < inBlock.Length; i++)
                bits |= (inBucket[(int)inBlock[i] & (inBucket.Length - 1)] > 1 ? 1UL : 0) << i;
            marked[block] = bits;
        }
    }

    /// <summary>Code points that the n-grams in hand cover; where they are counted, those that occurred before.</summary>
    private int Covered(ReadOnlySpan<int> characters, bool isCounted)
    {
        if (isCounted)
            counts.Begin(held);
        int covered = 0, coveredEnd = 0;
        for (int i = 0; i < held; i++)
        {
            int first = firsts[i], end = first + N;
            if (isCounted && counts[counts.Add(hashes[i])] == 1)
                continue;
            // Touching n-grams are one stretch, with the blank between them.
            covered += coveredEnd >= first ? Length(characters[coveredEnd..end]) + 1 : Length(characters[first..end]);
            coveredEnd = end;
        }
        return covered;
    }

    /// <summary>Code points of words joined by blanks; −1 for none.</summary>
    private static int Length(ReadOnlySpan<int> characters)
    {
        int length = characters.Length - 1;
        foreach (int count in characters)
            length += count;
        return length;
    }

    /// <summary>The bigrams' hashes by vectors, those that are left one after the other.</summary>
    private static void HashBigrams(ReadOnlySpan<ulong> words, Span<ulong> bigrams)
    {
        int i = 0;
        for (; Vector512.IsHardwareAccelerated && i <= bigrams.Length - Vector512<ulong>.Count; i += Vector512<ulong>.Count)
        {
            Vector512<ulong> first = Vector512.Create(words[i..]), hash = (((first << Rotation) | (first >>> (64 - Rotation))) + Vector512.Create(words[(i + 1)..])) * Vector512.Create(Multiplier);
            (hash ^ (hash >>> 32)).CopyTo(bigrams[i..]);
        }
        for (; i < bigrams.Length; i++)
            bigrams[i] = Append(words[i], words[i + 1]);
    }

    private static ulong Append(ulong hash, ulong word)
    {
        hash = unchecked((BitOperations.RotateLeft(hash, Rotation) + word) * Multiplier);
        return hash ^ (hash >> 32);
    }

    private void Reserve(int words)
    {
        if (firsts.Length >= words && (firsts.Length <= RetainedWords || words > RetainedWords))
            return;
        int length = Math.Max(words, Math.Min(2 * firsts.Length, RetainedWords));
        (firsts, hashes, places) = (new int[length], new ulong[length], new int[length]);
        buckets = new byte[BucketCount(length)];
        marked = new ulong[(length / BlockBigrams) + 1];
    }

    private int BucketOf(ulong hash) => (int)hash & lastBucket;

    private static int BucketCount(int bigrams) => (int)BitOperations.RoundUpToPowerOf2(((uint)bigrams * BucketsPerBigram) + 1);
}
