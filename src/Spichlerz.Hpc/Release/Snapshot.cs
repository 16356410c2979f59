using System.Collections.Immutable;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Spichlerz.Hpc.Release;

/// <summary>A file of a snapshot.</summary>
public sealed record SnapshotFile(string Name, long Bytes, string Sha256);

/// <summary>What became of one dataset's documents.</summary>
/// <param name="Read">Documents that cleaning kept.</param>
/// <param name="Released">Documents in the snapshot.</param>
/// <param name="DroppedByReason">Duplicates and what the filter refused.</param>
public sealed record SnapshotDataset(string Name, string LicenceSpdx, string CommercialUse, long Read, long Released, ImmutableSortedDictionary<string, long> DroppedByReason);

/// <summary>snapshot.json: written last, it makes a folder a snapshot and says what it is.</summary>
/// <param name="Id">SHA-256 over the other files' checksums: two snapshots with one id hold the same bytes.</param>
/// <param name="Filter">The release settings as dotted keys.</param>
/// <param name="Source">SHA-256 over the proofs the snapshot was made from.</param>
public sealed record Snapshot(
    string Id,
    string Name,
    string Run,
    string CodeVersion,
    ImmutableSortedDictionary<string, string> Filter,
    string Source,
    long Documents,
    ImmutableArray<SnapshotDataset> Datasets,
    ImmutableArray<SnapshotFile> Files)
{
    private static readonly JsonSerializerOptions Options = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
    };

    /// <summary>The snapshot a folder holds; null if its snapshot.json is missing or is none.</summary>
    public static Snapshot? TryLoad(string folder)
    {
        try
        {
            string path = Path.Combine(folder, SnapshotLayout.SnapshotFileName);
            return File.Exists(path) && JsonSerializer.Deserialize<Snapshot>(File.ReadAllBytes(path), Options) is { Id: not null, Files.IsDefault: false, Datasets.IsDefault: false } snapshot
                ? snapshot : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    public byte[] ToJson() => [.. JsonSerializer.SerializeToUtf8Bytes(this, Options), (byte)'\n'];
}
