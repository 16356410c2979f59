using System.Collections.Immutable;
using Parquet;
using Parquet.Schema;
using Spichlerz.Hpc.Cleaning.Boilerplate;
using Spichlerz.Hpc.Manifests;
using Spichlerz.Hpc.Runs;

namespace Spichlerz.Hpc.Reduction;

/// <summary>A line that clean removed from a dataset's documents as boilerplate.</summary>
/// <param name="Line">Cut to <see cref="CountedLine.MaxTextCharacters"/> characters.</param>
/// <param name="Kind"><c>dataset</c> for a line that too many documents have, <c>copy</c> for one that documents repeat.</param>
/// <param name="Documents">Documents it was removed from.</param>
/// <param name="Lines">Times it was removed.</param>
public sealed record RemovedLine(string Line, string Kind, long Documents, long Lines);

/// <summary>Adds up what clean removed from the shards of a dataset as boilerplate, line by line.</summary>
internal sealed class DatasetBoilerplate(WorkDirectory work)
{
    /// <summary>Lines named in the report.</summary>
    private const int MaxLines = 50;

    /// <summary>Copies are of one document as a rule: of each shard its most frequent will do, so that what is held does not grow with the texts.</summary>
    private const int MaxCopiesOfShard = 100;

    private readonly Dictionary<(string Line, string Kind), RemovedLine> lines = [];

    /// <summary>Adds the table of a shard, if its manifest has one.</summary>
    public void Add(StageManifest clean)
    {
        if (clean.Outputs.FirstOrDefault(output => output.Path.EndsWith(RemovedLines.Suffix, StringComparison.Ordinal)) is not { } table)
            return;
        int copies = 0;
        foreach (RemovedLine row in Read(work.Full(table.Path)))
        {
            if (row.Kind == RemovedLines.Copy && ++copies > MaxCopiesOfShard)
                continue;
            lines[(row.Line, row.Kind)] = lines.TryGetValue((row.Line, row.Kind), out RemovedLine? sum) ? sum with { Documents = sum.Documents + row.Documents, Lines = sum.Lines + row.Lines } : row;
        }
    }

    /// <summary>The lines removed most often, most frequent first.</summary>
    public ImmutableArray<RemovedLine> Top() =>
        [.. lines.Values.OrderByDescending(line => line.Lines).ThenBy(line => line.Kind, StringComparer.Ordinal).ThenBy(line => line.Line, StringComparer.Ordinal).Take(MaxLines)];

    private static List<RemovedLine> Read(string path)
    {
        using FileStream file = File.OpenRead(path);
        ParquetReader reader = ParquetReader.CreateAsync(file).GetAwaiter().GetResult();
        try
        {
            DataField[] fields = reader.Schema.GetDataFields();
            var rows = new List<RemovedLine>();
            for (int i = 0; i < reader.RowGroupCount; i++)
            {
                using ParquetRowGroupReader group = reader.OpenRowGroupReader(i);
                int count = checked((int)group.RowCount);
                string[] texts = new string[count], kinds = new string[count];
                long[] documents = new long[count], removed = new long[count];
                group.ReadAsync(fields[0], texts).AsTask().GetAwaiter().GetResult();
                group.ReadAsync(fields[1], kinds).AsTask().GetAwaiter().GetResult();
                group.ReadAsync<long>(fields[2], documents).AsTask().GetAwaiter().GetResult();
                group.ReadAsync<long>(fields[3], removed).AsTask().GetAwaiter().GetResult();
                rows.AddRange(texts.Select((text, row) => new RemovedLine(text, kinds[row], documents[row], removed[row])));
            }
            return rows;
        }
        finally
        {
            reader.DisposeAsync().AsTask().GetAwaiter().GetResult();
        }
    }
}
