using System.Collections.Immutable;

namespace Spichlerz.Hpc.Runs;

/// <summary>A unit that could not be done, and why.</summary>
public sealed record UnitFailure(string Stage, string Unit, string Message);

/// <summary>What a stage came to, over all its units (also those of earlier runs).</summary>
/// <param name="Seconds">Wall time of this run's share.</param>
/// <param name="WorkedTextBytes">Text of the units done in this run: with the time it gives the speed.</param>
public sealed record StageResult(
    string Stage,
    int Units,
    int UnitsSkipped,
    long Read,
    long Kept,
    ImmutableSortedDictionary<string, long> DroppedByReason,
    long Quarantined,
    double Seconds,
    long WorkedTextBytes,
    ImmutableArray<UnitFailure> Failures,
    bool IsCanceled)
{
    /// <summary>Every unit of the stage is proven done.</summary>
    public bool IsComplete => Failures.IsEmpty && !IsCanceled;
}
