using DuckDB.NET.Data;

namespace Spichlerz.Hpc.Tests.Shards;

/// <summary>DuckDB, an independent reader of what we write.</summary>
internal static class Duck
{
    /// <summary>The rows of a query; <c>$file</c> in it stands for the path.</summary>
    public static List<object[]> Query(string sql, string path)
    {
        using var connection = new DuckDBConnection("DataSource=:memory:");
        connection.Open();
        using DuckDBCommand command = connection.CreateCommand();
        command.CommandText = sql.Replace("$file", $"'{path.Replace("'", "''", StringComparison.Ordinal)}'", StringComparison.Ordinal);
        using DuckDBDataReader reader = command.ExecuteReader();
        var rows = new List<object[]>();
        while (reader.Read())
        {
            object[] row = new object[reader.FieldCount];
            reader.GetValues(row);
            rows.Add(row);
        }
        return rows;
    }
}
