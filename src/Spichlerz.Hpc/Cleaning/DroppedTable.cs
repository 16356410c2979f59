using Spichlerz.Hpc.Documents;
using Spichlerz.Hpc.Manifests;
using Spichlerz.Hpc.Shards;

namespace Spichlerz.Hpc.Cleaning;

/// <summary>….dropped.parquet: id, step, reason and value of every document that a shard lost in cleaning.</summary>
internal sealed class DroppedTable(string path, int rank) : IDisposable
{
    private const int RowGroupRows = 1 << 15;

    private readonly TableWriter table = new(path, rank, ("id", typeof(string)), ("step", typeof(string)), ("reason", typeof(string)), ("value", typeof(double)));
    private readonly List<(string Id, string Step, string Reason, double Value)> rows = [];

    public void Add(string step, Outcome outcome)
    {
        rows.Add((outcome.Document.Id, step, outcome.DropReason!, outcome.Value));
        if (rows.Count == RowGroupRows)
            Flush();
    }

    public FileEntry Commit(string relativePath)
    {
        Flush();
        return table.Commit(relativePath);
    }

    public void Dispose() => table.Dispose();

    private void Flush()
    {
        using TableWriter.RowGroup group = table.BeginRows(rows.Count);
        group.Column([.. rows.Select(row => row.Id)]).Column([.. rows.Select(row => row.Step)])
            .Column([.. rows.Select(row => row.Reason)]).Column([.. rows.Select(row => row.Value)]);
        rows.Clear();
    }
}
