using System.Text.Json;

namespace Spichlerz.Hpc.EndToEnd.Mpi;

/// <summary>The built program under mpiexec of both libraries.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class MpiRunTests : IDisposable
{
    private const string Nowhere = "/no/such/libmpi.so";

    private readonly GeneratedRun run = new();

    public void Dispose() => run.Dispose();

    [TestCase("mpich", 1)]
    [TestCase("mpich", 2)]
    [TestCase("mpich", 4)]
    [TestCase("mpich", 7)]
    [TestCase("openmpi", 1)]
    [TestCase("openmpi", 2)]
    [TestCase("openmpi", 4)]
    public void Run_Processes_GiveTheSameBytesAsThreads(string launcher, int processes)
    {
        ProgramResult result = Launcher.Of(launcher).Run(processes, "", "run", run.Config);
        Assert.That(result.ExitCode, Is.Zero, result.Story);
        run.AssertSound();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(WorkFiles.Differences(Reference.Files, WorkFiles.Of(run.Work)), Is.Empty, "files that differ from those of a run on threads");
            Assert.That(result.Output.Split("Snapshot 2026.11").Length - 1, Is.EqualTo(1), "only rank 0 speaks");
        }
        // One process has the cores to itself: its ranks are threads.
        if (processes > 1)
            AssertSpeaksAsOneOfSeveral(result, processes);
    }

    [TestCase("mpich", "openmpi", "libmpi.so.40")]
    [TestCase("openmpi", "mpich", "libmpich.so.12")]
    public void Run_LibraryOfAnotherLauncher_IsRefused(string launcher, string other, string library)
    {
        _ = Launcher.Of(other); // its library is needed
        ProgramResult result = Launcher.Of(launcher).Run(2, library, "run", run.Config);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(result.ExitCode, Is.EqualTo(2), result.Story);
            Assert.That(result.Error + result.Output, Does.Match(@"spichlerz: The launcher started 2 processes \((PMI_SIZE|OMPI_COMM_WORLD_SIZE)\), but "
                + $@"{library} \(.+\) sees 1: this library and this launcher do not belong together\. Start with the mpiexec of that library, choose another --mpi="));
            Assert.That(Directory.Exists(run.Work), Is.False);
        }
    }

    [Test]
    public void Run_LibraryThatIsNone_IsRefused()
    {
        ProgramResult result = Launcher.Of("mpich").Run(2, Nowhere, "run", run.Config);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(result.ExitCode, Is.EqualTo(2), result.Story);
            Assert.That(result.Error, Does.Contain($"SPICHLERZ_MPI_LIB names {Nowhere}, which cannot be used: {Nowhere}: cannot open shared object file"));
        }
    }

    [Test]
    public void Verb_WithoutRanks_LoadsNoLibrary([Values("status", "verify")] string verb)
    {
        ProgramResult result = Launcher.Of("mpich").Run(2, Nowhere, verb, Reference.Run.Config);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(result.ExitCode, Is.Zero, result.Story);
            Assert.That(result.Error + result.Output, Does.Not.Contain(Nowhere));
        }
    }

    /// <summary>Only rank 0 finds this out; the others are waiting for it.</summary>
    [Test]
    public void Run_SettingsChangedSince_EndsAllRanksWithUsageCode([Values("mpich", "openmpi")] string launcher)
    {
        var mpiexec = Launcher.Of(launcher);
        ProgramResult first = SpichlerzProgram.Run("shard", run.Config);
        Assert.That(first.ExitCode, Is.Zero, first.Story);
        ProgramResult result = mpiexec.Run(3, "", "run", run.Config, "--set", "shard.size_mib=2");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(result.ExitCode, Is.EqualTo(2), result.Story);
            Assert.That(result.Error + result.Output, Does.Match(@"spichlerz: rank 0 \(process \d+ on .+\): ").And.Contains("shard.size_mib"));
        }
    }

    [Test]
    public void Run_ConfigurationWithFault_IsToldOnce([Values("mpich", "openmpi")] string launcher)
    {
        ProgramResult result = Launcher.Of(launcher).Run(3, "", "run", run.Config, "--set", "dedup.bands=0");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(result.ExitCode, Is.EqualTo(2), result.Story);
            Assert.That((result.Error + result.Output).Split("dedup.bands").Length - 1, Is.EqualTo(1), result.Story);
        }
    }

    [Test]
    public void Doctor_LibraryIsThere_SaysWhich()
    {
        _ = Launcher.Of("mpich");
        Assert.That(SpichlerzProgram.Run("doctor", run.Config).Output, Does.Match(@"✓ MPI: libmpi(ch)?\.so\.12, MPICH's ABI: \S+"));
    }

    [Test]
    public void Doctor_LibraryIsNone_SaysWhatThatMeans()
    {
        ProgramResult result = SpichlerzProgram.Run([("SPICHLERZ_MPI_LIB", Nowhere)], "doctor", run.Config);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(result.ExitCode, Is.Zero, result.Story);
            Assert.That(result.Output, Does.Contain($"! MPI: SPICHLERZ_MPI_LIB names {Nowhere}, which cannot be used:"));
        }
    }

    private void AssertSpeaksAsOneOfSeveral(ProgramResult result, int processes)
    {
        string logs = Path.Combine(run.Work, "logs");
        string[] names = [.. Directory.EnumerateFiles(logs, "*.clef").Select(path => Path.GetFileName(path)).Order()];
        using (Assert.EnterMultipleScope())
        {
            Assert.That(result.Output, Does.Not.Contain("\u001b"), "a launcher's output is no terminal, though Open MPI makes it look like one");
            Assert.That(names, Is.EqualTo(Enumerable.Range(0, processes).Select(rank => $"rank-{rank}.clef")));
            Assert.That(names.SelectMany(name => File.ReadLines(Path.Combine(logs, name))).Select(RunId).Distinct().Count(), Is.EqualTo(1), "one run id for all ranks");
            Assert.That(File.ReadAllText(Path.Combine(logs, "run.log")), Does.Contain($"The setting ranks, 2, is not used: the launcher started {processes} processes"));
        }
    }

    private static string? RunId(string line)
    {
        using var json = JsonDocument.Parse(line);
        return json.RootElement.GetProperty("RunId").GetString();
    }
}
