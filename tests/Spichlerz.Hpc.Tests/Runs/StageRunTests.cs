using System.Collections.Concurrent;
using System.Text;
using Serilog.Core;
using Spichlerz.Hpc.Documents;
using Spichlerz.Hpc.Manifests;
using Spichlerz.Hpc.Runs;

namespace Spichlerz.Hpc.Tests.Runs;

public sealed class StageRunTests
{
    private const int Units = 20;

    [TestCase(1)]
    [TestCase(2)]
    [TestCase(7)]
    public void Run_AnyNumberOfRanks_DoesEachUnitOnce(int ranks)
    {
        using var run = new TemporaryRun();
        var stage = new RecordingStage(run);

        StageResult[] results = Run(run, stage, ranks);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(stage.Done.Order(), Is.EqualTo(Enumerable.Range(0, Units).Select(Name)));
            Assert.That(results, Has.Length.EqualTo(ranks));
            foreach (StageResult result in results)
            {
                Assert.That(result.IsComplete, Is.True);
                Assert.That((result.Units, result.UnitsSkipped, result.Read, result.Kept), Is.EqualTo((Units, 0, 3 * Units, 2 * Units)));
                Assert.That(result.DroppedByReason, Is.EquivalentTo(new Dictionary<string, long> { ["too_short"] = Units }));
            }
        }
    }

    [Test]
    public void Run_OneRank_TakesTheLargestFirstThenCorpusOrder()
    {
        using var run = new TemporaryRun();
        var stage = new RecordingStage(run);

        Run(run, stage, ranks: 1);

        Assert.That(stage.Done, Is.EqualTo(Enumerable.Range(0, Units).OrderByDescending(unit => unit % 3).ThenBy(unit => unit).Select(Name)));
    }

    [Test]
    public void Run_BadUnit_IsNamedAndTheOthersGoOn()
    {
        using var run = new TemporaryRun();
        var stage = new RecordingStage(run) { Fails = name => name == Name(5) };

        StageResult result = Run(run, stage, ranks: 2)[0];

        using (Assert.EnterMultipleScope())
        {
            Assert.That(stage.Done, Has.Count.EqualTo(Units - 1));
            Assert.That(result.Failures, Is.EqualTo([new UnitFailure("fake", Name(5), "the disk is on fire")]));
            Assert.That((result.IsComplete, result.IsCanceled), Is.EqualTo((false, false)));
            Assert.That(File.Exists(run.Work.Full(ManifestPath(5))), Is.False);
        }
    }

    [Test]
    public void Run_Resumed_SkipsProvenUnits()
    {
        using var run = new TemporaryRun();
        Run(run, new RecordingStage(run) { Fails = name => name == Name(5) }, ranks: 2);
        var resumed = new RecordingStage(run);

        StageResult result = Run(run, resumed, ranks: 2)[0];

        using (Assert.EnterMultipleScope())
        {
            Assert.That(resumed.Done, Is.EqualTo([Name(5)]));
            Assert.That((result.IsComplete, result.UnitsSkipped), Is.EqualTo((true, Units - 1)));
        }
    }

    [TestCase("delete")]
    [TestCase("")]
    [TestCase("{}")]
    [TestCase("{\"stage\":")]
    public void Run_LostOrDamagedManifest_DoesThatUnitAgain(string content)
    {
        using var run = new TemporaryRun();
        Run(run, new RecordingStage(run), ranks: 2);
        if (content == "delete")
            File.Delete(run.Work.Full(ManifestPath(3)));
        else
            File.WriteAllText(run.Work.Full(ManifestPath(3)), content);
        var resumed = new RecordingStage(run);

        StageResult result = Run(run, resumed, ranks: 2)[0];

        using (Assert.EnterMultipleScope())
        {
            Assert.That(resumed.Done, Is.EqualTo([Name(3)]));
            Assert.That(result.IsComplete, Is.True);
        }
    }

    [Test]
    public void Run_OtherSettings_DoesAllAgain()
    {
        using var run = new TemporaryRun();
        Run(run, new RecordingStage(run), ranks: 1);
        var resumed = new RecordingStage(run, configSha256: "dd");

        Run(run, resumed, ranks: 1, configSha256: "dd");

        Assert.That(resumed.Done, Has.Count.EqualTo(Units));
    }

    [Test]
    public void Run_UnitBegunAgainAndFailing_IsNotDone()
    {
        using var run = new TemporaryRun();
        Run(run, new RecordingStage(run), ranks: 1);
        File.Delete(run.Work.Full(OutputPath(4)));

        StageResult result = Run(run, new RecordingStage(run) { Fails = _ => true }, ranks: 1)[0];

        using (Assert.EnterMultipleScope())
        {
            Assert.That(result.Failures.Select(failure => failure.Unit), Is.EqualTo([Name(4)]));
            Assert.That(File.Exists(run.Work.Full(ManifestPath(4))), Is.False, "an old proof must not outlive what it proves");
        }
    }

    [Test]
    public void Run_Signal_StopsTheDrawing()
    {
        using var run = new TemporaryRun();
        using var stop = new CancellationTokenSource();
        var stage = new RecordingStage(run);
        stage.Fails = _ =>
        {
            if (stage.Done.Count == 3)
                stop.Cancel();
            return false;
        };

        StageResult result = Run(run, stage, ranks: 1, cancel: stop.Token)[0];

        using (Assert.EnterMultipleScope())
        {
            Assert.That(stage.Done, Has.Count.EqualTo(3), "the fourth was abandoned");
            Assert.That((result.IsCanceled, result.IsComplete), Is.EqualTo((true, false)));
            Assert.That(result.Failures, Is.Empty);
        }
    }

    [Test]
    public void Run_DocumentsLost_FailsTheUnitAndProvesNothing()
    {
        using var run = new TemporaryRun();
        var stage = new RecordingStage(run) { LosesDocuments = true };

        StageResult result = Run(run, stage, ranks: 2)[0];

        using (Assert.EnterMultipleScope())
        {
            Assert.That(result.IsComplete, Is.False);
            Assert.That(result.Failures, Has.Length.EqualTo(result.Units));
            Assert.That(result.Failures.Select(failure => failure.Message), Has.All.Contains("This is a defect"));
            Assert.That(Directory.EnumerateFiles(run.Work.Root, "*" + ManifestFile.Suffix, SearchOption.AllDirectories), Is.Empty);
        }
    }

    [TestCase("shard/a/00003-00007.jsonl.zst", "shard/a/00003.manifest.json")]
    [TestCase("clean/a.b/00003-00007.jsonl.zst", "clean/a.b/00003-00007.manifest.json")]
    [TestCase("clean/a.b/00003-00007.dropped.parquet", "clean/a.b/00003-00007.manifest.json")]
    [TestCase("clean/a.b/00003-00007.lines.jsonl", "clean/a.b/00003-00007.lines.jsonl.manifest.json")]
    [TestCase("clean/a.b/dataset.lines.jsonl", "clean/a.b/dataset.lines.jsonl.manifest.json")]
    [TestCase("sign/a/00003-00007.sig", "sign/a/00003-00007.manifest.json")]
    [TestCase("dedup/a/00003-00007.parquet", "dedup/corpus.manifest.json")]
    [TestCase("dedup/summary.json", "dedup/corpus.manifest.json")]
    [TestCase("shard/a/dataset.json", null)]
    [TestCase("/home/user/a.jsonl.zst", null)]
    public void ManifestOf_Output_IsItsWritersProof(string path, string? manifest) => Assert.That(ShardCatalogue.ManifestOf(path), Is.EqualTo(manifest));

    private static string Name(int unit) => $"a/00000-{unit:D5}";

    private static string OutputPath(int unit) => $"fake/{Name(unit)}.txt";

    private static string ManifestPath(int unit) => $"fake/{Name(unit)}{ManifestFile.Suffix}";

    /// <summary>Runs the stage on ranks and returns what each of them got.</summary>
    private static StageResult[] Run(TemporaryRun run, RecordingStage stage, int ranks, string configSha256 = "cc", CancellationToken cancel = default)
    {
        StageUnit[] units = [.. Enumerable.Range(0, Units).Select(unit => new StageUnit(new ShardId("a", 0, unit), Name(unit), ManifestPath(unit), [], unit % 3))];
        var context = new RunContext(run.Config, _ => Logger.None, new SilentObserver(), cancel);
        var results = new ConcurrentBag<StageResult>();
        ThreadRanks.Run(ranks, group => results.Add(new StageRun(context, group).Run(stage, configSha256, () => units)));
        return [.. results];
    }

    /// <summary>A stage that writes each unit's name and notes it.</summary>
    private sealed class RecordingStage(TemporaryRun run, string configSha256 = "cc") : IShardStage
    {
        public string Name => "fake";

        public ConcurrentQueue<string> Done { get; } = [];

        public Func<string, bool> Fails { get; set; } = _ => false;

        public bool LosesDocuments { get; init; }

        public StageManifest Run(StageUnit unit, CancellationToken cancel)
        {
            if (Fails(unit.Name))
                throw new IOException("the disk is on fire");
            cancel.ThrowIfCancellationRequested();
            string path = OutputPath(unit.Shard.Part);
            AtomicFile.WriteAllBytes(run.Work.Full(path), Encoding.UTF8.GetBytes(unit.Name), rank: 0);
            var manifest = new ManifestBuilder(Name, unit.Name, configSha256, rank: 0) { Read = 3, Kept = LosesDocuments ? 1 : 2 };
            manifest.Drop("too_short");
            manifest.AddOutput(new FileEntry(path, unit.Name.Length, Proof.HashFile(run.Work.Full(path))));
            Done.Enqueue(unit.Name);
            return manifest.Build();
        }
    }
}
