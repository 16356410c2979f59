using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Spichlerz.Hpc.Config;
using Spichlerz.Hpc.Manifests;
using Spichlerz.Hpc.Reduction;
using Spichlerz.Hpc.Runs;
using Spichlerz.Hpc.Sharding;

namespace Spichlerz.Hpc.Release;

/// <summary>Finishes a snapshot when all its datasets are written: speakleash.json, SHA256SUMS and, last, snapshot.json.</summary>
public sealed class SnapshotWriter(RunConfig config, WorkDirectory work)
{
    private readonly SnapshotLayout layout = new(config.Release, work);

    /// <summary>Snapshots are immutable: refuses to write where another one stands.</summary>
    /// <param name="units">The datasets to release, with their inputs.</param>
    /// <exception cref="ConfigException">A snapshot of this name exists and was made from something else, or the folder is somebody else's.</exception>
    public void CheckImmutable(IReadOnlyList<StageUnit> units)
    {
        CheckOwn();
        if (Snapshot.TryLoad(layout.Folder) is { } existing && existing.Source != SourceOf(units))
        {
            throw new ConfigException("The release", [new("release.name",
                $"snapshot '{config.Release.Name}' exists in {layout.Folder} and was made from other data or settings. Snapshots are immutable: choose another name, or use --redo release to replace it.")]);
        }
    }

    /// <summary>Removes the snapshot and its proofs, for one that is to be replaced.</summary>
    /// <exception cref="ConfigException">The folder holds what is no part of a snapshot.</exception>
    public void Remove()
    {
        CheckOwn();
        foreach (string folder in new[] { layout.Folder, Path.GetDirectoryName(work.Full(layout.ProofOf("x")))! }.Where(Directory.Exists))
            Directory.Delete(folder, recursive: true);
    }

    /// <summary>Writes what belongs to the snapshot as a whole, unless it is there. Call on one rank, when all datasets are proven.</summary>
    public Snapshot Finish(IReadOnlyList<StageUnit> units)
    {
        StageManifest[] proofs = [.. units.OrderBy(unit => unit.Name, StringComparer.Ordinal).Select(unit => ManifestFile.TryLoad(work.Full(unit.ManifestPath))!)];
        byte[] structure = SpeakLeashManifest.ToBytes(new JsonArray([.. proofs.Where(proof => proof.Kept > 0).Select(proof => new JsonObject { ["name"] = proof.Unit })]));
        if (Snapshot.TryLoad(layout.Folder) is { } done)
        {
            Restore(SnapshotLayout.StructureFileName, structure);
            Restore(SnapshotLayout.ChecksumFileName, Encoding.UTF8.GetBytes(SumsOf(done.Files)));
            return done;
        }
        Directory.CreateDirectory(layout.Folder);
        RemoveStrangers(proofs);
        Restore(SnapshotLayout.StructureFileName, structure);
        ImmutableArray<SnapshotFile> files = [.. Directory.EnumerateFiles(layout.Folder).Order(StringComparer.Ordinal)
            .Where(file => Path.GetFileName(file) is not (SnapshotLayout.ChecksumFileName or SnapshotLayout.SnapshotFileName))
            .Select(Describe)];
        string sums = SumsOf(files);
        Restore(SnapshotLayout.ChecksumFileName, Encoding.UTF8.GetBytes(sums));
        var snapshot = new Snapshot(Sha256(sums), config.Release.Name, config.Name, CodeVersion.Current,
            ConfigKeys.Flatten(config.Release.Where, outputOnly: true).ToImmutableSortedDictionary(StringComparer.Ordinal), SourceOf(units),
            proofs.Sum(proof => proof.Kept), [.. proofs.Select(DatasetOf)], files);
        AtomicFile.WriteAllBytes(Path.Combine(layout.Folder, SnapshotLayout.SnapshotFileName), snapshot.ToJson(), rank: 0);
        return snapshot;
    }

    /// <summary>The content of SHA256SUMS.</summary>
    internal static string SumsOf(ImmutableArray<SnapshotFile> files) => string.Concat(files.Select(file => $"{file.Sha256}  {file.Name}\n"));

    /// <summary>Writes a small file of the snapshot unless it is there as it should be.</summary>
    private void Restore(string name, byte[] content)
    {
        string path = Path.Combine(layout.Folder, name);
        if (!File.Exists(path) || !File.ReadAllBytes(path).AsSpan().SequenceEqual(content))
            AtomicFile.WriteAllBytes(path, content, rank: 0);
    }

    /// <summary>release.to may name any folder: what did not come from a release is never removed or overwritten.</summary>
    internal void CheckOwn()
    {
        if (!Directory.Exists(layout.Folder))
            return;
        string? foreign = Directory.EnumerateFileSystemEntries(layout.Folder).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal).FirstOrDefault(name =>
            !SnapshotLayout.IsPartOfSnapshot(name) || Directory.Exists(Path.Combine(layout.Folder, name)));
        if (foreign is not null)
            throw new ConfigException("The release", [new("release.name", $"{layout.Folder} holds {foreign}, which is no part of a snapshot. Choose another name, or empty the folder.")]);
    }

    /// <summary>An interrupted release of this name may have left files of datasets that are no longer in it.</summary>
    private void RemoveStrangers(StageManifest[] proofs)
    {
        var expected = proofs.SelectMany(proof => proof.Outputs).Select(output => Path.GetFileName(output.Path)).ToHashSet();
        foreach (string file in Directory.EnumerateFiles(layout.Folder).Where(file => !expected.Contains(Path.GetFileName(file))))
            File.Delete(file);
    }

    private SnapshotDataset DatasetOf(StageManifest proof)
    {
        DatasetDescription description = DatasetDescriptionFile.Load(work, proof.Unit);
        return new(proof.Unit, description.LicenceSpdx, description.CommercialUse, proof.Read, proof.Kept, proof.DroppedByReason);
    }

    /// <summary>What a snapshot depends on: the release settings and the content of every input.</summary>
    private string SourceOf(IReadOnlyList<StageUnit> units)
    {
        var text = new StringBuilder($"{CodeVersion.Current}\n{ConfigKeys.Sha256(config.Release)}\n");
        foreach (FileEntry input in units.OrderBy(unit => unit.Name, StringComparer.Ordinal).SelectMany(unit => unit.Inputs))
            text.Append(CultureInfo.InvariantCulture, $"{input.Path} {input.Bytes} {input.Xxh3}\n");
        return Sha256(text.ToString());
    }

    private static SnapshotFile Describe(string path)
    {
        using FileStream file = File.OpenRead(path);
        return new(Path.GetFileName(path), file.Length, Convert.ToHexStringLower(SHA256.HashData(file)));
    }

    private static string Sha256(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
