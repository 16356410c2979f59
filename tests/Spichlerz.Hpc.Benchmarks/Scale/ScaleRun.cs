using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Spichlerz.Hpc.Dedup;
using Spichlerz.Hpc.Runs;

namespace Spichlerz.Hpc.Benchmarks.Scale;

/// <summary>One run of the built program's <c>dedup</c> verb, and what its logs say.</summary>
/// <param name="Phases">Seconds of each phase on rank 0, bands added up.</param>
/// <param name="PeakMebibytes">The largest resident memory of a process.</param>
internal sealed record ScaleRun(int MemoryMib, double Seconds, IReadOnlyDictionary<string, double> Phases, long PeakMebibytes, long SpilledMebibytes)
{
    /// <param name="launcher">Such as <c>mpiexec.mpich -n</c>: one process for each rank; null for the threads of one process.</param>
    /// <exception cref="InvalidOperationException">The program failed.</exception>
    public static ScaleRun Do(SyntheticWork synthetic, string? launcher, int ranks, int memoryMib)
    {
        if (Directory.Exists(synthetic.Work.Stage(DedupStage.StageName)))
            Directory.Delete(synthetic.Work.Stage(DedupStage.StageName), recursive: true);
        if (Directory.Exists(synthetic.Work.Logs))
            Directory.Delete(synthetic.Work.Logs, recursive: true);
        string program = Path.Combine(AppContext.BaseDirectory, "spichlerz.dll");
        string[] command = ["dotnet", program, DedupStage.StageName, synthetic.ConfigPath,
            "--set", string.Create(CultureInfo.InvariantCulture, $"dedup.memory_mib={memoryMib}"), "--set", string.Create(CultureInfo.InvariantCulture, $"ranks={ranks}")];
        string[] all = [.. launcher is null ? command : [.. launcher.Split(' '), ranks.ToString(CultureInfo.InvariantCulture), .. command]];
        using var process = Process.Start(new ProcessStartInfo(all[0], all[1..]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"{string.Join(' ', all)} ended with {process.ExitCode}:\n{output}{errors.Result}");
        return Read(synthetic.Work, memoryMib);
    }

    private static ScaleRun Read(WorkDirectory work, int memoryMib)
    {
        var phases = new Dictionary<string, double>();
        long peak = 0, spilled = 0;
        foreach (string line in Directory.EnumerateFiles(work.Logs, "rank-*.clef").Order(StringComparer.Ordinal).SelectMany(File.ReadLines))
        {
            using var entry = JsonDocument.Parse(line);
            JsonElement root = entry.RootElement;
            if (root.GetProperty("Rank").GetInt32() == 0 && root.TryGetProperty("Phase", out JsonElement phase) && root.TryGetProperty(nameof(Seconds), out JsonElement seconds))
            {
                string name = phase.GetString()!.StartsWith("band ", StringComparison.Ordinal) ? "bands" : phase.GetString()!;
                phases[name] = phases.GetValueOrDefault(name) + seconds.GetDouble();
            }
            if (root.TryGetProperty(nameof(PeakMebibytes), out JsonElement mebibytes))
                peak = Math.Max(peak, mebibytes.GetInt64());
            if (root.TryGetProperty(nameof(SpilledMebibytes), out JsonElement spill))
                spilled = spill.GetInt64();
        }
        // Start of the program and of MPI are left out: they do not grow with the corpus.
        return new ScaleRun(memoryMib, phases.Values.Sum(), phases, peak, spilled);
    }
}
