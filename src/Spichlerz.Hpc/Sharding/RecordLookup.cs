using System.Globalization;
using Spichlerz.Hpc.Config;
using Spichlerz.Hpc.Documents;
using Spichlerz.Hpc.Runs;
using Spichlerz.Hpc.Shards;

namespace Spichlerz.Hpc.Sharding;

/// <summary>Finds one record: by file and row, read as the shard stage reads it, or by the id of a document that the shard stage has written.</summary>
public static class RecordLookup
{
    /// <param name="address">FILE, FILE:ROW or DATASET/FFFFF-PPPPP/ROW. Rows of a file are its lines, counted from 0, unreadable ones too.</param>
    /// <exception cref="FileNotFoundException">There is no such file, and no such id.</exception>
    /// <exception cref="InvalidDataException">There is no such row; the message says how many there are. Or the file is none of a dataset.</exception>
    public static FoundRecord Find(string address, RunConfig config)
    {
        if (File.Exists(address))
            return InFile(address, row: 0, config.Shard);
        int colon = address.LastIndexOf(':'), slash = address.LastIndexOf('/');
        if (colon > 0 && File.Exists(address[..colon]) && IsRow(address[(colon + 1)..], out int row))
            return InFile(address[..colon], row, config.Shard);
        var work = new WorkDirectory(config.Work);
        if (slash > 0 && IsRow(address[(slash + 1)..], out row) && ShardOf(address[..slash]) is { } shard)
        {
            string path = work.Full(WorkDirectory.Output(ShardStage.StageName, shard, ".jsonl.zst"));
            return File.Exists(path) ? InShard(path, shard, row) : throw new FileNotFoundException($"'{address}' is an id, but there is no {path}: run spichlerz {ShardStage.StageName} first, or name a file.");
        }
        throw new FileNotFoundException($"'{address}' names no file. Give FILE, FILE:ROW (rows count from 0), or the id DATASET/FFFFF-PPPPP/ROW of a document in {work.Stage(ShardStage.StageName)}.");
    }

    private static FoundRecord InFile(string path, int row, ShardSettings settings)
    {
        if (!JsonlFile.Suffixes.Any(suffix => path.EndsWith(suffix, StringComparison.Ordinal)))
            throw new InvalidDataException($"'{path}' is no dataset's file; their names end in {string.Join(", ", JsonlFile.Suffixes)}.");
        var parser = new RecordParser();
        int rows = 0;
        using var lines = new LineReader(JsonlFile.Open(path, settings.MaxWindowLog, out _), settings.MaxDocumentMib << 20);
        for (; lines.MoveNext(); rows++)
        {
            if (rows < row)
                continue;
            RecordFault? fault = parser.Parse(lines, settings);
            string name = string.Create(CultureInfo.InvariantCulture, $"{path}, row {row} (line {lines.Number}, byte {lines.Offset})");
            return new(name, fault is null ? new Document(new ShardId(Path.GetFileName(path), 0, 0), row, parser.Text.ToArray(), parser.Facts.ToArray(), parser.Meta.ToArray()) : null, fault, Path.GetFullPath(path));
        }
        throw NoRow(path, row, rows);
    }

    private static FoundRecord InShard(string path, ShardId shard, int row)
    {
        int rows = 0;
        using var reader = new ShardReader(path, shard);
        while (reader.ReadBatch() is { Count: > 0 } batch)
        {
            rows += batch.Count;
            if (batch.FirstOrDefault(document => document.Row == row) is { } found)
                return new(found.Id, found with { Text = found.Text.ToArray(), Facts = found.Facts.ToArray(), Meta = found.Meta.ToArray() }, null, path);
        }
        throw NoRow(path, row, rows);
    }

    private static InvalidDataException NoRow(string path, int row, int rows) =>
        new(string.Create(CultureInfo.InvariantCulture, $"{path} has {rows} rows{(rows > 0 ? $", 0 to {rows - 1}" : "")}; there is no row {row}."));

    private static bool IsRow(string text, out int row) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out row);

    private static ShardId? ShardOf(string text)
    {
        try
        {
            return ShardId.Parse(text);
        }
        catch (FormatException)
        {
            return null;
        }
    }
}
