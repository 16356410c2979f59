using Spichlerz.Hpc.Manifests;
using Spichlerz.Hpc.Shards;

namespace Spichlerz.Hpc.Cleaning.Boilerplate;

/// <summary>Counts the lines removed from the documents of one shard: ….boilerplate.parquet, most frequent first.</summary>
internal sealed class RemovedLines
{
    public const string Suffix = ".boilerplate.parquet";

    /// <summary>Kinds of the table: a line of the dataset's list, a copy inside one document.</summary>
    public const string Dataset = "dataset", Copy = "copy";

    private readonly Dictionary<(ulong Key, string Kind), Entry> entries = [];
    private int documents;

    public void Clear() => entries.Clear();

    /// <summary>The lines that follow belong to another document.</summary>
    public void NextDocument() => documents++;

    /// <param name="line">As it stood in the text.</param>
    public void Add(ulong key, string kind, ReadOnlySpan<byte> line)
    {
        if (!entries.TryGetValue((key, kind), out Entry? entry))
            entries[(key, kind)] = entry = new Entry(CountedLine.TextOf(line));
        entry.Lines++;
        entry.Documents += entry.LastDocument == documents ? 0 : 1;
        entry.LastDocument = documents;
    }

    public FileEntry Save(string path, string relativePath, int rank)
    {
        var rows = entries.OrderByDescending(row => row.Value.Lines).ThenBy(row => row.Key.Kind, StringComparer.Ordinal).ThenBy(row => row.Key.Key).ToArray();
        using var table = new TableWriter(path, rank, ("line", typeof(string)), ("kind", typeof(string)), ("documents", typeof(long)), ("lines", typeof(long)));
        using (TableWriter.RowGroup group = table.BeginRows(rows.Length))
        {
            group.Column([.. rows.Select(row => row.Value.Text)]).Column([.. rows.Select(row => row.Key.Kind)])
                .Column([.. rows.Select(row => row.Value.Documents)]).Column([.. rows.Select(row => row.Value.Lines)]);
        }
        return table.Commit(relativePath);
    }

    private sealed class Entry(string text)
    {
        public readonly string Text = text;
        public long Documents;
        public long Lines;
        public int LastDocument;
    }
}
