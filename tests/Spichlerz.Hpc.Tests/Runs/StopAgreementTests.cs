using System.Collections.Immutable;
using Serilog.Core;
using Spichlerz.Hpc.Config;
using Spichlerz.Hpc.Dedup;
using Spichlerz.Hpc.Documents;
using Spichlerz.Hpc.Manifests;
using Spichlerz.Hpc.Runs;

namespace Spichlerz.Hpc.Tests.Runs;

/// <summary>Ranks that share nothing but their group, as processes do: each has its own context, its own wish to stop, even its own folder.</summary>
internal sealed class StopAgreementTests
{
    private const int Ranks = 3;
    private const int Units = 600;

    private readonly string folder = Directory.CreateTempSubdirectory("spichlerz-stop-").FullName;

    [OneTimeTearDown]
    public void Remove() => Directory.Delete(folder, recursive: true);

    [Test]
    public void Run_OneRankIsToldToStop_LeavesNoTicketForTheOthers()
    {
        using var told = new ManualResetEventSlim();
        using var signal = new CancellationTokenSource();
        StageResult[] results = Run(nameof(Run_OneRankIsToldToStop_LeavesNoTicketForTheOthers), signal, rank => () =>
        {
            if (rank == 1)
            {
                signal.Cancel();
                told.Set();
                signal.Token.ThrowIfCancellationRequested();
            }
            told.Wait();
            Thread.Sleep(2);
        });
        using (Assert.EnterMultipleScope())
        {
            Assert.That(results.Select(result => result.IsCanceled), Is.All.True);
            Assert.That(results.Select(result => result.Read).Distinct().Count(), Is.EqualTo(1), "one result for all ranks");
            Assert.That(results[0].Read, Is.LessThan(Units / 2));
        }
    }

    [Test]
    public void Run_OneRankWasToldBefore_BeginsNothing()
    {
        using var signal = new CancellationTokenSource();
        signal.Cancel();
        StageResult[] results = Run(nameof(Run_OneRankWasToldBefore_BeginsNothing), signal, _ => () => { });
        using (Assert.EnterMultipleScope())
        {
            Assert.That(results.Select(result => result.IsCanceled), Is.All.True);
            Assert.That(results.Select(result => result.Read), Is.All.Zero);
        }
    }

    [Test]
    public void DedupRun_ManifestSeenByRank0Only_GivesOneResult()
    {
        string own = Path.Combine(folder, "dedup");
        var manifest = new ManifestBuilder(DedupStage.StageName, "corpus", ConfigKeys.Sha256(new DedupSettings()), rank: 0) { Read = 5, Kept = 5 };
        ManifestFile.Save(Path.Combine(own, "0", DedupStage.ManifestPath), manifest.Build(), rank: 0);
        var results = new StageResult[Ranks];
        ThreadRanks.Run(Ranks, group => results[group.Rank] = new DedupStage(Context(Path.Combine(own, $"{group.Rank}"), CancellationToken.None), group)
            .Run(() => new DedupPlan([], ImmutableSortedDictionary<string, LicenceClass>.Empty, [])));
        Assert.That(results.Select(result => result.Read), Is.All.EqualTo(5));
    }

    [Test]
    public void FinishedBefore_TicketsOfOtherRanks_CountAsDone()
    {
        ImmutableArray<StageUnit> units = [.. UnitsOf("progress")];
        var progress = new StageProgress("clean", Units, 0, units.Sum(unit => unit.TextBytes), Logger.None);
        progress.FinishedBefore(-2, units);
        progress.UnitFinished(Units);
        (int Units, long Bytes) own = (progress.UnitsDone, progress.TextBytesDone);
        progress.FinishedBefore(3, units);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(own, Is.EqualTo((1, (long)Units)));
            Assert.That((progress.UnitsDone, progress.TextBytesDone), Is.EqualTo((3, units.Take(3).Sum(unit => unit.TextBytes))));
        }
    }

    /// <summary>A stage of many units on ranks of which only number 1 can be told to stop.</summary>
    private StageResult[] Run(string work, CancellationTokenSource signalOfRank1, Func<int, Action> doUnit)
    {
        var results = new StageResult[Ranks];
        ThreadRanks.Run(Ranks, group =>
        {
            RunContext context = Context(Path.Combine(folder, work), group.Rank == 1 ? signalOfRank1.Token : CancellationToken.None);
            results[group.Rank] = new StageRun(context, group).Run(new Stage(doUnit(group.Rank)), "", () => UnitsOf(work));
        });
        return results;
    }

    private static RunContext Context(string work, CancellationToken cancel) =>
        new(new RunConfig { Name = "stop", Corpus = [], Work = work }, _ => Logger.None, new Observer(), cancel);

    private static StageUnit[] UnitsOf(string name) => [.. Enumerable.Range(0, Units).Select(i => new StageUnit(new ShardId(name, i, 0), $"{name}/{i}", $"{name}/{i}{ManifestFile.Suffix}", [], Units - i))];

    private sealed class Stage(Action doUnit) : IShardStage
    {
        public string Name => "clean";

        public StageManifest Run(StageUnit unit, CancellationToken cancel)
        {
            doUnit();
            return new ManifestBuilder(Name, unit.Name, "", 0) { Read = 1, Kept = 1 }.Build();
        }
    }

    private sealed class Observer : IRunObserver
    {
        public void StageStarted(StageProgress progress)
        {
        }

        public void StageEnded(StageResult result)
        {
        }
    }
}
