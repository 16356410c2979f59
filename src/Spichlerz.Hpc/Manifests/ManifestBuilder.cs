using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace Spichlerz.Hpc.Manifests;

/// <summary>Counts outcomes while a unit is done and makes its manifest at the end.</summary>
public sealed class ManifestBuilder(string stage, string unit, string configSha256, int rank)
{
    private readonly Dictionary<string, long> dropped = [];
    private readonly Dictionary<string, long> notes = [];
    private readonly List<FileEntry> inputs = [];
    private readonly List<FileEntry> outputs = [];
    private readonly long started = System.Diagnostics.Stopwatch.GetTimestamp();

    public long Read { get; set; }

    public long Kept { get; set; }

    public long Quarantined { get; set; }

    public DateTimeOffset? InputsWrittenUtc { get; set; }

    public void Drop(string reason, long count = 1) => Add(dropped, reason, count);

    /// <summary>Counts something that is no outcome.</summary>
    public void Note(string what, long count = 1) => Add(notes, what, count);

    public void AddInput(FileEntry entry) => inputs.Add(entry);

    public void AddOutput(FileEntry entry) => outputs.Add(entry);

    public StageManifest Build() => new(
        stage, unit, CodeVersion.Current, configSha256, [.. inputs], [.. outputs], Read, Kept,
        dropped.ToImmutableSortedDictionary(StringComparer.Ordinal), Quarantined, notes.ToImmutableSortedDictionary(StringComparer.Ordinal),
        new RunStamp(Environment.MachineName, rank, DateTimeOffset.UtcNow, System.Diagnostics.Stopwatch.GetElapsedTime(started).TotalSeconds, InputsWrittenUtc));

    private static void Add(Dictionary<string, long> counts, string name, long count) =>
        CollectionsMarshal.GetValueRefOrAddDefault(counts, name, out _) += count;
}
