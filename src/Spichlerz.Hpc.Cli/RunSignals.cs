using System.Runtime.InteropServices;

namespace Spichlerz.Hpc.Cli;

/// <summary>SIGINT, SIGTERM and SIGUSR1 ask the run to stop cleanly; a second SIGINT ends the process at once.</summary>
internal sealed class RunSignals : IDisposable
{
    private const PosixSignal Usr1 = (PosixSignal)10; // what Slurm sends some time before the limit

    private readonly CancellationTokenSource stop = new();
    private readonly PosixSignalRegistration[] registrations;
    private int interrupts;

    public RunSignals() => registrations = [.. new[] { PosixSignal.SIGINT, PosixSignal.SIGTERM, Usr1 }.Select(signal => PosixSignalRegistration.Create(signal, OnSignal))];

    public CancellationToken Stop => stop.Token;

    public void Dispose()
    {
        foreach (PosixSignalRegistration registration in registrations)
            registration.Dispose();
        stop.Dispose();
    }

    private void OnSignal(PosixSignalContext context)
    {
        context.Cancel = true;
        if (context.Signal is PosixSignal.SIGINT && Interlocked.Increment(ref interrupts) == 2)
            Environment.Exit(ExitCode.Incomplete); // files are atomic: nothing is left half-done
        stop.Cancel();
    }
}
