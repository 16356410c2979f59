using System.Collections.Immutable;

namespace Spichlerz.Hpc.Runs;

/// <summary>What rank 0 hands out: every unit's manifest, and the units still to do, largest first.</summary>
public sealed record StagePlan(ImmutableArray<string> ManifestPaths, ImmutableArray<StageUnit> Open)
{
    public long OpenTextBytes => Open.Sum(unit => unit.TextBytes);
}
