using Spichlerz.Hpc.Shards;

namespace Spichlerz.Hpc.Dedup;

/// <summary>Reads from a dedup table which documents of a clean shard stay, in the shard's order.</summary>
public static class KeeperColumn
{
    public static bool[] Read(string path)
    {
        using var table = new TableReader(path);
        return [.. table.RowGroups().SelectMany(rows => rows.Column<bool>("keeper"))];
    }
}
