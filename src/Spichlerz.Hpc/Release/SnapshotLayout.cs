using Spichlerz.Hpc.Config;
using Spichlerz.Hpc.Manifests;
using Spichlerz.Hpc.Runs;

namespace Spichlerz.Hpc.Release;

/// <summary>Where a snapshot's files lie: flat, as the speakleash package reads them from any web server.</summary>
public sealed class SnapshotLayout(ReleaseSettings settings, WorkDirectory work)
{
    public const string SnapshotFileName = "snapshot.json";
    public const string ChecksumFileName = "SHA256SUMS";
    public const string StructureFileName = "speakleash.json";
    public const string DataSuffix = ".jsonl.zst";
    public const string ManifestSuffix = ".manifest";
    public const string SampleSuffix = ".sample";

    /// <summary>True for the names that a release writes, finished or not.</summary>
    public static bool IsPartOfSnapshot(string name)
    {
        int mark = name.LastIndexOf(AtomicFile.Mark, StringComparison.Ordinal);
        string finished = mark < 0 ? name : name[..mark];
        return finished is SnapshotFileName or ChecksumFileName or StructureFileName
            || finished.EndsWith(DataSuffix, StringComparison.Ordinal) || finished.EndsWith(ManifestSuffix, StringComparison.Ordinal) || finished.EndsWith(SampleSuffix, StringComparison.Ordinal);
    }

    /// <summary>The snapshot's folder, absolute.</summary>
    public string Folder { get; } = Path.Combine(settings.To ?? work.Snapshots, settings.Name);

    /// <summary>Proof of one dataset's release; it stays in the work directory.</summary>
    public string ProofOf(string dataset) => $"{ReleaseStage.StageName}/{settings.Name}/{dataset}{Manifests.ManifestFile.Suffix}";

    public string DataFile(string dataset) => Relative(dataset + DataSuffix);

    public string ManifestFile(string dataset) => Relative(dataset + ManifestSuffix);

    public string SampleFile(string dataset) => Relative(dataset + SampleSuffix);

    public string Full(string path) => work.Full(path);

    /// <summary>Relative to the work directory where the snapshot lies inside it, else absolute.</summary>
    private string Relative(string name) => settings.To is null ? $"snapshots/{settings.Name}/{name}" : Path.Combine(Folder, name);
}
