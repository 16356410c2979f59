using System.Collections.Immutable;

namespace Spichlerz.Hpc.Manifests;

/// <summary>A file as its writer or reader saw it.</summary>
/// <param name="Path">Relative to the work directory with '/' between segments; an input of the user's is absolute.</param>
/// <param name="Bytes">Size on disk.</param>
/// <param name="Xxh3">XXH3-128 of the file's bytes, 32 lower-case hexadecimal digits.</param>
/// <param name="Documents">Documents (or table rows) in the file, where it holds such.</param>
/// <param name="TextBytes">UTF-8 bytes of their texts, where known: the measure of work for planning.</param>
public sealed record FileEntry(string Path, long Bytes, string Xxh3, long? Documents = null, long? TextBytes = null);

/// <summary>Where and when the work was done; the only part of a manifest that may differ between equal runs.</summary>
/// <param name="InputsWrittenUtc">Latest write time of the users' files among the inputs, so that a touched file is hashed again.</param>
public sealed record RunStamp(string Host, int Rank, DateTimeOffset FinishedUtc, double Seconds, DateTimeOffset? InputsWrittenUtc = null);

/// <summary>
/// Proof that one stage finished one unit of work (a shard, an input file, a dataset or, for a collective stage, the corpus).
/// Written last: that this file exists and still agrees with its surroundings is the only "done" mark.
/// </summary>
/// <param name="Unit">What was finished, e.g. a shard's name.</param>
/// <param name="Read">Documents (for the shard stage: records) read.</param>
/// <param name="Notes">Counts that are no outcomes: documents changed by a step, metadata kept as text, and such.</param>
public sealed record StageManifest(
    string Stage,
    string Unit,
    string CodeVersion,
    string ConfigSha256,
    ImmutableArray<FileEntry> Inputs,
    ImmutableArray<FileEntry> Outputs,
    long Read,
    long Kept,
    ImmutableSortedDictionary<string, long> DroppedByReason,
    long Quarantined,
    ImmutableSortedDictionary<string, long> Notes,
    RunStamp Run)
{
    /// <summary>Law 1: every record read is kept, dropped for a named reason, or quarantined.</summary>
    public bool IsConserved => Read == Kept + DroppedByReason.Values.Sum() + Quarantined;
}
