using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Spichlerz.Hpc.Config;
using Spichlerz.Hpc.Mpi;
using Spichlerz.Hpc.Runs;
using Spichlerz.Hpc.Sharding;

namespace Spichlerz.Hpc.Cli;

/// <summary>The verb <c>doctor</c>: everything that can be known before core-hours are spent.</summary>
internal static class DoctorVerb
{
    /// <summary>Work directory per byte of input file: shards and cleaned shards at level 1, signatures, tables and the snapshot.</summary>
    private const double WorkBytesPerInputByte = 4;

    /// <summary>Peak memory of a rank on usual documents, with room to spare.</summary>
    private const double RankMegabytes = 300;

    public static Command Create()
    {
        Argument<string> file = CommonArguments.ConfigFile();
        Option<string[]> settings = CommonArguments.Settings();
        var command = new Command("doctor", "Checks configuration, paths, disk, memory and CPU before anything is run. Exit code 2 if something would fail.") { file, settings };
        command.SetAction(parsed => CommonArguments.Guard(() => Run(ConfigFile.Load(parsed.GetRequiredValue(file), parsed.GetValue(settings)))));
        return command;
    }

    private static int Run(RunConfig config)
    {
        var checks = new List<(bool? IsGood, string Text)> { (true, $"configuration of run '{config.Name}' is valid") };
        var catalogue = DatasetCatalogue.Find(config);
        long inputBytes = catalogue.Datasets.SelectMany(dataset => dataset.Files).Sum(path => new FileInfo(path).Length);
        int files = catalogue.Datasets.Sum(dataset => dataset.Files.Length);
        checks.Add((true, string.Create(CultureInfo.InvariantCulture, $"corpus: {catalogue.Datasets.Length} datasets in {files} files, {inputBytes / 1e6:N0} MB")));
        checks.AddRange(catalogue.Datasets.Select(CheckDescription));
        checks.AddRange(catalogue.Warnings.Select(warning => ((bool?)null, warning)));
        checks.Add(CheckWritable(config.Work));
        checks.Add(CheckSpace(config.Work, inputBytes));
        checks.Add(CheckInodes(config.Work, files + (8 * (inputBytes / ((long)config.Shard.SizeMib << 20) + files))));
        checks.Add(CheckMemory(config));
        checks.Add(CheckVectors());
        checks.Add(CheckMpi());
        checks.AddRange(RunPreparation.Differences(config, new WorkDirectory(config.Work)).Select(problem => ((bool?)false, problem.ToString())));
        foreach ((bool? isGood, string text) in checks)
            Console.WriteLine($"  {(isGood is true ? "✓" : isGood is null ? "!" : "✗")} {text}");
        bool isFit = checks.TrueForAll(check => check.IsGood is not false);
        Console.WriteLine(isFit ? "Ready." : "Not ready: mend what is marked ✗.");
        return isFit ? ExitCode.Done : ExitCode.Usage;
    }

    private static (bool?, string) CheckDescription(Dataset dataset)
    {
        try
        {
            var description = DatasetDescription.Read(dataset);
            return (true, $"  {dataset.Name}: {dataset.Files.Length} files, licence {description.LicenceSpdx}, commercial use {description.CommercialUse}");
        }
        catch (InvalidDataException e)
        {
            return (false, e.Message);
        }
    }

    private static (bool?, string) CheckWritable(string work)
    {
        try
        {
            Directory.CreateDirectory(work);
            string probe = Path.Combine(work, "doctor.tmp-0");
            File.WriteAllText(probe, "");
            File.Delete(probe);
            return (true, $"work directory {work} can be written to");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return (false, $"work directory {work} cannot be written to: {e.Message}");
        }
    }

    private static (bool?, string) CheckSpace(string work, long inputBytes)
    {
        double needed = inputBytes * WorkBytesPerInputByte, free = new DriveInfo(work).AvailableFreeSpace;
        return (free >= needed, string.Create(CultureInfo.InvariantCulture, $"disk: {free / 1e9:N1} GB free, about {needed / 1e9:N1} GB needed"));
    }

    private static (bool?, string) CheckInodes(string work, long needed)
    {
        try
        {
            using var df = Process.Start(new ProcessStartInfo("df", ["--output=iavail", work]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
            string output = df.StandardOutput.ReadToEnd();
            df.WaitForExit();
            return long.TryParse(output.Split('\n').ElementAtOrDefault(1), CultureInfo.InvariantCulture, out long free)
                ? (free >= needed, string.Create(CultureInfo.InvariantCulture, $"inodes: {free:N0} free, about {needed:N0} needed"))
                : (null, "inodes: this file system does not say how many are free");
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return (null, "inodes: not known, there is no df here");
        }
    }

    private static (bool?, string) CheckMemory(RunConfig config)
    {
        int ranks = config.Ranks ?? Environment.ProcessorCount;
        double needed = ranks * (RankMegabytes + config.Dedup.MemoryMib), total = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 1e6;
        return (total >= ranks * RankMegabytes ? (total >= needed ? true : null) : false,
            string.Create(CultureInfo.InvariantCulture, $"memory: {total:N0} MB for {ranks} ranks on {Environment.ProcessorCount} cores; at most {needed:N0} MB are used (dedup.memory_mib {config.Dedup.MemoryMib})"));
    }

    private static (bool?, string) CheckVectors()
    {
        string widest = Vector512.IsHardwareAccelerated ? "512" : Vector256.IsHardwareAccelerated ? "256" : Vector128.IsHardwareAccelerated ? "128" : "no";
        return (Vector128.IsHardwareAccelerated ? true : null,
            $"CPU: {RuntimeInformation.ProcessArchitecture}, vectors of {widest} bits (AVX2 {(Avx2.IsSupported ? "yes" : "no")}, AVX-512 {(Avx512BW.IsSupported ? "yes" : "no")}), {Vector<byte>.Count} bytes by default");
    }

    private static (bool?, string) CheckMpi()
    {
        try
        {
            var library = MpiLibrary.Load();
            return (true, $"MPI: {library.File}, {library.AbiName}'s ABI: {library.Version}");
        }
        catch (MpiEnvironmentException e)
        {
            return (null, $"MPI: {e.Message} Runs on this machine alone need none: their ranks are threads.");
        }
    }
}
