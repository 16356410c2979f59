using Spichlerz.Hpc.Documents;

namespace Spichlerz.Hpc.Cleaning.Steps;

/// <summary>
/// Measures how much of a document is word n-grams that occur more than once, for one n after the other. A repeated n-gram begins and ends
/// with a repeated (n−1)-gram, so only those are looked at again: after the bigrams hardly any work is left in prose.
/// </summary>
/// <remarks>
/// Lengths are code points of the words joined by single blanks, the text as a whole included. Words are compared by their folded hashes.
/// Serves many documents without allocating, unless one has more words than those before.
/// </remarks>
internal sealed class NgramRepeats
{
    private const int RetainedWords = 1 << 20;

    private readonly HashCounts counts = new();

    /// <summary>Where words begin in the words joined by blanks; one more than there are words.</summary>
    private int[] offsets = [];

    /// <summary>N-grams in hand: the word each begins with, its hash, and its place in <see cref="counts"/>.</summary>
    private int[] firsts = [];
    private ulong[] hashes = [];
    private int[] places = [];
    private int held;
    private int wordCount;

    /// <summary>Words of the n-grams that the numbers below are of.</summary>
    public int N { get; private set; }

    /// <summary>Whether any n-gram occurs twice. If not, no longer one does.</summary>
    public bool HasRepeats => held > 0;

    /// <summary>
    /// Share of the text that is its most frequent n-gram: its length times its occurrences, which may overlap. Of equally frequent ones the
    /// longest counts; none if all occur once, for in a short text one long n-gram would be a large share.
    /// </summary>
    public double TopRatio { get; private set; }

    /// <summary>Share of the text in n-grams that occurred before in it, each word counted once. It falls as n grows.</summary>
    public double DuplicateRatio { get; private set; }

    /// <summary>Starts a document, with n = 1: every word is in hand.</summary>
    public void Begin(TextAnalysis analysis)
    {
        wordCount = held = analysis.WordCount;
        Reserve(wordCount + 1);
        ReadOnlySpan<int> characters = analysis.WordCharacters;
        int offset = 0;
        for (int i = 0; i < characters.Length; i++)
        {
            offsets[i] = offset;
            firsts[i] = i;
            offset += characters[i] + 1;
        }
        offsets[wordCount] = offset;
        analysis.WordHashes.CopyTo(hashes);
        N = 1;
        TopRatio = DuplicateRatio = 0;
    }

    /// <summary>Goes on to the n-grams of one word more. <paramref name="words"/> are the document's word hashes.</summary>
    public void Next(ReadOnlySpan<ulong> words)
    {
        N++;
        Count(words);
        KeepRepeated();
    }

    /// <summary>Counts the n-grams whose both (n−1)-grams are in hand, and measures what those that occurred before cover.</summary>
    private void Count(ReadOnlySpan<ulong> words)
    {
        counts.Begin(held);
        int counted = 0, covered = 0, coveredEnd = 0;
        for (int i = 0; i < held; i++)
        {
            int first = firsts[i], end = first + N;
            if (i + 1 == held || firsts[i + 1] != first + 1)
                continue;
            ulong hash = Append(hashes[i], words[end - 1]);
            int place = counts.Add(hash);
            (firsts[counted], hashes[counted], places[counted]) = (first, hash, place);
            counted++;
            if (counts[place] == 1)
                continue;
            // Touching n-grams are one stretch, with the blank between them.
            covered += coveredEnd >= first ? offsets[end] - offsets[coveredEnd] : offsets[end] - offsets[first] - 1;
            coveredEnd = end;
        }
        held = counted;
        DuplicateRatio = Share(covered);
    }

    private void KeepRepeated()
    {
        int kept = 0, topCount = 1, topLength = 0;
        for (int i = 0; i < held; i++)
        {
            int count = counts[places[i]], first = firsts[i];
            if (count == 1)
                continue;
            (firsts[kept], hashes[kept]) = (first, hashes[i]);
            kept++;
            int length = offsets[first + N] - offsets[first] - 1;
            if (count > topCount || (count == topCount && length > topLength))
                (topCount, topLength) = (count, length);
        }
        held = kept;
        TopRatio = topLength == 0 ? 0 : Share((long)topCount * topLength);
    }

    private double Share(long characters) => (double)characters / Math.Max(offsets[wordCount] - 1, 1);

    private static ulong Append(ulong hash, ulong word)
    {
        hash = unchecked((hash * 0x9E3779B97F4A7C15) + word) * 0xD6E8FEB86659FD93;
        return hash ^ (hash >> 32);
    }

    private void Reserve(int count)
    {
        if (firsts.Length >= count && (firsts.Length <= RetainedWords || count > RetainedWords))
            return;
        int length = Math.Max(count, Math.Min(2 * firsts.Length, RetainedWords));
        (offsets, firsts, hashes, places) = (new int[length], new int[length], new ulong[length], new int[length]);
    }
}
