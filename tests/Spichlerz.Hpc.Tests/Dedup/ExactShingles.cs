using System.Runtime.InteropServices;
using System.Text;
using Spichlerz.Hpc.Dedup;
using Spichlerz.Hpc.Documents;

namespace Spichlerz.Hpc.Tests.Dedup;

/// <summary>Sets of shingles as they are, not estimated: of folded words as we find them, or of any tokens.</summary>
internal sealed class ExactShingles
{
    private readonly HashSet<(ulong, ulong, ulong, ulong, ulong)>[] sets;

    private ExactShingles(IEnumerable<ulong[]> words) => sets = [.. words.Select(Shingles)];

    /// <summary>Five consecutive words of <see cref="TextAnalysis"/>; a shorter document is one shingle.</summary>
    public static ExactShingles OfWords(IEnumerable<string> texts)
    {
        var analysis = new TextAnalysis();
        return new(texts.Select(text =>
        {
            analysis.Analyze(Encoding.UTF8.GetBytes(text));
            return analysis.WordHashes.ToArray();
        }));
    }

    public double Jaccard(int a, int b)
    {
        int common = sets[a].Count(sets[b].Contains);
        int union = sets[a].Count + sets[b].Count - common;
        return union == 0 ? 0 : common / (double)union;
    }

    /// <summary>All pairs of at least this Jaccard similarity, by an inverted index.</summary>
    public List<(int A, int B, double Jaccard)> Pairs(double minJaccard)
    {
        var holders = new Dictionary<(ulong, ulong, ulong, ulong, ulong), List<int>>();
        var pairs = new List<(int, int, double)>();
        for (int b = 0; b < sets.Length; b++)
        {
            var common = new Dictionary<int, int>();
            foreach ((ulong, ulong, ulong, ulong, ulong) shingle in sets[b])
            {
                ref List<int>? others = ref CollectionsMarshal.GetValueRefOrAddDefault(holders, shingle, out _);
                foreach (int a in others ??= [])
                    CollectionsMarshal.GetValueRefOrAddDefault(common, a, out _)++;
                others.Add(b);
            }
            foreach ((int a, int count) in common)
            {
                double jaccard = count / (double)(sets[a].Count + sets[b].Count - count);
                if (jaccard >= minJaccard)
                    pairs.Add((a, b, jaccard));
            }
        }
        return pairs;
    }

    private static HashSet<(ulong, ulong, ulong, ulong, ulong)> Shingles(ulong[] words)
    {
        if (words.Length is > 0 and < ShingleKernel.Words)
            Array.Resize(ref words, ShingleKernel.Words);
        return [.. Enumerable.Range(0, Math.Max(words.Length - 4, 0)).Select(i => (words[i], words[i + 1], words[i + 2], words[i + 3], words[i + 4]))];
    }
}
