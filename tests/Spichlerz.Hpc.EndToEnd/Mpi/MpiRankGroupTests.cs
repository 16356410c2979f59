using System.Globalization;
using Spichlerz.Hpc.Runs;

namespace Spichlerz.Hpc.EndToEnd.Mpi;

/// <summary>The rank group alone, as processes of each library: <see cref="MpiProbe"/> is started by its mpiexec.</summary>
public sealed class MpiRankGroupTests
{
    private const int UsualChunk = 64 << 20;

    [Test]
    public void Collectives_AnySizes_AgreeOnAllRanks([Values("mpich", "openmpi")] string launcher, [Values(1, 2, 4)] int ranks) =>
        AssertAgree(Launcher.Of(launcher).Probe(ranks, "collectives", 1000), "collectives", ranks);

    [Test]
    public void Exchange_UnevenAndEmptyParcels_ArriveWhole([Values("mpich", "openmpi")] string launcher, [Values(1, 2, 3, 4)] int ranks, [Values(2, 40_000)] int chunkBytes) =>
        AssertAgree(Launcher.Of(launcher).Probe(ranks, "exchange", chunkBytes), "exchange", ranks);

    [TestCase("mpich")]
    [TestCase("openmpi", Explicit = true, Reason = "the time; the code is the same")]
    public void Exchange_MoreThan2GiBPerRank_ArrivesWhole(string launcher)
    {
        var mpiexec = Launcher.Of(launcher);
        if (AvailableBytes() is var available && available < 12L << 30)
            Assert.Ignore($"Needs 12 GiB of free memory; {available >> 30} GiB are available.");
        AssertAgree(mpiexec.Probe(3, "large", UsualChunk), "large", 3);
    }

    [Test]
    public void NextTicket_Rank0ComputesOrWaits_GivesEachNumberOnce([Values("mpich", "openmpi")] string launcher, [Values(2, 4)] int ranks) =>
        AssertAgree(Launcher.Of(launcher).Probe(ranks, "tickets", UsualChunk), "tickets", ranks);

    /// <summary>The same demands on threads: the two kinds are one contract.</summary>
    [Test]
    public void ThreadRanks_SameProbes_Agree([Values(2, 4)] int ranks) => Assert.That(() => ThreadRanks.Run(ranks, group =>
    {
        RankGroupProbes.Collectives(group, 1000);
        RankGroupProbes.Exchange(group, 1000);
        RankGroupProbes.Tickets(group);
    }), Throws.Nothing);

    /// <summary>Without the signal guard the process ends here: UCX takes the runtime's fault handlers.</summary>
    [Test]
    public void Run_FaultsAfterInit_AreCaughtAsExceptions([Values("mpich", "openmpi")] string launcher)
    {
        ProgramResult result = Launcher.Of(launcher).Probe(2, "faults", UsualChunk);
        Assert.That(result.Output, Does.Contain("rank 0 caught NullReferenceException and DivideByZeroException").And.Contains("rank 1 caught NullReferenceException and DivideByZeroException"));
        AssertAgree(result, "faults", 2);
    }

    /// <summary>A library that rewrites mmap in memory to watch it ends the process here.</summary>
    [Test]
    public void Run_ThreadsMapMemoryWhileMpiStarts_Agree([Values("mpich", "openmpi")] string launcher) =>
        AssertAgree(Launcher.Of(launcher).OverUcx().Probe(3, "mapping", UsualChunk), "mapping", 3);

    [Test]
    public void Run_ExceptionOnOneRank_EndsAllAndNamesIt([Values("mpich", "openmpi")] string launcher, [Values("throw", "throw-on-thread")] string probe)
    {
        ProgramResult result = Launcher.Of(launcher).Probe(3, probe, UsualChunk);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(result.ExitCode, Is.EqualTo(MpiProbe.FailureCode), result.Story);
            Assert.That(result.Error + result.Output, Does.Match(@"rank 2 \(process \d+\) failed: System\.IO\.InvalidDataException: planted").And.Not.Contains("agree"));
            Assert.That(result.Elapsed, Is.LessThan(TimeSpan.FromSeconds(30)));
        }
    }

    private static long AvailableBytes() =>
        long.Parse(File.ReadLines("/proc/meminfo").First(line => line.StartsWith("MemAvailable:", StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) << 10;

    private static void AssertAgree(ProgramResult result, string probe, int ranks)
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(result.ExitCode, Is.Zero, result.Story);
            Assert.That(result.Output, Does.Contain($"{probe}: {ranks} ranks agree"));
        }
    }
}
