using System.Collections.Immutable;
using Spichlerz.Hpc.Cleaning.Boilerplate;
using Spichlerz.Hpc.Config;
using Spichlerz.Hpc.Runs;

namespace Spichlerz.Hpc.Cleaning;

/// <summary>
/// Stage <c>clean</c> over all shards: where boilerplate is removed, lines are counted and listed before, in two passes that are driven, proven and
/// taken up again as stages are. Collective.
/// </summary>
internal sealed class CleanRun(RunContext context, IRankGroup group)
{
    private readonly CleanSettings settings = context.Config.Clean;
    private readonly StageRun drive = new(context, group);

    /// <param name="listShards">Lists the shards to clean, called on rank 0 only.</param>
    public StageResult Run(Func<IReadOnlyList<StageUnit>> listShards)
    {
        // Once for all passes: a shard whose proof one of them withdraws is still a shard of its dataset.
        IReadOnlyList<StageUnit> shards = group.Rank == 0 ? listShards() : [];
        ImmutableArray<StageResult> before = settings.Steps.Boilerplate.Enabled ? Count(settings.Steps.Boilerplate, shards) : [];
        StageResult clean = drive.Run(new CleanStage(settings, context.Work, group.Rank), ConfigKeys.Sha256(settings), () => CleanStage.Plan(settings, context.Work, shards));
        return clean with
        {
            Seconds = clean.Seconds + before.Sum(pass => pass.Seconds),
            Failures = [.. before.SelectMany(pass => pass.Failures), .. clean.Failures],
            IsCanceled = clean.IsCanceled || before.Any(pass => pass.IsCanceled),
        };
    }

    private ImmutableArray<StageResult> Count(BoilerplateSettings boilerplate, IReadOnlyList<StageUnit> shards)
    {
        string configSha256 = ConfigKeys.Sha256(boilerplate);
        return
        [
            drive.Run(new LineCountStage(boilerplate, context.Work, group.Rank), configSha256, () => LineCountStage.Plan(shards)),
            drive.Run(new LineListStage(boilerplate, context.Work, group.Rank), configSha256, () => LineListStage.Plan(context.Work, shards)),
        ];
    }
}
