using System.Collections.Immutable;
using Spichlerz.Hpc.Dedup.Auditing;
using Spichlerz.Hpc.Release;

namespace Spichlerz.Hpc.Runs;

/// <summary>What a run came to.</summary>
/// <param name="Stages">The stages that were begun, in order.</param>
/// <param name="Snapshot">The snapshot, if release was among them and complete.</param>
/// <param name="SnapshotFolder">Where it lies.</param>
public sealed record RunResult(ImmutableArray<StageResult> Stages, Snapshot? Snapshot, string? SnapshotFolder)
{
    /// <summary>What the audit of deduplication found, where one was asked for.</summary>
    public AuditReport? Audit { get; init; }

    /// <summary>Every stage that was asked for is complete.</summary>
    public required bool IsComplete { get; init; }
}
