using System.Diagnostics;
using System.Globalization;
using Spichlerz.Hpc.Config;

namespace Spichlerz.Hpc.Benchmarks.Scale;

/// <summary>
/// Deduplicates a synthetic corpus far larger than the text at hand with the built program, compares every row with the truth, and
/// prints time, memory and spill for several settings of <c>dedup.memory_mib</c>, with the ratio to the first.
/// </summary>
internal static class ScaleHarness
{
    private const string Usage = "scale FOLDER DOCUMENTS [--ranks N] [--memory-mib N,N,…] [--passes N] [--launcher \"mpiexec.mpich -n\"]: FOLDER is kept and used again";

    public static int Run(string[] args)
    {
        if (args.Length < 2 || !uint.TryParse(args[1], CultureInfo.InvariantCulture, out uint documents))
        {
            Console.Error.WriteLine(Usage);
            return 2;
        }
        int ranks = int.Parse(Option(args, "--ranks") ?? "2", CultureInfo.InvariantCulture), passes = int.Parse(Option(args, "--passes") ?? "2", CultureInfo.InvariantCulture);
        int[] memories = [.. (Option(args, "--memory-mib") ?? "4096,256").Split(',').Select(text => int.Parse(text, CultureInfo.InvariantCulture))];
        string? launcher = Option(args, "--launcher");
        var synthetic = new SyntheticWork(args[0], documents);
        long started = Stopwatch.GetTimestamp();
        synthetic.Write();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{documents} documents in {args[0]} ({Stopwatch.GetElapsedTime(started).TotalSeconds:0} s), {ranks} ranks as {(launcher is null ? "threads" : $"processes of {launcher}")}, best of {passes} passes"));
        var best = new ScaleRun?[memories.Length];
        for (int pass = 0; pass < passes; pass++)
        {
            for (int i = 0; i < memories.Length; i++)
            {
                ScaleRun run = ScaleRun.Do(synthetic, launcher, ranks, memories[i]);
                if (best[i] is null || run.Seconds < best[i]!.Seconds)
                    best[i] = run with { PeakMebibytes = Math.Max(run.PeakMebibytes, best[i]?.PeakMebibytes ?? 0) };
            }
        }
        var check = new SyntheticCheck(synthetic, new DedupSettings().MinSimilarity);
        check.Run();
        Print(best!, documents);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"truth: {check.Rows} rows, {check.WrongRows} wrong, {check.Removed} documents must go"));
        foreach (string example in check.Examples)
            Console.WriteLine("  " + example);
        ScaleModel.Print(best[^1]!, documents, ranks);
        return check.WrongRows == 0 ? 0 : 1;
    }

    private static void Print(ScaleRun[] runs, uint documents)
    {
        Console.WriteLine($"{"memory_mib",10}{"seconds",9}{"docs/s",10}{"to first",10}{"peak MiB a process",20}{"spilled MiB",13}  phases in seconds");
        foreach (ScaleRun run in runs)
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{run.MemoryMib,10}{run.Seconds,9:0.0}{documents / run.Seconds,10:0}{run.Seconds / runs[0].Seconds,10:0.00}{run.PeakMebibytes,20}{run.SpilledMebibytes,13}  {string.Join(", ", run.Phases.Select(phase => string.Create(CultureInfo.InvariantCulture, $"{phase.Key} {phase.Value:0.0}")))}"));
        }
    }

    private static string? Option(string[] args, string name) => Array.IndexOf(args, name) is >= 0 and var at && at + 1 < args.Length ? args[at + 1] : null;
}
