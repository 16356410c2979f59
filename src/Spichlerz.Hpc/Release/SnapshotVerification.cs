using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Spichlerz.Hpc.Runs;
using Spichlerz.Hpc.Shards;

namespace Spichlerz.Hpc.Release;

/// <summary>
/// Proves a snapshot from its own files: every byte by SHA-256, its id, every document as JSON with a text, and that manifests say the
/// sizes and counts that there are.
/// </summary>
public static class SnapshotVerification
{
    public static bool IsSnapshot(string folder) => File.Exists(Path.Combine(folder, SnapshotLayout.SnapshotFileName));

    public static VerificationReport Run(string folder)
    {
        if (Snapshot.TryLoad(folder) is not { } snapshot)
            return new(1, 0, 0, [$"{folder}/{SnapshotLayout.SnapshotFileName} cannot be read: this is no snapshot, or it is damaged."]);
        var faults = new List<string>();
        string sumsPath = Path.Combine(folder, SnapshotLayout.ChecksumFileName);
        string sums = SnapshotWriter.SumsOf(snapshot.Files);
        if (!File.Exists(sumsPath) || File.ReadAllText(sumsPath) != sums)
            faults.Add($"{SnapshotLayout.ChecksumFileName} does not list the files that {SnapshotLayout.SnapshotFileName} lists.");
        if (Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(sums))) != snapshot.Id)
            faults.Add($"the snapshot's id {snapshot.Id} is not that of its files.");
        var known = snapshot.Files.Select(file => file.Name).Append(SnapshotLayout.ChecksumFileName).Append(SnapshotLayout.SnapshotFileName).ToHashSet();
        faults.AddRange(Directory.EnumerateFileSystemEntries(folder).Select(path => Path.GetFileName(path)).Where(name => !known.Contains(name))
            .Select(name => $"{name} does not belong to the snapshot."));
        VerificationReport report = Verification.Run(snapshot.Files, file => Check(folder, snapshot, file));
        if (report.Documents != snapshot.Documents)
            faults.Add(string.Create(CultureInfo.InvariantCulture, $"the files hold {report.Documents} documents; {SnapshotLayout.SnapshotFileName} says {snapshot.Documents}."));
        return report with { Files = report.Files + 2, Faults = [.. faults, .. report.Faults] };
    }

    private static Verification.Finding Check(string folder, Snapshot snapshot, SnapshotFile file)
    {
        string path = Path.Combine(folder, file.Name);
        if (!File.Exists(path))
            return new(0, 0, [$"{file.Name} is missing."]);
        using (FileStream stream = File.OpenRead(path))
        {
            if (stream.Length != file.Bytes || Convert.ToHexStringLower(SHA256.HashData(stream)) != file.Sha256)
                return new(stream.Length, 0, [string.Create(CultureInfo.InvariantCulture, $"{file.Name} is damaged: its {stream.Length} bytes do not have the SHA-256 that the snapshot lists.")]);
        }
        if (file.Name.EndsWith(SnapshotLayout.DataSuffix, StringComparison.Ordinal))
            return CheckData(path, snapshot, file);
        return new(file.Bytes, 0, file.Name.EndsWith(SnapshotLayout.ManifestSuffix, StringComparison.Ordinal) ? CheckManifest(path, snapshot, file) : []);
    }

    private static Verification.Finding CheckData(string path, Snapshot snapshot, SnapshotFile file)
    {
        long documents = 0;
        using var lines = new LineReader(JsonlFile.Open(path, maxWindowLog: 27, out _), int.MaxValue / 2);
        while (lines.MoveNext())
        {
            if (lines.Damage is { } damage)
                return new(file.Bytes, documents, [$"{file.Name} breaks off after {documents} documents: {damage.Message}"]);
            if (!HasText(lines.Line.Span))
                return new(file.Bytes, documents, [string.Create(CultureInfo.InvariantCulture, $"{file.Name}, line {lines.Number}: not a JSON object with a text.")]);
            documents++;
        }
        string dataset = file.Name[..^SnapshotLayout.DataSuffix.Length];
        long expected = snapshot.Datasets.FirstOrDefault(item => item.Name == dataset)?.Released ?? 0;
        return new(file.Bytes, documents, documents == expected ? [] :
            [string.Create(CultureInfo.InvariantCulture, $"{file.Name} holds {documents} documents; the snapshot says {expected}.")]);
    }

    private static bool HasText(ReadOnlySpan<byte> line)
    {
        try
        {
            var json = new Utf8JsonReader(line);
            bool hasText = false;
            json.Read();
            while (json.Read() && json.TokenType is JsonTokenType.PropertyName)
            {
                bool isText = json.ValueTextEquals("text"u8);
                json.Read();
                hasText |= isText && json.TokenType is JsonTokenType.String;
                json.Skip();
            }
            return hasText && !json.Read();
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static List<string> CheckManifest(string path, Snapshot snapshot, SnapshotFile file)
    {
        string dataset = file.Name[..^SnapshotLayout.ManifestSuffix.Length];
        using var json = JsonDocument.Parse(File.ReadAllBytes(path));
        long bytes = json.RootElement.GetProperty("file_size").GetInt64(), documents = json.RootElement.GetProperty("stats").GetProperty("documents").GetInt64();
        SnapshotFile? data = snapshot.Files.FirstOrDefault(item => item.Name == dataset + SnapshotLayout.DataSuffix);
        var faults = new List<string>();
        if (bytes != data?.Bytes)
            faults.Add(string.Create(CultureInfo.InvariantCulture, $"{file.Name} says file_size {bytes}; the file has {data?.Bytes} bytes."));
        if (documents != snapshot.Datasets.FirstOrDefault(item => item.Name == dataset)?.Released)
            faults.Add(string.Create(CultureInfo.InvariantCulture, $"{file.Name} says {documents} documents, which the snapshot does not."));
        return faults;
    }
}
