using System.IO.Compression;
using Parquet;
using Parquet.Schema;
using Spichlerz.Hpc.Manifests;

namespace Spichlerz.Hpc.Shards;

/// <summary>Writes a Parquet table of named columns, row group by row group; the file appears only on <see cref="Commit"/>.</summary>
public sealed class TableWriter : IDisposable
{
    // The package's own default level tries so hard that tables took a seventh of a whole run.
    private static readonly ParquetOptions Options = new() { CompressionMethod = CompressionMethod.Zstd, CompressionLevel = CompressionLevel.Fastest };

    private readonly AtomicFile file;
    private readonly HashingStream raw;
    private readonly ParquetWriter parquet;
    private readonly DataField[] fields;
    private long rows;

    /// <param name="columns">Names and types of the columns; a row group gives one array for each, in this order.</param>
    public TableWriter(string path, int rank, params (string Name, Type Type)[] columns)
    {
        fields = [.. columns.Select(column => new DataField(column.Name, column.Type, isNullable: false))];
        file = new AtomicFile(path, rank);
        raw = new HashingStream(file.Stream);
        parquet = ParquetWriter.CreateAsync(new ParquetSchema(fields), raw, Options).GetAwaiter().GetResult();
    }

    /// <summary>Starts a row group; its columns follow in the schema's order.</summary>
    public RowGroup BeginRows(int count)
    {
        rows += count;
        return new RowGroup(parquet.CreateRowGroup(), fields);
    }

    public FileEntry Commit(string relativePath)
    {
        parquet.DisposeAsync().AsTask().GetAwaiter().GetResult();
        file.Commit();
        return new FileEntry(relativePath, raw.Bytes, raw.Xxh3(), rows);
    }

    public void Dispose() => file.Dispose();

    /// <summary>One row group under way.</summary>
    public sealed class RowGroup(ParquetRowGroupWriter writer, DataField[] fields) : IDisposable
    {
        private int column;

        public RowGroup Column<T>(T[] values)
            where T : struct
        {
            writer.WriteAsync<T>(fields[column++], values).GetAwaiter().GetResult();
            return this;
        }

        public RowGroup Column(string[] values)
        {
            writer.WriteAsync(fields[column++], values).GetAwaiter().GetResult();
            return this;
        }

        public void Dispose() => writer.Dispose();
    }
}
