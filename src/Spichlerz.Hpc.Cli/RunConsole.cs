using System.Globalization;
using System.Runtime.ExceptionServices;
using Spectre.Console;
using Spichlerz.Hpc.Runs;

namespace Spichlerz.Hpc.Cli;

/// <summary>Shows a run while it goes: a live line on a terminal, one line every 30 s elsewhere, a line for each stage that ended.</summary>
internal sealed class RunConsole(RunLogs logs, CancellationToken stop) : IRunObserver, IDisposable
{
    private static readonly TimeSpan TerminalInterval = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan BatchInterval = TimeSpan.FromSeconds(30);

    private readonly Lock gate = new();
    private readonly ManualResetEventSlim ended = new();
    private StageProgress? current;
    private bool hasLiveLine;

    /// <summary>Whether somebody watches who can be shown a changing line. Launchers and batch systems that give a terminal all the same call it dumb.</summary>
    public static bool IsTerminal { get; } = !Console.IsOutputRedirected && Environment.GetEnvironmentVariable("TERM") != "dumb";

    /// <summary>Does the work on a thread of its own and shows its progress meanwhile.</summary>
    public void Show(string title, Action work)
    {
        Line(title);
        ExceptionDispatchInfo? failure = null;
        var thread = new Thread(() =>
        {
            try
            {
                work();
            }
            catch (Exception e)
            {
                failure = ExceptionDispatchInfo.Capture(e);
            }
            finally
            {
                ended.Set();
            }
        }, maxStackSize: 16 << 20)
        { Name = "rank 0" };
        thread.Start();
        while (!ended.Wait(IsTerminal ? TerminalInterval : BatchInterval))
            Tick();
        thread.Join();
        ClearLiveLine();
        ShowWarnings();
        failure?.Throw();
    }

    public void StageStarted(StageProgress progress)
    {
        lock (gate)
            current = progress;
    }

    public void StageEnded(StageResult result)
    {
        lock (gate)
        {
            current = null;
            ClearLiveLine();
            ShowWarnings();
            string skipped = result.UnitsSkipped == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $", {result.UnitsSkipped} of {result.Units} done before");
            string state = result.IsComplete ? "done" : result.IsCanceled ? "stopped" : "incomplete";
            Line(string.Create(CultureInfo.InvariantCulture, $"{result.Stage,-8} {state} in {result.Seconds:0.0} s{skipped}"));
            foreach (UnitFailure failure in result.Failures)
                Line($"         failed: {failure.Unit}: {failure.Message}");
        }
    }

    public void Dispose() => ended.Dispose();

    private void Tick()
    {
        lock (gate)
        {
            ShowWarnings();
            if (current is null)
                return;
            string line = Describe(current) + (stop.IsCancellationRequested ? " · stopping" : "");
            if (!IsTerminal)
            {
                Line(line);
                return;
            }
            int width = Math.Max(20, AnsiConsole.Profile.Width - 1);
            Console.Write("\r\u001b[2K" + (line.Length > width ? line[..width] : line));
            hasLiveLine = true;
        }
    }

    private static string Describe(StageProgress progress)
    {
        int done = progress.UnitsDone + progress.UnitsDoneBefore;
        string bar = progress.Units == 0 ? "" : Bar((double)done / progress.Units);
        string speed = progress.TextBytesDone == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $" · {progress.MegabytesPerSecond:0} MB/s");
        string left = progress.Remaining is { } remaining ? string.Create(CultureInfo.InvariantCulture, $" · {remaining:h\\:mm\\:ss} left") : "";
        string phase = progress.Phase.Length == 0 ? "" : $" · {progress.Phase}";
        return string.Create(CultureInfo.InvariantCulture, $"{progress.Stage,-8} {bar} {done}/{progress.Units}{phase}{speed} · {progress.Elapsed:h\\:mm\\:ss}{left}");
    }

    private static string Bar(double share)
    {
        const int Width = 20;
        int full = (int)(share * Width);
        return new string('█', full) + new string('░', Width - full);
    }

    private void ShowWarnings()
    {
        while (logs.Warnings.TryDequeue(out string? warning))
        {
            ClearLiveLine();
            Console.Error.WriteLine($"  ! {warning}");
        }
    }

    private void ClearLiveLine()
    {
        if (hasLiveLine)
            Console.Write("\r\u001b[2K");
        hasLiveLine = false;
    }

    private void Line(string text)
    {
        ClearLiveLine();
        Console.WriteLine(text);
    }
}
