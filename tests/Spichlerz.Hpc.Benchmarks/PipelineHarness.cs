using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using Serilog.Core;
using Spichlerz.Hpc.Cleaning;
using Spichlerz.Hpc.Config;
using Spichlerz.Hpc.Runs;
using Spichlerz.Hpc.Sharding;
using Spichlerz.Hpc.Shards;

namespace Spichlerz.Hpc.Benchmarks;

/// <summary>
/// Runs the real stages over a real corpus and prints, for each, MB/s of text by wall and by CPU time, documents/s and peak memory, with
/// the ratio to decompressing the same input in the same run: machines are noisy, the ratio is what can be compared.
/// </summary>
internal static class PipelineHarness
{
    /// <summary>The shell counts hundredths of a second: once over a test corpus is too short.</summary>
    private const int YardstickRounds = 5;

    private const string Usage = "pipeline CORPUS [--ranks N] [--passes N] [--until STAGE] [--min-text-bytes N] [--set key=value …]: CORPUS is a folder or file of datasets; with --min-text-bytes a folder, whose shorter documents are left out";

    public static int Run(string[] args)
    {
        if (args.Length == 0)
        {
            Console.Error.WriteLine(Usage);
            return 2;
        }
        int ranks = int.Parse(Option(args, "--ranks", "1"), CultureInfo.InvariantCulture), passes = int.Parse(Option(args, "--passes", "3"), CultureInfo.InvariantCulture);
        string until = Option(args, "--until", StageNames.All[^1]);
        string[] stages = [.. StageNames.All.Where(stage => !StageNames.IsBefore(until, stage))];
        string[] settings = [.. args.Select((text, i) => (text, i)).Where(item => item.i > 0 && args[item.i - 1] == "--set").Select(item => item.text)];
        string folder = Directory.CreateTempSubdirectory("spichlerz-harness-").FullName;
        try
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{Cpu()}, {Environment.ProcessorCount} cores, {RuntimeInformation.FrameworkDescription}, {DateTime.UtcNow:yyyy-MM-dd}; {ranks} ranks, best of {passes} passes after a warm-up; MB are 10^6 bytes of UTF-8 text"));
            int minTextBytes = int.Parse(Option(args, "--min-text-bytes", "0"), CultureInfo.InvariantCulture);
            string corpus = minTextBytes > 0 ? LongDocuments.Copy(args[0], minTextBytes, Path.Combine(folder, "corpus")) : args[0];
            RunConfig config = Configure(folder, corpus, settings, ranks);
            Pass(config, ranks, stages); // the JIT compiles what the passes then use
            var best = new Dictionary<string, Measurement>();
            for (int pass = 0; pass < passes; pass++)
            {
                foreach (Measurement measured in Pass(config, ranks, stages))
                {
                    if (!best.TryGetValue(measured.Name, out Measurement? before) || measured.CpuSeconds < before.CpuSeconds)
                        best[measured.Name] = measured;
                }
            }
            Print([.. best.Values], ranks);
            if (stages.Contains(CleanStage.StageName))
                TimeSteps(config, passes);
            return 0;
        }
        catch (ConfigException e)
        {
            Console.Error.WriteLine(e.Message);
            return 2;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static RunConfig Configure(string folder, string corpus, string[] settings, int ranks)
    {
        string path = Path.Combine(folder, "harness.yaml");
        File.WriteAllText(path, string.Create(CultureInfo.InvariantCulture, $"name: harness\ncorpus: [\"{Path.GetFullPath(corpus)}\"]\nwork: work\nranks: {ranks}\n"));
        return ConfigFile.Load(path, settings);
    }

    private static List<Measurement> Pass(RunConfig config, int ranks, string[] stages)
    {
        if (Directory.Exists(config.Work))
            Directory.Delete(config.Work, recursive: true);
        var catalogue = DatasetCatalogue.Find(config);
        var measured = new List<Measurement> { Decompress(catalogue) };
        long text = 0;
        foreach (string stage in stages)
        {
            StageResult? result = null;
            Measurement stageMeasured = Measure(stage, () =>
            {
                result = RunStage(config, catalogue, ranks, stage);
                return result.WorkedTextBytes;
            });
            if (!result!.IsComplete)
                throw new InvalidOperationException($"{stage} failed: {string.Join("; ", result.Failures.Select(failure => failure.Message))}");
            text = stage == ShardStage.StageName ? result.WorkedTextBytes : text;
            measured.Add(stageMeasured with { Documents = result.Read });
        }
        measured[0] = measured[0] with { TextBytes = text };
        measured.Add(new("run", text, measured[1].Documents, measured.Skip(1).Sum(item => item.WallSeconds), measured.Skip(1).Sum(item => item.CpuSeconds), measured.Max(item => item.PeakBytes)));
        return measured;
    }

    /// <summary>Times clean's steps on the shards that the last pass left behind.</summary>
    private static void TimeSteps(RunConfig config, int passes)
    {
        var work = new WorkDirectory(config.Work);
        IReadOnlyList<StageUnit> shards = new ShardCatalogue(work, DatasetCatalogue.Find(config).Datasets).CleanUnits();
        var times = new StepTimes();
        for (int pass = 0; pass < passes; pass++)
            times.Add(config.Clean, work, shards);
        times.Print();
    }

    private static StageResult RunStage(RunConfig config, DatasetCatalogue catalogue, int ranks, string stage)
    {
        var context = new RunContext(config, _ => Logger.None, new Silence(), CancellationToken.None);
        RunResult? result = null;
        ThreadRanks.Run(ranks, group =>
        {
            RunResult own = new PipelineRun(context, catalogue, group).Run([stage], redo: null);
            if (group.Rank == 0)
                result = own;
        });
        return result!.Stages[0];
    }

    /// <summary>The yardstick: zstd -d over the corpus, or our own decompressor where there is no zstd program.</summary>
    private static Measurement Decompress(DatasetCatalogue catalogue)
    {
        string[] files = [.. catalogue.Datasets.SelectMany(dataset => dataset.Files)];
        long started = Stopwatch.GetTimestamp();
        try
        {
            // The shell's own "times" tells what its child used: user and system seconds on the second line.
            using var shell = Process.Start(new ProcessStartInfo("sh", ["-c", "zstd -dcq -T1 \"$@\" > /dev/null && times", "sh", .. Enumerable.Repeat(files, YardstickRounds).SelectMany(list => list)]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
            string times = shell.StandardOutput.ReadToEnd();
            shell.WaitForExit();
            if (shell.ExitCode == 0)
                return new("zstd -d", 0, 0, Stopwatch.GetElapsedTime(started).TotalSeconds / YardstickRounds, times.Split('\n')[1].Split(' ').Sum(Seconds) / YardstickRounds, 0);
        }
        catch (System.ComponentModel.Win32Exception)
        {
            // no shell: fall through to our own
        }
        byte[] buffer = new byte[1 << 20];
        return Measure("decompress", () =>
        {
            foreach (string file in files)
            {
                using Stream stream = JsonlFile.Open(file, maxWindowLog: 27, out _);
                while (stream.Read(buffer) > 0)
                {
                }
            }
            return 0;
        });
    }

    /// <summary>Reads "0m0.345s".</summary>
    private static double Seconds(string text)
    {
        string[] parts = text.TrimEnd('s').Split('m');
        return (60 * double.Parse(parts[0], CultureInfo.InvariantCulture)) + double.Parse(parts[1], CultureInfo.InvariantCulture);
    }

    private static Measurement Measure(string name, Func<long> work)
    {
        GC.Collect();
        ResetPeak();
        using var process = Process.GetCurrentProcess();
        TimeSpan cpu = process.TotalProcessorTime;
        long started = Stopwatch.GetTimestamp();
        long text = work();
        double wall = Stopwatch.GetElapsedTime(started).TotalSeconds;
        process.Refresh();
        return new(name, text, 0, wall, (process.TotalProcessorTime - cpu).TotalSeconds, Peak());
    }

    private static void Print(Measurement[] measured, int ranks)
    {
        double baseline = measured[0].MegabytesPerCpuSecond;
        Console.WriteLine($"{"stage",-11}{"documents",12}{"MB",8}{"wall s",9}{"CPU s",9}{"MB/s",8}{"MB/s/core",11}{$"to {measured[0].Name}",15}{"docs/s",11}{"peak MB",9}");
        foreach (Measurement item in measured)
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{item.Name,-11}{item.Documents,12:N0}{item.TextBytes / 1e6,8:0.0}{item.WallSeconds,9:0.00}{item.CpuSeconds,9:0.00}{item.TextBytes / 1e6 / item.WallSeconds,8:0}{item.MegabytesPerCpuSecond,11:0}{item.MegabytesPerCpuSecond / baseline,15:0.000}{item.Documents / item.WallSeconds,11:N0}{item.PeakBytes / 1e6,9:0}"));
        }
        Console.WriteLine($"MB/s/core counts CPU time of all threads, garbage collector and JIT included; {ranks} ranks.");
    }

    private static string Option(string[] args, string name, string otherwise)
    {
        int at = Array.IndexOf(args, name);
        return at >= 0 && at + 1 < args.Length ? args[at + 1] : otherwise;
    }

    private static string Cpu() =>
        File.Exists("/proc/cpuinfo") && File.ReadLines("/proc/cpuinfo").FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal)) is { } model
            ? model.Split(':')[1].Trim() : RuntimeInformation.ProcessArchitecture.ToString();

    /// <summary>Peak resident memory since <see cref="ResetPeak"/>; only Linux tells.</summary>
    private static long Peak() =>
        File.Exists("/proc/self/status") && File.ReadLines("/proc/self/status").FirstOrDefault(line => line.StartsWith("VmHWM", StringComparison.Ordinal)) is { } peak
            ? 1024 * long.Parse(peak.Split(':')[1].Replace("kB", "", StringComparison.Ordinal).Trim(), CultureInfo.InvariantCulture) : 0;

    private static void ResetPeak()
    {
        if (File.Exists("/proc/self/clear_refs"))
            File.WriteAllText("/proc/self/clear_refs", "5");
    }

    private sealed record Measurement(string Name, long TextBytes, long Documents, double WallSeconds, double CpuSeconds, long PeakBytes)
    {
        public double MegabytesPerCpuSecond => TextBytes / 1e6 / Math.Max(CpuSeconds, 0.001);
    }

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
