using System.IO.Hashing;
using Spichlerz.Hpc.Config;
using Spichlerz.Hpc.Documents;
using Spichlerz.Hpc.Manifests;
using Spichlerz.Hpc.Reduction;
using Spichlerz.Hpc.Runs;
using Spichlerz.Hpc.Sharding;
using Spichlerz.Hpc.Shards;

namespace Spichlerz.Hpc.Release;

/// <summary>
/// Stage <c>release</c>, one dataset at a time: writes NAME.jsonl.zst, NAME.manifest and NAME.sample into the snapshot. The snapshot as a
/// whole is finished by <see cref="SnapshotWriter"/>.
/// </summary>
public sealed class ReleaseStage(ReleaseSettings settings, WorkDirectory work, int rank) : IShardStage
{
    public const string StageName = "release";

    private readonly string configSha256 = ConfigKeys.Sha256(settings);
    private readonly SnapshotLayout layout = new(settings, work);
    private readonly LicenceFact licences = new();

    public string Name => StageName;

    public StageManifest Run(StageUnit unit, CancellationToken cancel)
    {
        string dataset = unit.Shard.Dataset;
        DatasetDescription description = DatasetDescriptionFile.Load(work, dataset);
        var filter = new DocumentFilter(settings.Where, Licence.Parse(description.License));
        var manifest = new ManifestBuilder(StageName, dataset, configSha256, rank);
        var keepers = new DatasetKeepers(work, unit);
        var statistics = new DatasetStatistics();
        var sample = new SampleDocuments();
        using var writer = new ShardWriter(layout.Full(layout.DataFile(dataset)), ShardWriter.PublishedLevel, rank);
        keepers.Read((document, isKept) =>
        {
            manifest.Read++;
            if (!isKept)
            {
                manifest.Drop("duplicate");
            }
            else if (filter.Refuse(dataset, licences.Of(document)) is { } reason)
            {
                manifest.Drop(reason);
            }
            else
            {
                writer.Write(document);
                statistics.Add(document);
                sample.Offer(document);
            }
        }, cancel);
        manifest.Kept = writer.Documents;
        foreach (FileEntry input in keepers.Inputs)
            manifest.AddInput(input);
        if (writer.Documents > 0)
            Publish(description, writer, statistics, sample, manifest);
        return manifest.Build();
    }

    /// <summary>A dataset of which nothing is released has no files, so that no reader stumbles over an empty one.</summary>
    private void Publish(DatasetDescription description, ShardWriter writer, DatasetStatistics statistics, SampleDocuments sample, ManifestBuilder manifest)
    {
        FileEntry data = writer.Commit(layout.DataFile(description.Name));
        manifest.AddOutput(data);
        Add(layout.ManifestFile(description.Name), SpeakLeashManifest.Write(description, statistics, data.Bytes, settings.Date), manifest);
        Add(layout.SampleFile(description.Name), sample.ToJson(), manifest);
    }

    private void Add(string path, byte[] json, ManifestBuilder manifest)
    {
        AtomicFile.WriteAllBytes(layout.Full(path), json, rank);
        manifest.AddOutput(new FileEntry(path, json.Length, Convert.ToHexStringLower(XxHash128.Hash(json))));
    }
}
