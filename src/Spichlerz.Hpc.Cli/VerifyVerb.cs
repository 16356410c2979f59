using System.CommandLine;
using System.Globalization;
using Spichlerz.Hpc.Config;
using Spichlerz.Hpc.Release;
using Spichlerz.Hpc.Runs;

namespace Spichlerz.Hpc.Cli;

/// <summary>The verb <c>verify</c>: proves every byte and count of a work directory or of a snapshot.</summary>
internal static class VerifyVerb
{
    private const int FaultsShown = 50;

    public static Command Create()
    {
        var path = new Argument<string>("PATH") { Description = "A work directory, a snapshot's folder, or a run's YAML file (its work directory and snapshot)." };
        var command = new Command("verify", "Recomputes every size, hash and count of a work directory or a snapshot. Exit code 4 if anything disagrees.") { path };
        command.SetAction(parsed => CommonArguments.Guard(() => Run(parsed.GetRequiredValue(path))));
        return command;
    }

    private static int Run(string path)
    {
        if (Directory.Exists(path))
            return Verify(path) ? ExitCode.Done : ExitCode.VerificationFailed;
        RunConfig config = ConfigFile.Load(path);
        string snapshot = new SnapshotLayout(config.Release, new WorkDirectory(config.Work)).Folder;
        if (!Directory.Exists(config.Work))
            throw new ConfigException(path, [new("work", $"{config.Work} does not exist yet. Run spichlerz run {path} first.")]);
        bool isSound = Verify(config.Work);
        if (SnapshotVerification.IsSnapshot(snapshot))
            isSound &= Verify(snapshot);
        return isSound ? ExitCode.Done : ExitCode.VerificationFailed;
    }

    private static bool Verify(string folder)
    {
        bool isSnapshot = SnapshotVerification.IsSnapshot(folder);
        if (!isSnapshot && !File.Exists(Path.Combine(folder, "run.yaml")))
            throw new ConfigException(folder, [new("PATH", "holds neither a snapshot.json nor a run.yaml: it is no snapshot (perhaps an unfinished one) and no work directory.")]);
        VerificationReport report = isSnapshot ? SnapshotVerification.Run(folder) : WorkVerification.Run(new WorkDirectory(Path.GetFullPath(folder)));
        foreach (string fault in report.Faults.Take(FaultsShown))
            Console.WriteLine($"  ✗ {fault}");
        if (report.Faults.Count > FaultsShown)
            Console.WriteLine($"  … and {report.Faults.Count - FaultsShown} more");
        string kind = isSnapshot ? "Snapshot" : "Work directory";
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{kind} {folder}: {report.Files} files, {report.Bytes / 1e6:0.0} MB, {report.Documents:N0} documents: {(report.IsSound ? "sound" : $"{report.Faults.Count} faults")}"));
        return report.IsSound;
    }
}
