using System.Collections.Immutable;
using System.Diagnostics;
using Serilog;

namespace Spichlerz.Hpc.Runs;

/// <summary>How far a stage is: written by ranks, read by whoever shows it. Numbers are for people, not for decisions.</summary>
/// <param name="log">Told of phases, so that the log of a run that ended badly says how far it was.</param>
public sealed class StageProgress(string stage, int units, int unitsDoneBefore, long textBytes, ILogger log)
{
    private readonly long started = Stopwatch.GetTimestamp();
    private int unitsDone;
    private long textBytesDone;
    private string phase = "";
    private int unitsBefore;
    private long textBytesBefore;

    public string Stage { get; } = stage;

    /// <summary>Units of the whole stage.</summary>
    public int Units { get; } = units;

    /// <summary>Units that earlier runs had finished.</summary>
    public int UnitsDoneBefore { get; } = unitsDoneBefore;

    /// <summary>Text of the units to do now.</summary>
    public long TextBytes { get; } = textBytes;

    /// <summary>What a collective stage is doing, e.g. "band 3 of 20".</summary>
    public string Phase
    {
        get => phase;
        set
        {
            // Thread ranks share this and say the same one after the other.
            if (Interlocked.Exchange(ref phase, value) != value)
                log.Information("{Stage}: {Phase}", Stage, value);
        }
    }

    public int UnitsDone => Math.Max(unitsDone, unitsBefore);

    public long TextBytesDone => Math.Max(textBytesDone, textBytesBefore);

    public TimeSpan Elapsed => Stopwatch.GetElapsedTime(started);

    public double MegabytesPerSecond => TextBytesDone / 1e6 / Math.Max(Elapsed.TotalSeconds, 0.001);

    /// <summary>Time to the end at the present pace; null before anything is done.</summary>
    public TimeSpan? Remaining => TextBytesDone == 0 ? null : Elapsed * ((double)(TextBytes - TextBytesDone) / TextBytesDone);

    /// <summary>
    /// Told by rank 0 when it draws a ticket: all units before it are drawn, and of those each other rank has at most one still in hand.
    /// Where ranks are processes, rank 0 hears of the others' work only so.
    /// </summary>
    public void FinishedBefore(long end, ImmutableArray<StageUnit> units)
    {
        for (; unitsBefore < end; unitsBefore++)
            textBytesBefore += units[unitsBefore].TextBytes;
    }

    public void UnitFinished(long bytes)
    {
        Interlocked.Increment(ref unitsDone);
        Interlocked.Add(ref textBytesDone, bytes);
    }
}
