using Spichlerz.Hpc.Config;

namespace Spichlerz.Hpc.Cleaning.Boilerplate;

/// <summary>Adds the counts of a dataset's shards up, in their order, and forgets on the way what has become rare.</summary>
/// <remarks>
/// Lossy counting (Manku and Motwani, VLDB 2002) with the shard as the bucket. A shard leaves out lines in fewer than
/// <see cref="ShardThreshold"/> of its documents, a merge those in no more than <see cref="Slack"/> of the documents since they came in:
/// counts are never too high, and too low by a tenth of the share at most (and one for each shard of fewer than two documents at that slack).
/// </remarks>
internal sealed class LineMerge(BoilerplateSettings settings)
{
    private readonly Dictionary<string, Entry> entries = new(StringComparer.Ordinal);

    /// <summary>Documents of the shards so far.</summary>
    public long Documents { get; private set; }

    /// <summary>Entries held now.</summary>
    internal int Held => entries.Count;

    /// <summary>The share of documents that counts may be too low by, in a shard and once more in merging.</summary>
    private static double Slack(BoilerplateSettings settings) => settings.MaxDocumentRatio / 20;

    /// <summary>Documents of a shard that must have a line if it is to be counted there.</summary>
    public static int ShardThreshold(BoilerplateSettings settings, long documents) => (int)Math.Max(2, Math.Min((Slack(settings) * documents) + 1, int.MaxValue));

    public void Add(CountedLines shard)
    {
        foreach (CountedLine line in shard.Lines)
        {
            Entry entry = entries.TryGetValue(line.Key, out Entry held) ? held with { Documents = held.Documents + line.Documents } : new(line, line.Documents, Documents);
            entries[line.Key] = entry;
        }
        Documents += shard.Documents;
        foreach ((string key, Entry entry) in entries)
        {
            if (entry.Documents <= Slack(settings) * (Documents - entry.Before))
                entries.Remove(key); // a dictionary may be walked through meanwhile
        }
    }

    /// <summary>The lines of too large a share of the documents.</summary>
    public CountedLines Frequent() => new(Documents,
    [
        .. entries.Values.Where(entry => entry.Documents >= settings.MinDocuments && entry.Documents > settings.MaxDocumentRatio * Documents
                && entry.Line.Text.EnumerateRunes().Count() >= settings.MinCharacters)
            .Select(entry => entry.Line with { Documents = entry.Documents }),
    ]);

    /// <param name="Before">Documents of the shards before the line came in.</param>
    private readonly record struct Entry(CountedLine Line, long Documents, long Before);
}
