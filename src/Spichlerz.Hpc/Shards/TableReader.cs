using Parquet;
using Parquet.Schema;

namespace Spichlerz.Hpc.Shards;

/// <summary>Reads the columns of a table that <see cref="TableWriter"/> wrote, row group by row group.</summary>
public sealed class TableReader : IDisposable
{
    private readonly FileStream file;
    private readonly ParquetReader parquet;

    public TableReader(string path)
    {
        file = File.OpenRead(path);
        try
        {
            parquet = ParquetReader.CreateAsync(file).GetAwaiter().GetResult();
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>The row groups in their order; each lives until the next is asked for.</summary>
    public IEnumerable<RowGroup> RowGroups()
    {
        for (int i = 0; i < parquet.RowGroupCount; i++)
        {
            using ParquetRowGroupReader group = parquet.OpenRowGroupReader(i);
            yield return new RowGroup(group, parquet.Schema);
        }
    }

    public void Dispose()
    {
        parquet.DisposeAsync().AsTask().GetAwaiter().GetResult();
        file.Dispose();
    }

    /// <summary>The columns of some rows, by name.</summary>
    public sealed class RowGroup(ParquetRowGroupReader reader, ParquetSchema schema)
    {
        public T[] Column<T>(string name)
            where T : struct
        {
            var values = new T[reader.RowCount];
            reader.ReadAsync<T>(Field(name), values).AsTask().GetAwaiter().GetResult();
            return values;
        }

        public string[] Column(string name)
        {
            string?[] values = new string[reader.RowCount];
            reader.ReadAsync(Field(name), values).AsTask().GetAwaiter().GetResult();
            return values!; // TableWriter's columns have no nulls
        }

        private DataField Field(string name) => schema.GetDataFields().Single(field => field.Name == name);
    }
}
