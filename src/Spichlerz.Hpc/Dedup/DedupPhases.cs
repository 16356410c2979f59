using System.Diagnostics;
using Serilog;
using Spichlerz.Hpc.Runs;

namespace Spichlerz.Hpc.Dedup;

/// <summary>Says what deduplication is doing, and afterwards how long it took.</summary>
internal sealed class DedupPhases(StageProgress progress, ILogger log)
{
    public T Do<T>(string phase, Func<T> work)
    {
        progress.Phase = phase;
        long started = Stopwatch.GetTimestamp();
        T result = work();
        log.Information("{Stage}, {Phase}: done in {Seconds:0.00} s", DedupStage.StageName, phase, Stopwatch.GetElapsedTime(started).TotalSeconds);
        return result;
    }

    public void Do(string phase, Action work) => Do(phase, () =>
    {
        work();
        return true;
    });
}
