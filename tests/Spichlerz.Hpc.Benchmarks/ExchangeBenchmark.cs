using System.Diagnostics;
using System.Globalization;
using System.Runtime.CompilerServices;
using Spichlerz.Hpc.Mpi;

namespace Spichlerz.Hpc.Benchmarks;

/// <summary>
/// Exchange between MPI processes beside a C program that does the same with MPI_Alltoallv (alltoallv.c), in turn, under mpiexec of each
/// library that is installed with its compiler: machines are noisy, the ratio of the two is what can be compared.
/// </summary>
internal static class ExchangeBenchmark
{
    private static readonly string[] Libraries = ["mpich", "openmpi"];

    public static int Run(string[] args)
    {
        if (args is ["rank", var size, var count])
            return RunRank(Number(size) << 20, Number(count));
        int ranks = Option(args, "--ranks", 4), mib = Option(args, "--mib", 64), rounds = Option(args, "--rounds", 10), passes = Option(args, "--passes", 5);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{Environment.ProcessorCount} cores, {ranks} ranks, {mib} MiB from each to each other, {rounds} rounds after a warm-up, {passes} passes; GB/s (10^9 bytes) of all ranks together"));
        string folder = Directory.CreateTempSubdirectory("spichlerz-exchange-").FullName;
        try
        {
            foreach (string library in Libraries)
                Compare(library, Path.Combine(folder, library), ranks, [.. new[] { mib, rounds }.Select(number => number.ToString(CultureInfo.InvariantCulture))], passes);
            return 0;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static void Compare(string library, string program, int ranks, string[] arguments, int passes)
    {
        string[] mpiexec = [$"mpiexec.{library}", .. library == "openmpi" ? ["--oversubscribe", "--bind-to", "none"] : Array.Empty<string>(), "-n", ranks.ToString(CultureInfo.InvariantCulture)];
        if (Output([$"mpicc.{library}", "-O2", "-o", program, Path.Combine(SourceFolder(), "alltoallv.c")]) is null)
        {
            Console.WriteLine($"{library}: no mpicc.{library} that compiles alltoallv.c, or no such library (Debian: apt-get install lib{library}-dev): left out");
            return;
        }
        var ratios = new List<double>();
        for (int pass = 0; pass < passes; pass++)
        {
            double theirs = GigabytesPerSecond([.. mpiexec, program, .. arguments]);
            double ours = GigabytesPerSecond([.. mpiexec, Environment.ProcessPath!, typeof(ExchangeBenchmark).Assembly.Location, "exchange", "rank", .. arguments]);
            ratios.Add(ours / theirs);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{library,-8} Exchange {ours,6:0.00}   MPI_Alltoallv in C {theirs,6:0.00}   ratio {ours / theirs:0.00}"));
        }
        ratios.Sort();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{library,-8} median ratio {ratios[ratios.Count / 2]:0.00}"));
    }

    /// <summary>One process of the comparison; rank 0 prints the gigabytes a second.</summary>
    private static int RunRank(int bytes, int rounds) => MpiRankGroup.Run(group =>
    {
        ReadOnlyMemory<byte>[] outgoing = new ReadOnlyMemory<byte>[group.Size];
        foreach (int other in Enumerable.Range(0, group.Size).Where(rank => rank != group.Rank))
        {
            byte[] parcel = new byte[bytes];
            Array.Fill(parcel, (byte)('a' + group.Rank));
            outgoing[other] = parcel;
        }
        ReadOnlyMemory<byte>[] incoming = group.Exchange(outgoing); // warms up
        group.Sum([0]); // as good as a barrier, which would also give back the memory just warmed
        long started = Stopwatch.GetTimestamp();
        for (int round = 0; round < rounds; round++)
            incoming = group.Exchange(outgoing);
        group.Barrier();
        double seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        int sender = group.Rank == 0 ? 1 : 0;
        if (incoming[sender].Length != bytes || incoming[sender].Span.ContainsAnyExcept((byte)('a' + sender)))
            throw new InvalidOperationException($"Rank {group.Rank} did not get what rank {sender} has sent.");
        if (group.Rank == 0)
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{(double)bytes * group.Size * (group.Size - 1) * rounds / seconds / 1e9:0.000}"));
        return 0;
    }, (_, e) =>
    {
        Console.Error.WriteLine(e);
        return 1;
    });

    private static double GigabytesPerSecond(string[] command) => double.Parse(
        Output(command) ?? throw new InvalidOperationException($"{string.Join(' ', command)} failed; its own words stand above."), CultureInfo.InvariantCulture);

    /// <summary>What a command prints; null if it cannot be started or fails.</summary>
    private static string? Output(string[] command)
    {
        var start = new ProcessStartInfo(command[0], command[1..]) { RedirectStandardOutput = true };
        start.Environment["OMPI_ALLOW_RUN_AS_ROOT"] = start.Environment["OMPI_ALLOW_RUN_AS_ROOT_CONFIRM"] = "1";
        start.Environment["TERM"] = "dumb"; // under Open MPI's pseudo-terminal .NET would print control characters
        try
        {
            using var process = Process.Start(start)!;
            string output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0 ? output.Trim() : null;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }

    private static string SourceFolder([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;

    private static int Option(string[] args, string name, int otherwise)
    {
        int at = Array.IndexOf(args, name);
        return at >= 0 && at + 1 < args.Length ? Number(args[at + 1]) : otherwise;
    }

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
