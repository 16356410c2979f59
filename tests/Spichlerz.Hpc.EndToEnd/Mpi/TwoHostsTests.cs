namespace Spichlerz.Hpc.EndToEnd.Mpi;

/// <summary>Ranks on two hosts that have a network and their files in common.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class TwoHostsTests : IDisposable
{
    private const int Ranks = 4;

    private readonly GeneratedRun run = new();

    public void Dispose() => run.Dispose();

    [Test]
    public void Run_OnTwoHosts_GivesTheSameBytesAsThreads([Values("mpich", "openmpi")] string launcher)
    {
        ProgramResult result = Launcher.OnTwoHosts(launcher).Run(Ranks, "", "run", run.Config);
        Assert.That(result.ExitCode, Is.Zero, result.Story);
        run.AssertSound();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(WorkFiles.Differences(Reference.Files, WorkFiles.Of(run.Work)), Is.Empty, "files that differ from those of a run on threads");
            Assert.That(result.Output, Does.Match(@"rank=process on alfa: 0=\d+ \d=\d+\n").And.Match(@"rank=process on beta: \d=\d+ \d=\d+\n"));
        }
    }

    /// <summary>Also the end of it: ranks that leave one after the other must not keep the last one waiting.</summary>
    [Test]
    public void Exchange_OnTwoHosts_ArrivesWhole([Values("mpich", "openmpi")] string launcher, [Range(1, 3)] int time)
    {
        ProgramResult result = Launcher.OnTwoHosts(launcher).Probe(Ranks, "exchange", 100_000);
        Assert.That(result.ExitCode, Is.Zero, $"time {time}: {result.Story}");
        Assert.That(result.Output, Does.Contain($"exchange: {Ranks} ranks agree"));
    }

    [Test]
    public void Script_Afterwards_LeavesNothingBehind()
    {
        _ = Launcher.OnTwoHosts("mpich");
        Assert.That(SpichlerzProgram.RunOther("/bin/sh", "-c", "PATH=$PATH:/usr/sbin:/sbin ip netns list").Output, Does.Not.Contain("two-hosts-"));
    }
}
