using System.Text;
using Serilog;
using Spichlerz.Hpc.Config;
using Spichlerz.Hpc.Mpi;
using Spichlerz.Hpc.Runs;
using Spichlerz.Hpc.Sharding;

namespace Spichlerz.Hpc.Cli;

/// <summary>A run of which this process is one rank: a launcher (mpiexec, srun) started several. Console and work directory's lock are rank 0's.</summary>
internal static class LaunchedRun
{
    public static int Run(Func<RunConfig> load, RunVerb.Request request)
    {
        // Open MPI gives every process a terminal of its own, which is none: what moves the cursor would end up in the job's log.
        Environment.SetEnvironmentVariable("TERM", "dumb");
        return MpiRankGroup.Run(group => Work(group, load, request), Tell);
    }

    private static int Work(MpiRankGroup group, Func<RunConfig> load, RunVerb.Request request)
    {
        using var signals = new RunSignals(() => EndOverdue(group));
        // Rank 0 goes first: what is wrong for all is told once, and nobody writes before the directory is locked.
        if (group.Rank > 0)
            group.Barrier();
        RunConfig config = load();
        var catalogue = DatasetCatalogue.Find(config);
        using WorkLock? workLock = group.Rank == 0 ? WorkLock.Take(config.Work) : null;
        if (group.Rank == 0)
            group.Barrier();
        string runId = Encoding.UTF8.GetString(group.Broadcast(Encoding.UTF8.GetBytes(Guid.NewGuid().ToString("N"))));
        using var logs = new RunLogs(config, [group.Rank], runId);
        string processes = Introduce(group, config, logs.Of(group.Rank));
        RunResult result = group.Rank == 0 ? Show(group, config, catalogue, request, logs, processes, signals.Stop)
            : new PipelineRun(new RunContext(config, logs.Of, new Silence(), signals.Stop), catalogue, group) { AuditPairs = request.AuditPairs }.Run(request.Stages, request.Redo);
        if (group.Rank == 0)
            ClosingTable.Print(result, request.ConfigPath, config);
        return result.IsComplete ? ExitCode.Done : ExitCode.Incomplete;
    }

    private static RunResult Show(
        MpiRankGroup group, RunConfig config, DatasetCatalogue catalogue, RunVerb.Request request, RunLogs logs, string processes, CancellationToken stop)
    {
        using var console = new RunConsole(logs, stop);
        var context = new RunContext(config, logs.Of, console, stop);
        foreach (string warning in catalogue.Warnings)
            logs.Of(0).Warning("{Warning:l}", warning);
        RunResult? result = null;
        console.Show($"{config.Name}: {catalogue.Datasets.Length} datasets, {group.Size} processes, work directory {config.Work}\n{processes}",
            () => result = new PipelineRun(context, catalogue, group) { AuditPairs = request.AuditPairs }.Run(request.Stages, request.Redo));
        return result!;
    }

    /// <summary>
    /// Logs which process this rank is, and returns a line for each host that says so of all its ranks: MPICH's launcher kills the others
    /// at once when one dies, and its own message names a process only.
    /// </summary>
    private static string Introduce(MpiRankGroup group, RunConfig config, ILogger log)
    {
        var library = MpiLibrary.Load();
        log.Information("Rank {Rank} of {Size} is process {ProcessId} on {Host}, with {MpiFile}: {MpiVersion}",
            group.Rank, group.Size, Environment.ProcessId, Environment.MachineName, library.File, library.Version);
        if (group.Rank == 0 && config.Ranks is { } ranks)
            log.Information("The setting ranks, {Ranks}, is not used: the launcher started {Size} processes, each is one rank", ranks, group.Size);
        ReadOnlyMemory<byte>[] all = group.Gather(Encoding.UTF8.GetBytes($"{Environment.MachineName} {Environment.ProcessId}"));
        var hosts = all.Select((text, rank) => (Parts: Encoding.UTF8.GetString(text.Span).Split(' '), Rank: rank)).GroupBy(item => item.Parts[0]);
        return string.Join('\n', hosts.Select(host => $"rank=process on {host.Key}: {string.Join(' ', host.Select(item => $"{item.Rank}={item.Parts[1]}"))}"));
    }

    private static void EndOverdue(MpiRankGroup group)
    {
        Console.Error.WriteLine($"spichlerz: {Name(group)}: told to end, but other ranks do not answer or the unit in hand takes too long. Run the same command again to go on.");
        group.Abort(ExitCode.Incomplete);
    }

    private static int Tell(MpiRankGroup group, Exception e) => CommonArguments.Tell(e, Name(group));

    private static string Name(MpiRankGroup group) => $"rank {group.Rank} (process {Environment.ProcessId} on {Environment.MachineName})";

    /// <summary>What ranks other than 0 show.</summary>
    private sealed class Silence : IRunObserver
    {
        public void StageStarted(StageProgress progress)
        {
        }

        public void StageEnded(StageResult result)
        {
        }
    }
}
