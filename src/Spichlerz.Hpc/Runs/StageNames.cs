using Spichlerz.Hpc.Cleaning;
using Spichlerz.Hpc.Dedup;
using Spichlerz.Hpc.Reduction;
using Spichlerz.Hpc.Release;
using Spichlerz.Hpc.Sharding;

namespace Spichlerz.Hpc.Runs;

/// <summary>The stages in their order.</summary>
public static class StageNames
{
    public static readonly IReadOnlyList<string> All =
        [ShardStage.StageName, CleanStage.StageName, SignStage.StageName, DedupStage.StageName, ReduceStage.StageName, ReleaseStage.StageName];

    /// <summary>A stage and all that follow it.</summary>
    public static IEnumerable<string> From(string stage) => All.SkipWhile(name => name != stage);

    public static bool IsBefore(string stage, string other) => All.TakeWhile(name => name != other).Contains(stage);
}
