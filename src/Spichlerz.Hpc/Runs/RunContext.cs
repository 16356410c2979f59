using Serilog;
using Spichlerz.Hpc.Config;

namespace Spichlerz.Hpc.Runs;

/// <summary>What every stage of a run needs: the settings, the work directory, the logs and the wish to stop. One for all thread ranks.</summary>
/// <param name="logOf">Gives each rank its log.</param>
/// <param name="observer">Told of stages on rank 0.</param>
/// <param name="cancel">Set by a signal: no further unit is begun, the one in hand is abandoned.</param>
public sealed class RunContext(RunConfig config, Func<int, ILogger> logOf, IRunObserver observer, CancellationToken cancel)
{
    private StageProgress? current;

    public RunConfig Config { get; } = config;

    public WorkDirectory Work { get; } = new(config.Work);

    public IRunObserver Observer { get; } = observer;

    public CancellationToken Cancel { get; } = cancel;

    public ILogger LogOf(IRankGroup group) => logOf(group.Rank);

    /// <summary>The one progress that all ranks of this process share for a stage; rank 0 announces it. Collective.</summary>
    internal StageProgress Begin(string stage, IRankGroup group, int units, int unitsDoneBefore, long textBytes)
    {
        ILogger log = LogOf(group);
        log.Information("{Stage} begins: {Open} of {Units} units to do", stage, units - unitsDoneBefore, units);
        if (group.Rank == 0)
        {
            current = new StageProgress(stage, units, unitsDoneBefore, textBytes, log);
            Observer.StageStarted(current);
        }
        group.Barrier();
        // A rank in a process of its own shows nothing, but counts as if it did. Rank 0 learns of its work from the tickets (StageProgress.FinishedBefore).
        return current ?? new StageProgress(stage, units, unitsDoneBefore, textBytes, log);
    }
}
