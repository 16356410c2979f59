using System.Collections.Concurrent;
using System.Numerics;
using System.Text;
using Spichlerz.Hpc.Config;
using Spichlerz.Hpc.Documents;
using Spichlerz.Hpc.Manifests;

namespace Spichlerz.Hpc.Cleaning;

/// <summary>A vocabulary of millions of word forms, asked by hash: sorted 64-bit hashes, found through a table of their leading bits.</summary>
/// <remarks>Takes some 10 bytes a form, once a process. Forms are folded as the text's words are: a text without diacritics is in vocabulary too.</remarks>
internal sealed class WordList
{
    private static readonly ConcurrentDictionary<FileEntry, Lazy<WordList>> Loaded = new();

    private readonly ulong[] hashes;

    /// <summary>Where the hashes with each leading part begin; about two hashes share one.</summary>
    private readonly int[] starts;
    private readonly int shift;

    /// <param name="forms">In any case; of "biało-czerwony" both words are known.</param>
    public WordList(IEnumerable<string> forms)
    {
        hashes = [.. HashesOf(forms)];
        Array.Sort(hashes);
        int bits = Math.Max(BitOperations.Log2((uint)hashes.Length | 1), 1);
        shift = 64 - bits;
        starts = new int[(1 << bits) + 1];
        foreach (ulong hash in hashes)
            starts[(hash >> shift) + 1]++;
        for (int i = 1; i < starts.Length; i++)
            starts[i] += starts[i - 1];
    }

    /// <summary>The list that the settings name, as it is now; null where they name none.</summary>
    public static FileEntry? EntryOf(StatisticsSettings settings) =>
        settings.Words is { } path ? new(path, new FileInfo(path).Length, Proof.HashFile(path)) : null;

    /// <summary>The list of a file, read once for all ranks of the process.</summary>
    /// <exception cref="InvalidDataException">The file is no longer what the entry says.</exception>
    public static WordList Shared(FileEntry file) => Loaded.GetOrAdd(file, entry => new(() => Load(entry))).Value;

    public bool Contains(ulong hash)
    {
        int part = (int)(hash >> shift);
        return hashes.AsSpan(starts[part]..starts[part + 1]).Contains(hash);
    }

    private static WordList Load(FileEntry entry)
    {
        using var raw = new HashingStream(File.OpenRead(entry.Path));
        using var lines = new StreamReader(raw);
        var list = new WordList(Forms(lines));
        return raw.Xxh3() == entry.Xxh3 ? list : throw new InvalidDataException($"{entry.Path} has changed since the stage began. Run again.");
    }

    private static IEnumerable<string> Forms(StreamReader lines)
    {
        while (lines.ReadLine() is { } line)
            yield return line.Split('/', 2)[0];
    }

    private static HashSet<ulong> HashesOf(IEnumerable<string> forms)
    {
        var analysis = new TextAnalysis();
        var known = new HashSet<ulong>();
        foreach (string form in forms)
        {
            analysis.Analyze(Encoding.UTF8.GetBytes(form));
            foreach (ulong hash in analysis.WordHashes)
                known.Add(hash);
        }
        return known;
    }
}
