using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Spichlerz.Hpc.EndToEnd.Mpi;

/// <summary>
/// Any rank killed in any stage and any phase of dedup: the job ends soon, with a message that names the rank, and running again goes on
/// to the bytes of an undisturbed run.
/// </summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class MpiKillTests : IDisposable
{
    private const int Ranks = 3;
    private const int Attempts = 6;

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    private readonly GeneratedRun run = new();

    public void Dispose() => run.Dispose();

    /// <summary>One work directory is taken from kill to kill: each run gets past the one before it.</summary>
    [Test]
    public void Run_RankKilledInEachStage_EndsSoonAndRerunsComplete([Values("mpich", "openmpi")] string launcher, [Values(1, 2)] int seed)
    {
        var mpiexec = Launcher.Of(launcher, Starter(launcher));
        var random = new Random(seed);
        var undisturbed = new RankLog(Reference.Run.Work, 0, fromNow: false);
        foreach (string moment in (string[])["shard", "clean", "sign", "dedup: keys", "dedup: band", "dedup: verification", "dedup: clusters", "dedup: keepers", "dedup: tables"])
        {
            int times = 1 + random.Next(undisturbed.Count(moment));
            TimeSpan delay = undisturbed.Length(moment) * (0.8 * random.NextDouble() / undisturbed.Count(moment));
            KillIn(moment, times, delay, random.Next(Ranks), mpiexec);
        }
        AssertRerunCompletes(mpiexec);
    }

    [TestCase("mpich", 1)]
    [TestCase("openmpi", 2)]
    public void Run_RankOnOtherHostKilled_EndsSoonAndRerunCompletes(string launcher, int rankThere)
    {
        var mpiexec = Launcher.OnTwoHosts(launcher, Starter(launcher));
        KillIn("dedup: band", 1, TimeSpan.Zero, rankThere, mpiexec);
        AssertRerunCompletes(mpiexec);
    }

    /// <summary>Open MPI's launcher tells which rank died; MPICH's does not, so there the ranks are started by a script that does.</summary>
    private static string[] Starter(string launcher) => launcher == "mpich" ? [Checkout.RankScript] : [];

    private void AssertRerunCompletes(Launcher mpiexec)
    {
        ProgramResult last = mpiexec.Run(Ranks, "", "run", run.Config);
        Assert.That(last.ExitCode, Is.Zero, last.Story);
        run.AssertSound();
        Assert.That(WorkFiles.Differences(Reference.Files, WorkFiles.Of(run.Work)), Is.Empty, "files that differ from those of an undisturbed run");
    }

    /// <summary>Kills a rank some time after a stage or phase has begun; if that was over by then, does it again and kills sooner.</summary>
    private void KillIn(string moment, int times, TimeSpan delay, int rank, Launcher mpiexec)
    {
        string stage = moment.Split(':')[0];
        for (int attempt = 0; attempt < Attempts; attempt++, delay /= 2)
        {
            var log = new RankLog(run.Work, rank);
            using SpichlerzProgram job = mpiexec.Start(Ranks, ["run", run.Config, .. attempt > 0 ? ["--redo", stage] : Array.Empty<string>()]);
            if (!log.WaitFor(moment, times, job))
                Assert.Fail($"never came to {moment}: {job.WaitForEnd(Limit).Story}");
            Thread.Sleep(delay);
            int process = log.Process;
            long killed = Stopwatch.GetTimestamp();
            Kill(process);
            ProgramResult result = job.WaitForEnd(Limit);
            string hit = log.Moments[^1].Name;
            TestContext.Out.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"rank {rank} killed {delay.TotalMilliseconds:0} ms after {moment} ({times}) began, in {hit}: ended {Stopwatch.GetElapsedTime(killed).TotalSeconds:0.0} s later with code {result.ExitCode}"));
            if (result.ExitCode != 0)
                AssertEndedWell(result, rank, process);
            if (result.ExitCode != 0 && hit.StartsWith(moment, StringComparison.Ordinal))
                return;
        }
        Assert.Fail($"{moment} was always over before the kill");
    }

    /// <summary>The rank is named, and no other is left.</summary>
    private static void AssertEndedWell(ProgramResult result, int rank, int process)
    {
        string text = result.Output + result.Error;
        int[] all = [.. Regex.Matches(text, @"\b\d=(\d+)").Select(match => int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture))];
        using (Assert.EnterMultipleScope())
        {
            Assert.That(text, Does.Match($@"spichlerz: rank {rank} on \S+ was killed by signal 9\. Run the same|process rank {rank} with PID \d+ on node \S+ exited on signal 9"), result.Command);
            Assert.That(text, Does.Match($@"rank=process on \S+: (\d=\d+ )*{rank}={process}\b"), result.Command);
            Assert.That(all, Has.Length.EqualTo(Ranks));
            Assert.That(() => all.Where(other => Directory.Exists($"/proc/{other}")), Is.Empty.After(5_000, 50), "processes that are left");
        }
    }

    private static void Kill(int process)
    {
        try
        {
            Process.GetProcessById(process).Kill();
        }
        catch (ArgumentException)
        {
            // It has ended by itself: this attempt comes too late.
        }
    }
}
