using System.Globalization;
using Spichlerz.Hpc.Cleaning;
using Spichlerz.Hpc.Manifests;
using Spichlerz.Hpc.Release;
using Spichlerz.Hpc.Sharding;
using Spichlerz.Hpc.Shards;

namespace Spichlerz.Hpc.Runs;

/// <summary>
/// Proves a work directory anew: every manifest's conservation, the size and hash of every output, the documents in every shard, and that
/// what one stage read is what another wrote.
/// </summary>
public static class WorkVerification
{
    public static VerificationReport Run(WorkDirectory work)
    {
        string[] paths = [.. Directory.EnumerateFiles(work.Root, "*" + ManifestFile.Suffix, SearchOption.AllDirectories).Order(StringComparer.Ordinal)];
        var faults = new List<string>();
        var written = new Dictionary<string, FileEntry>(StringComparer.Ordinal);
        var manifests = new List<(string Path, StageManifest Manifest)>();
        foreach (string path in paths)
        {
            string name = Path.GetRelativePath(work.Root, path);
            if (ManifestFile.TryLoad(path) is not { } manifest)
            {
                faults.Add($"{name} is no manifest. Remove it and run again.");
                continue;
            }
            if (!manifest.IsConserved)
                faults.Add(string.Create(CultureInfo.InvariantCulture, $"{name}: read {manifest.Read} is not kept {manifest.Kept} + dropped {manifest.DroppedByReason.Values.Sum()} + quarantined {manifest.Quarantined}."));
            manifests.Add((name, manifest));
            foreach (FileEntry output in manifest.Outputs)
                written[output.Path] = output;
        }
        faults.AddRange(manifests.SelectMany(item => CheckInputs(item.Path, item.Manifest, written)));
        faults.AddRange(Strangers(work, written));
        FileEntry[] outputs = [.. written.Values];
        VerificationReport report = Verification.Run(outputs, entry => CheckFile(work, entry));
        return report with { Files = report.Files + paths.Length, Faults = [.. faults, .. report.Faults] };
    }

    private static IEnumerable<string> CheckInputs(string name, StageManifest manifest, Dictionary<string, FileEntry> written) =>
        from input in manifest.Inputs
        where manifest.Stage != ReleaseStage.StageName // a snapshot stays what it was made from, whatever came later
        where !Path.IsPathRooted(input.Path) && !input.Path.EndsWith("/dataset.json", StringComparison.Ordinal)
        where !written.TryGetValue(input.Path, out FileEntry? output) || output.Bytes != input.Bytes || output.Xxh3 != input.Xxh3
        select $"{name} was made from another {input.Path} than there is now. Run again: what depends on it is done anew.";

    /// <summary>Files in stage folders that no manifest knows.</summary>
    private static IEnumerable<string> Strangers(WorkDirectory work, Dictionary<string, FileEntry> written) =>
        from stage in StageNames.All.Append("quarantine")
        where Directory.Exists(work.Stage(stage))
        from file in Directory.EnumerateFiles(work.Stage(stage), "*", SearchOption.AllDirectories)
        let name = Path.GetRelativePath(work.Root, file)
        where !name.EndsWith(ManifestFile.Suffix, StringComparison.Ordinal) && !name.EndsWith("/dataset.json", StringComparison.Ordinal) && !written.ContainsKey(name)
        select $"{name} belongs to no manifest: the unit that wrote it is not finished. Run again.";

    private static Verification.Finding CheckFile(WorkDirectory work, FileEntry entry)
    {
        string path = work.Full(entry.Path);
        if (!File.Exists(path))
            return new(0, 0, [$"{entry.Path} is missing. Run again to make it anew."]);
        long bytes = new FileInfo(path).Length;
        if (bytes != entry.Bytes)
            return new(bytes, 0, [string.Create(CultureInfo.InvariantCulture, $"{entry.Path} has {bytes} bytes; its writer recorded {entry.Bytes}. Remove it and run again.")]);
        if (Proof.HashFile(path) is var hash && hash != entry.Xxh3)
            return new(bytes, 0, [$"{entry.Path} has XXH3 {hash}; its writer recorded {entry.Xxh3}. It is damaged: remove it and run again."]);
        return IsShard(entry.Path) ? CountDocuments(path, entry) : new(bytes, 0, []);
    }

    private static bool IsShard(string path) =>
        path.EndsWith(".jsonl.zst", StringComparison.Ordinal)
        && (path.StartsWith(ShardStage.StageName + "/", StringComparison.Ordinal) || path.StartsWith(CleanStage.StageName + "/", StringComparison.Ordinal));

    private static Verification.Finding CountDocuments(string path, FileEntry entry)
    {
        long documents = 0;
        try
        {
            using var reader = new ShardReader(path, ShardCatalogue.IdOf(entry.Path, ".jsonl.zst"));
            while (reader.ReadBatch() is { Count: > 0 } batch)
                documents += batch.Count;
        }
        catch (ShardFormatException e)
        {
            return new(entry.Bytes, documents, [e.Message]);
        }
        return new(entry.Bytes, documents, documents == entry.Documents ? [] :
            [string.Create(CultureInfo.InvariantCulture, $"{entry.Path} holds {documents} documents; its writer recorded {entry.Documents}.")]);
    }
}
