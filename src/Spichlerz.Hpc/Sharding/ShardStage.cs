using Spichlerz.Hpc.Config;
using Spichlerz.Hpc.Manifests;
using Spichlerz.Hpc.Runs;
using Spichlerz.Hpc.Shards;

namespace Spichlerz.Hpc.Sharding;

/// <summary>
/// Stage <c>shard</c>: cuts one input file of a dataset into uniform shards, gives every document its id, and sends what is no
/// document to quarantine. The users' files are read, never changed.
/// </summary>
/// <param name="observer">Sees every shard as it is written; null for nobody.</param>
public sealed class ShardStage(ShardSettings settings, WorkDirectory work, int rank, IShardObserver? observer = null) : IShardStage
{
    public const string StageName = "shard";

    /// <summary>Bytes of text behind a byte of a usual compressed file.</summary>
    private const int UsualCompression = 5;

    private readonly string configSha256 = ConfigKeys.Sha256(settings);
    private readonly RecordParser parser = new();

    public string Name => StageName;

    public StageManifest Run(StageUnit unit, CancellationToken cancel)
    {
        var manifest = new ManifestBuilder(StageName, unit.Name, configSha256, rank);
        string input = unit.Inputs[0].Path;
        manifest.InputsWrittenUtc = File.GetLastWriteTimeUtc(input);
        observer?.BeginFile();
        using var lines = new LineReader(JsonlFile.Open(input, settings.MaxWindowLog, out HashingStream raw), settings.MaxDocumentMib << 20);
        using var quarantine = new QuarantineWriter(work, unit.Shard, Path.GetFileName(input), rank);
        using var parts = new PartWriter(work, unit.Shard, (long)settings.SizeMib << 20, UsualCompression * unit.Inputs[0].Bytes, observer, rank);
        while (lines.MoveNext())
        {
            if ((lines.Number & 0xff) == 0)
                cancel.ThrowIfCancellationRequested();
            Count(lines, parts, quarantine, manifest);
        }
        long readUntil = raw.Bytes;
        raw.ReadToEnd();
        if (lines.Damage is not null)
            manifest.Note("lost_compressed_bytes", raw.Bytes - readUntil);
        manifest.AddInput(new FileEntry(input, raw.Bytes, raw.Xxh3()));
        foreach (FileEntry part in parts.Finish())
            manifest.AddOutput(part);
        if (quarantine.Finish() is { } entry)
            manifest.AddOutput(entry);
        parser.Trim();
        return manifest.Build();
    }

    public void Proven() => observer?.FileProven();

    private void Count(LineReader lines, PartWriter parts, QuarantineWriter quarantine, ManifestBuilder manifest)
    {
        manifest.Read++;
        if (parser.Parse(lines, settings) is { } fault)
        {
            quarantine.Add(lines, fault);
            manifest.Quarantined++;
            manifest.Note($"quarantined_{fault.Reason}");
            return;
        }
        parts.Write(parser);
        manifest.Kept++;
        if (parser.KeptMetaAsText)
            manifest.Note("meta_kept_as_text");
    }
}
