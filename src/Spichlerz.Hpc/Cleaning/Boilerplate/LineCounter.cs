using System.Numerics;
using System.Runtime.InteropServices;
using Spichlerz.Hpc.Config;

namespace Spichlerz.Hpc.Cleaning.Boilerplate;

/// <summary>
/// Counts in how many documents of a shard each line stands, exactly, and keeps those that stand in <see cref="LineMerge.ShardThreshold"/> of
/// them. One instance serves many shards.
/// </summary>
/// <remarks>
/// Most lines stand in one place only. The first time, a key takes a bit of a filter and a place in a list; only what the filter has seen goes
/// into a table, which therefore stays small. A filter of one bit a key errs at times: what it takes for seen is counted all the same, and
/// whether a line of the table also stands in the list is looked up at the end.
/// </remarks>
internal sealed class LineCounter(BoilerplateSettings settings)
{
    /// <summary>Bytes of text for each of which the filter has a bit: 6 bits at least for each line of a page of a book.</summary>
    private const int BytesPerBit = 8;

    private const int WordBits = 64, MinWords = 1 << 4, MaxWords = 1 << 22;

    private readonly Dictionary<ulong, Repeats> repeated = [];
    private readonly Dictionary<ulong, CountedLine> candidates = [];
    private readonly List<int> firstEnds = [];
    private ulong[] filter = [];
    private ulong[] firsts = new ulong[1 << 10];
    private int words, firstCount;

    /// <summary>Documents counted.</summary>
    public int Documents { get; private set; }

    /// <summary>Starts a shard.</summary>
    /// <param name="textBytes">Of the shard, about: how much room to make, no more.</param>
    public void Begin(long textBytes)
    {
        (Documents, firstCount) = (0, 0);
        repeated.Clear();
        candidates.Clear();
        firstEnds.Clear();
        words = (int)BitOperations.RoundUpToPowerOf2((ulong)Math.Clamp(textBytes / BytesPerBit / WordBits, MinWords, MaxWords));
        if (filter.Length < words)
            filter = new ulong[words];
        else
            filter.AsSpan(0, words).Clear();
    }

    /// <summary>Counts a document. One that is a single line counts as a document, but its line does not: equal whole documents are for deduplication.</summary>
    public void Add(ReadOnlySpan<byte> text, LineKeys lines)
    {
        Documents++;
        if (lines.Filled < 2)
            return;
        ReadOnlySpan<ulong> keys = lines.Keys;
        Span<ulong> seen = filter.AsSpan(0, words);
        if (firsts.Length - firstCount < keys.Length)
            Array.Resize(ref firsts, Math.Max(2 * firsts.Length, firstCount + keys.Length));
        for (int i = 0; i < keys.Length; i++)
        {
            ulong key = keys[i], bit = 1UL << (int)key;
            ref ulong word = ref seen[(int)(key >> WordBits / 2) & (seen.Length - 1)];
            if (key == LineKeys.None)
                continue;
            if ((word & bit) != 0)
            {
                AddAgain(key, text[lines[i]]);
                continue;
            }
            word |= bit;
            firsts[firstCount++] = key;
        }
        firstEnds.Add(firstCount);
    }

    /// <summary>Ends the shard: the lines that reached the threshold.</summary>
    public CountedLines End()
    {
        if (candidates.Count > 0)
            AddFirsts();
        int threshold = LineMerge.ShardThreshold(settings, Documents);
        return new(Documents, [.. candidates.Select(line => line.Value with { Documents = repeated[line.Key].Documents }).Where(line => line.Documents >= threshold)]);
    }

    /// <summary>Counts a key that the filter has seen: once for each document.</summary>
    private void AddAgain(ulong key, ReadOnlySpan<byte> line)
    {
        ref Repeats repeats = ref CollectionsMarshal.GetValueRefOrAddDefault(repeated, key, out bool isKnown);
        int document = firstEnds.Count;
        if (isKnown && repeats.LastDocument == document)
            return;
        if (!isKnown)
            repeats.FirstDocument = document;
        repeats.LastDocument = document;
        // Against the documents so far: the threshold only rises, so none that reaches it in the end is missed. The list may hold one more.
        if (++repeats.Documents >= LineMerge.ShardThreshold(settings, Documents) - 1 && !candidates.ContainsKey(key))
            candidates.Add(key, CountedLine.Of(key, repeats.Documents, line));
    }

    /// <summary>Adds the documents that the list has for the candidates, unless the table has counted them: a line may stand in its first document again.</summary>
    private void AddFirsts()
    {
        for (int document = 0, i = 0; document < firstEnds.Count; document++)
        {
            for (; i < firstEnds[document]; i++)
            {
                if (!candidates.ContainsKey(firsts[i]))
                    continue;
                ref Repeats repeats = ref CollectionsMarshal.GetValueRefOrNullRef(repeated, firsts[i]);
                repeats.Documents += repeats.FirstDocument == document ? 0 : 1;
            }
        }
    }

    /// <summary>Documents that have a line, as far as the filter had seen it; the first and the last of them.</summary>
    private struct Repeats
    {
        public int Documents;
        public int FirstDocument;
        public int LastDocument;
    }
}
