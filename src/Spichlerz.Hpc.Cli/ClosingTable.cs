using System.Globalization;
using Spectre.Console;
using Spichlerz.Hpc.Config;
using Spichlerz.Hpc.Dedup;
using Spichlerz.Hpc.Dedup.Auditing;
using Spichlerz.Hpc.Release;
using Spichlerz.Hpc.Runs;

namespace Spichlerz.Hpc.Cli;

/// <summary>What a run prints at its end: a row for each stage, where the snapshot lies, and what to try next.</summary>
internal static class ClosingTable
{
    private const int ReasonsShown = 12; // a sample's all, a corpus's most

    public static void Print(RunResult result, string configPath, RunConfig config)
    {
        var table = new Table().Border(TableBorder.Rounded);
        table.AddColumn("stage");
        foreach (string column in new[] { "read", "kept", "dropped", "quarantined", "time", "MB/s" })
            table.AddColumn(new TableColumn(column).RightAligned());
        table.AddColumn("dropped by reason");
        foreach (StageResult stage in result.Stages)
        {
            long dropped = stage.DroppedByReason.Values.Sum();
            double speed = stage.WorkedTextBytes / 1e6 / Math.Max(stage.Seconds, 0.001);
            table.AddRow(stage.Stage, Number(stage.Read), Number(stage.Kept), Number(dropped), Number(stage.Quarantined),
                string.Create(CultureInfo.InvariantCulture, $"{stage.Seconds:0.0} s"), stage.WorkedTextBytes == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"{speed:0}"), Markup.Escape(Reasons(stage)));
        }
        IAnsiConsole console = AnsiConsole.Console;
        if (!RunConsole.IsTerminal)
            console.Profile.Width = 160; // a log has no width of its own; narrow columns would break numbers
        console.Write(table);
        if (result.Audit is { } audit)
            Print(audit, config.Dedup);
        if (result.Snapshot is { } snapshot)
            Print(snapshot, result.SnapshotFolder!);
        else if (!result.IsComplete)
            Console.WriteLine($"Not complete. What is done is kept: run the same command again to go on (see also {Path.Combine(config.Work, "logs", "run.log")}).");
        else
            Console.WriteLine($"Next: spichlerz status {configPath}");
    }

    private static void Print(AuditReport audit, DedupSettings dedup)
    {
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"Audit of {audit.Pairs} removed documents: {100 * audit.Precision:0.0} % have an exact Jaccard similarity of at least {audit.MinJaccard} with the one kept (95 % interval {100 * audit.PrecisionLow:0.0} to {100 * audit.PrecisionHigh:0.0} %); mean {audit.Mean:0.00}, least {audit.Least:0.00}"));
        foreach ((string step, int pairs) in audit.ByJaccard)
            Console.WriteLine($"  from {step}{pairs,8}  {new string('█', Math.Max(1, 50 * pairs / audit.Pairs))}");
        Console.WriteLine($"  {dedup.Bands} bands of {dedup.Rows} rows look at a pair with probability: " + string.Join(", ", Enumerable.Range(10, 10).Select(step => step / 20.0)
            .Select(jaccard => string.Create(CultureInfo.InvariantCulture, $"{jaccard:0.00} {Banding.CandidateProbability(jaccard, dedup.Bands, dedup.Rows):0.000}"))));
        Console.WriteLine($"  the pairs to look at first stand in {DedupSummary.FileName} under audit");
    }

    private static void Print(Snapshot snapshot, string folder)
    {
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"Snapshot {snapshot.Name}: {Number(snapshot.Documents)} documents in {snapshot.Datasets.Count(dataset => dataset.Released > 0)} datasets, {snapshot.Files.Sum(file => file.Bytes) / 1e6:0.0} MB, id {snapshot.Id[..12]}"));
        Console.WriteLine($"  in {folder}");
        Console.WriteLine($"Next: spichlerz verify {Quote(folder)}");
    }

    private static string Reasons(StageResult stage)
    {
        var reasons = stage.DroppedByReason.Where(reason => reason.Value > 0).OrderByDescending(reason => reason.Value).ThenBy(reason => reason.Key, StringComparer.Ordinal).ToArray();
        string text = string.Join(", ", reasons.Take(ReasonsShown).Select(reason => $"{reason.Key} {Number(reason.Value)}"));
        return reasons.Length <= ReasonsShown ? text : $"{text}, {reasons.Length - ReasonsShown} more {Number(reasons.Skip(ReasonsShown).Sum(reason => reason.Value))}";
    }

    private static string Number(long value) => value.ToString("N0", CultureInfo.InvariantCulture);

    private static string Quote(string path) => path.Contains(' ', StringComparison.Ordinal) ? $"'{path}'" : path;
}
