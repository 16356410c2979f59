using System.Runtime.InteropServices;

namespace Spichlerz.Hpc.Cli;

/// <summary>SIGINT, SIGTERM and SIGUSR1 ask the run to stop cleanly; a second SIGINT ends the process at once.</summary>
internal sealed class RunSignals : IDisposable
{
    private const PosixSignal Usr1 = (PosixSignal)10; // what Slurm sends some time before the limit

    // Slurm and mpiexec kill what is still there some 30 s after SIGTERM.
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(20);

    private readonly CancellationTokenSource stop = new();
    private readonly Timer? overdue;
    private readonly PosixSignalRegistration[] registrations;
    private int interrupts;

    /// <param name="onOverdue">Called if the run has not ended some time after SIGINT or SIGTERM: it may wait for ranks that are dead.</param>
    public RunSignals(Action? onOverdue = null)
    {
        overdue = onOverdue is null ? null : new Timer(_ => onOverdue());
        registrations = [.. new[] { PosixSignal.SIGINT, PosixSignal.SIGTERM, Usr1 }.Select(signal => PosixSignalRegistration.Create(signal, OnSignal))];
    }

    public CancellationToken Stop => stop.Token;

    public void Dispose()
    {
        foreach (PosixSignalRegistration registration in registrations)
            registration.Dispose();
        overdue?.Dispose();
        stop.Dispose();
    }

    private void OnSignal(PosixSignalContext context)
    {
        context.Cancel = true;
        if (context.Signal is PosixSignal.SIGINT && Interlocked.Increment(ref interrupts) == 2)
            Environment.Exit(ExitCode.Incomplete); // files are atomic: nothing is left half-done
        if (context.Signal is not Usr1)
            overdue?.Change(Grace, Timeout.InfiniteTimeSpan);
        stop.Cancel();
    }
}
