using System.CommandLine;
using Spichlerz.Hpc.Cleaning;
using Spichlerz.Hpc.Config;
using Spichlerz.Hpc.Dedup;
using Spichlerz.Hpc.Mpi;
using Spichlerz.Hpc.Runs;
using Spichlerz.Hpc.Sharding;

namespace Spichlerz.Hpc.Cli;

/// <summary>The verbs <c>run</c> (all stages) and one for each stage.</summary>
internal static class RunVerb
{
    private static readonly Dictionary<string, string> Descriptions = new()
    {
        ["shard"] = "Cuts the datasets into uniform shards, gives documents their ids, quarantines what cannot be read.",
        ["clean"] = "Repairs and filters the documents of every shard.",
        ["sign"] = "Computes every document's MinHash signature.",
        ["dedup"] = "Finds near-duplicates and names a kept document for each one removed.",
        ["reduce"] = "Describes the datasets and the corpus: SpeakLeash manifests and corpus.json.",
        ["release"] = "Filters and publishes a snapshot.",
    };

    public static Command CreateRun() => Create("run", "Runs all stages; skips what is proven done.", StageNames.All);

    public static IEnumerable<Command> CreateStages() => StageNames.All.Select(stage => Create(stage, Descriptions[stage], [stage]));

    /// <summary>What the command line asks for besides the configuration.</summary>
    /// <param name="AuditPairs">See <see cref="PipelineRun.AuditPairs"/>.</param>
    internal sealed record Request(IReadOnlyList<string> Stages, string? Redo, string ConfigPath, int? AuditPairs);

    private static Command Create(string name, string description, IReadOnlyList<string> stages)
    {
        Argument<string> file = CommonArguments.ConfigFile();
        Option<string[]> settings = CommonArguments.Settings();
        var redo = new Option<string?>("--redo")
        {
            Description = "Does this stage, and all that follow it, again even where it is proven done; needed after a change of its settings.",
            HelpName = "STAGE",
        };
        redo.AcceptOnlyFromAmong([.. StageNames.All]);
        var audit = new Option<int?>("--audit")
        {
            Description = "Reads this many removed documents and the ones kept for them again, and tells how similar they are exactly.",
            HelpName = "PAIRS",
        };
        var command = new Command(name, description) { file, settings, redo };
        if (stages.Contains(DedupStage.StageName))
            command.Options.Add(audit);
        Option<string?> explain = ExplainOption.Create();
        if (name == CleanStage.StageName)
        {
            command.Options.Add(explain);
            command.Validators.Add(result =>
            {
                if (result.GetValue(explain) is not null && result.GetValue(redo) is not null)
                    result.AddError("--explain runs nothing: leave out --redo.");
            });
        }
        command.SetAction(parsed => CommonArguments.Guard(() =>
        {
            string path = parsed.GetRequiredValue(file);
            RunConfig Load() => ConfigFile.Load(path, parsed.GetValue(settings));
            if (command.Options.Contains(explain) && parsed.GetValue(explain) is { } address)
                return ExplainOption.Run(Load(), address);
            var request = new Request(stages, parsed.GetValue(redo), path, command.Options.Contains(audit) ? parsed.GetValue(audit) : null);
            return MpiLauncher.IsPresent ? LaunchedRun.Run(Load, request) : Run(Load(), request);
        }));
        return command;
    }

    private static int Run(RunConfig config, Request request)
    {
        var catalogue = DatasetCatalogue.Find(config);
        using var workLock = WorkLock.Take(config.Work);
        using var signals = new RunSignals();
        int ranks = config.Ranks ?? Environment.ProcessorCount;
        using var logs = new RunLogs(config, Enumerable.Range(0, ranks), Guid.NewGuid().ToString("N"));
        using var console = new RunConsole(logs, signals.Stop);
        var context = new RunContext(config, logs.Of, console, signals.Stop);
        foreach (string warning in catalogue.Warnings)
            logs.Of(0).Warning("{Warning:l}", warning);
        RunResult? result = null;
        console.Show($"{config.Name}: {catalogue.Datasets.Length} datasets, {ranks} ranks, work directory {config.Work}", () =>
            ThreadRanks.Run(ranks, group =>
            {
                RunResult own = new PipelineRun(context, catalogue, group) { AuditPairs = request.AuditPairs }.Run(request.Stages, request.Redo);
                if (group.Rank == 0)
                    result = own;
            }));
        ClosingTable.Print(result!, request.ConfigPath, config);
        return result!.IsComplete ? ExitCode.Done : ExitCode.Incomplete;
    }
}
