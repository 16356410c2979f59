using System.Collections.Immutable;
using Spichlerz.Hpc.Cleaning.Boilerplate;
using Spichlerz.Hpc.Manifests;
using Spichlerz.Hpc.Runs;
using Spichlerz.Hpc.Shards;

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

    private static IEnumerable<RemovedLine> Read(string path)
    {
        using var table = new TableReader(path);
        foreach (TableReader.RowGroup rows in table.RowGroups())
        {
            string[] texts = rows.Column("line"), kinds = rows.Column("kind");
            long[] documents = rows.Column<long>("documents"), removed = rows.Column<long>("lines");
            for (int row = 0; row < texts.Length; row++)
                yield return new RemovedLine(texts[row], kinds[row], documents[row], removed[row]);
        }
    }
}
