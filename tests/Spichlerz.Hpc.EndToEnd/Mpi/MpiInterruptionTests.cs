namespace Spichlerz.Hpc.EndToEnd.Mpi;

/// <summary>Ranks that are told to stop or hang: the job ends soon, and running again comes to the bytes of an undisturbed run.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class MpiInterruptionTests : IDisposable
{
    private const int Ranks = 3;

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    private readonly GeneratedRun run = new();

    public void Dispose() => run.Dispose();

    [TestCase("mpich", "TERM", "clean")]
    [TestCase("mpich", "USR1", "dedup: band")]
    [TestCase("openmpi", "TERM", "dedup: band")]
    [TestCase("openmpi", "USR1", "clean")]
    public void Run_EveryRankToldToStop_IsIncompleteAndRerunCompletes(string launcher, string signal, string moment)
    {
        var mpiexec = Launcher.Of(launcher);
        AssertIncomplete(Disturb(mpiexec, _ => Signal(signal, [.. Enumerable.Range(0, Ranks).Select(ProcessOf)]), moment));
        AssertRerunCompletes(mpiexec);
    }

    /// <summary>The others have no signal: they find that no ticket is left.</summary>
    [TestCase("mpich", 0)]
    [TestCase("mpich", 1)]
    [TestCase("openmpi", 2)]
    public void Run_OneRankToldToStop_EndsAllAsIncomplete(string launcher, int rank) =>
        AssertIncomplete(Disturb(Launcher.Of(launcher), _ => Signal("USR1", ProcessOf(rank))));

    [Test]
    public void Run_LauncherTerminated_EndsAndRerunCompletes([Values("mpich", "openmpi")] string launcher)
    {
        var mpiexec = Launcher.Of(launcher);
        ProgramResult result = Disturb(mpiexec, job => job.Signal("TERM"));
        // MPICH's launcher was seen to return 0 here: only the work directory tells.
        if (launcher == "openmpi")
            Assert.That(result.ExitCode, Is.Not.Zero, result.Story);
        AssertRerunCompletes(mpiexec);
    }

    /// <summary>A rank that hangs keeps the others waiting; one that is told to end then ends them all.</summary>
    [Test]
    public void Run_TerminatedWhileAnotherHangs_EndsWithinGrace()
    {
        int hanging = 0;
        ProgramResult result = Disturb(Launcher.Of("mpich"), _ =>
        {
            Signal("STOP", hanging = ProcessOf(1));
            Signal("TERM", ProcessOf(0));
        });
        using (Assert.EnterMultipleScope())
        {
            Assert.That(result.ExitCode, Is.EqualTo(3), result.Story);
            Assert.That(result.Error, Does.Match(@"spichlerz: rank 0 \(process \d+ on .+\): told to end, but other ranks do not answer"));
            Assert.That(() => Directory.Exists($"/proc/{hanging}"), Is.False.After(10_000, 100), "the hanging rank is gone too");
        }
    }

    private ProgramResult Disturb(Launcher launcher, Action<SpichlerzProgram> disturb, string moment = "clean")
    {
        using SpichlerzProgram job = launcher.Start(Ranks, "run", run.Config);
        Assert.That(new RankLog(run.Work, 0).WaitFor(moment, 1, job), Is.True, $"never came to {moment}");
        disturb(job);
        return job.WaitForEnd(Limit);
    }

    private void AssertIncomplete(ProgramResult result)
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(result.ExitCode, Is.EqualTo(3), result.Story);
            Assert.That(result.Output, Does.Match(" stopped in [0-9.]+ s").And.Contains("run the same command again to go on"));
            Assert.That(Directory.EnumerateFiles(run.Work, "*.tmp-*", SearchOption.AllDirectories), Is.Empty, "unfinished files");
        }
    }

    private void AssertRerunCompletes(Launcher launcher)
    {
        ProgramResult status = SpichlerzProgram.Run("status", run.Config);
        Assert.That(status.ExitCode, Is.EqualTo(3), status.Story);
        ProgramResult rerun = launcher.Run(Ranks, "", "run", run.Config);
        Assert.That(rerun.ExitCode, Is.Zero, rerun.Story);
        run.AssertSound();
        Assert.That(WorkFiles.Differences(Reference.Files, WorkFiles.Of(run.Work)), Is.Empty);
    }

    private int ProcessOf(int rank) => new RankLog(run.Work, rank, fromNow: false).Process;

    private static void Signal(string signal, params int[] processes)
    {
        ProgramResult kill = SpichlerzProgram.RunOther("/bin/sh", "-c", $"kill -{signal} {string.Join(' ', processes)}");
        Assert.That(kill.ExitCode, Is.Zero, kill.Story);
    }
}
