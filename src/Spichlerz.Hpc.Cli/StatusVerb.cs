using System.CommandLine;
using System.Globalization;
using Spectre.Console;
using Spichlerz.Hpc.Config;
using Spichlerz.Hpc.Runs;
using Spichlerz.Hpc.Sharding;

namespace Spichlerz.Hpc.Cli;

/// <summary>The verb <c>status</c>: how far a run is, from its manifests.</summary>
internal static class StatusVerb
{
    public static Command Create()
    {
        Argument<string> file = CommonArguments.ConfigFile();
        Option<string[]> settings = CommonArguments.Settings();
        var command = new Command("status", "Shows how far a run is. Exit code 0 if every stage is done, else 3.") { file, settings };
        command.SetAction(parsed => CommonArguments.Guard(() => Run(ConfigFile.Load(parsed.GetRequiredValue(file), parsed.GetValue(settings)), parsed.GetRequiredValue(file))));
        return command;
    }

    private static int Run(RunConfig config, string configPath)
    {
        IReadOnlyList<StageStatus> stages = RunStatus.Read(config, DatasetCatalogue.Find(config));
        var table = new Table().Border(TableBorder.Rounded).AddColumn("stage");
        foreach (string column in new[] { "done", "of", "read", "kept", "dropped", "quarantined" })
            table.AddColumn(new TableColumn(column).RightAligned());
        foreach (StageStatus stage in stages)
            table.AddRow(stage.Stage, Number(stage.Done), stage.Units is { } units ? Number(units) : "?", Number(stage.Read), Number(stage.Kept), Number(stage.Dropped), Number(stage.Quarantined));
        AnsiConsole.Write(table);
        foreach (ConfigProblem difference in RunPreparation.Differences(config, new WorkDirectory(config.Work)))
            Console.WriteLine($"  ! {difference}");
        bool isDone = stages.All(stage => stage.Done == stage.Units);
        Console.WriteLine(isDone ? $"All stages are done. Next: spichlerz verify {configPath}" : $"Next: spichlerz run {configPath}");
        return isDone ? ExitCode.Done : ExitCode.Incomplete;
    }

    private static string Number(long value) => value.ToString("N0", CultureInfo.InvariantCulture);
}
