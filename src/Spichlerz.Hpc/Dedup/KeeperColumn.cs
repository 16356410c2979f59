using Parquet;
using Parquet.Schema;

namespace Spichlerz.Hpc.Dedup;

/// <summary>Reads from a dedup table which documents of a clean shard stay, in the shard's order.</summary>
public static class KeeperColumn
{
    public static bool[] Read(string path)
    {
        using FileStream file = File.OpenRead(path);
        ParquetReader reader = ParquetReader.CreateAsync(file).GetAwaiter().GetResult();
        try
        {
            DataField field = reader.Schema.GetDataFields().Single(field => field.Name == "keeper");
            var keepers = new List<bool>();
            for (int i = 0; i < reader.RowGroupCount; i++)
            {
                using ParquetRowGroupReader group = reader.OpenRowGroupReader(i);
                bool[] values = new bool[group.RowCount];
                group.ReadAsync<bool>(field, values).AsTask().GetAwaiter().GetResult();
                keepers.AddRange(values);
            }
            return [.. keepers];
        }
        finally
        {
            reader.DisposeAsync().AsTask().GetAwaiter().GetResult();
        }
    }
}
