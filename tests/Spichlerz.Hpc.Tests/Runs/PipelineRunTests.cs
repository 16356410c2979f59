using Spichlerz.Hpc.Config;
using Spichlerz.Hpc.Manifests;
using Spichlerz.Hpc.Runs;

namespace Spichlerz.Hpc.Tests.Runs;

public sealed class PipelineRunTests
{
    [Test]
    public void Run_SmallCorpus_IsCompleteAndConservesEveryDocument()
    {
        using var run = new TemporaryRun();
        SmallCorpus.AddTo(run);

        RunResult result = run.Run(ranks: 2);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(result.IsComplete, Is.True);
            Assert.That(result.Stages.Select(stage => stage.Stage), Is.EqualTo(StageNames.All));
            foreach (StageResult stage in result.Stages)
                Assert.That(stage.Kept + stage.DroppedByReason.Values.Sum() + stage.Quarantined, Is.EqualTo(stage.Read), stage.Stage);
            Assert.That(result.Stages[0].Read, Is.EqualTo(SmallCorpus.Lines));
            Assert.That(result.Stages[0].Quarantined, Is.EqualTo(SmallCorpus.BrokenLines));
            foreach ((StageResult before, StageResult after) in result.Stages.Zip(result.Stages.Skip(1)))
                Assert.That(after.Read, Is.EqualTo(after.Stage == "reduce" || after.Stage == "release" ? result.Stages[3].Read : before.Kept), after.Stage);
            foreach (string path in Directory.EnumerateFiles(run.Work.Root, "*" + ManifestFile.Suffix, SearchOption.AllDirectories))
                Assert.That(ManifestFile.TryLoad(path), Has.Property(nameof(StageManifest.IsConserved)).True, path);
        }
    }

    [Test]
    public void Run_AnyNumberOfRanks_WritesTheSameBytes()
    {
        using var run = new TemporaryRun();
        SmallCorpus.AddTo(run);
        run.Run(ranks: 1);
        SortedDictionary<string, string> one = WorkContent.Of(run.Work);

        foreach (int ranks in new[] { 2, 7 })
        {
            run.Config = run.Config with { Work = Path.Combine(run.Folder, $"work-{ranks}") };
            run.Run(ranks);

            Assert.That(WorkContent.Of(run.Work), Is.EqualTo(one), $"{ranks} ranks");
        }
    }

    [Test]
    public void Run_DatasetWithTooMuchQuarantine_FailsByNameAndTheOthersGoOn()
    {
        using var run = new TemporaryRun();
        AddBadDataset(run);

        RunResult result = run.Run(ranks: 2);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(result.IsComplete, Is.False);
            Assert.That(result.Snapshot, Is.Null);
            Assert.That(result.Stages.Select(stage => stage.Stage), Is.EqualTo(["shard", "clean", "sign"]), "collective stages do not start");
            Assert.That(result.Stages[0].Failures, Is.EqualTo([new UnitFailure("shard", "zły", BadDataset)]));
            Assert.That(result.Stages.Skip(1).Select(stage => (stage.Units, stage.Read, stage.IsComplete)), Is.All.EqualTo((1, 5, true)));
            Assert.That(Directory.EnumerateFiles(run.Work.Full("clean/zły")).Select(Path.GetFileName), Is.EquivalentTo(["00000-00000.lines.jsonl", "00000-00000.lines.jsonl.manifest.json"]), "what sharding counted, and nothing else");
        }
    }

    [Test]
    public void Run_StageByStage_LeavesOutTheDatasetThatShardFailed()
    {
        using var run = new TemporaryRun();
        AddBadDataset(run);
        run.Run(stages: ["shard"]);

        RunResult clean = run.Run(ranks: 2, stages: ["clean"]), sign = run.Run(ranks: 2, stages: ["sign"]);
        var dedup = Assert.Throws<RankFailedException>(() => run.Run(ranks: 2, stages: ["dedup"]));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(new[] { clean, sign }.Select(result => result.IsComplete), Is.All.False);
            Assert.That(new[] { clean, sign }.SelectMany(result => result.Stages).Select(stage => stage.Units), Is.All.EqualTo(1));
            Assert.That(clean.Stages[0].Failures, Is.EqualTo([new UnitFailure("shard", "zły", BadDataset)]));
            Assert.That(dedup!.InnerException, Is.TypeOf<ConfigException>().With.Message.EqualTo(
                $"The work directory has 1 fault:\n  - dedup: needs shard finished first: of dataset zły, {BadDataset.TrimEnd('.')}. Run spichlerz shard with this configuration, or spichlerz run for all stages."));
        }
    }

    [Test]
    public void Run_HigherLimit_LetsTheDatasetPassWithoutShardingItAgain()
    {
        using var run = new TemporaryRun();
        AddBadDataset(run);
        run.Run();
        run.Config = run.Config with { MaxQuarantinedFraction = 0.5 };

        RunResult result = run.Run();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(result.IsComplete, Is.True);
            Assert.That(result.Stages[0].UnitsSkipped, Is.EqualTo(2));
        }
    }

    [TestCase("clean", "shard", "2 of 2 units are not done")]
    [TestCase("reduce", "shard", "2 of 2 units are not done")]
    [TestCase("release", "shard", "2 of 2 units are not done")]
    public void Run_StageBeforeNotFinished_IsRefusedByName(string stage, string before, string fact)
    {
        using var run = new TemporaryRun();
        AddBadDataset(run);

        var exception = Assert.Throws<RankFailedException>(() => run.Run(stages: [stage]));

        Assert.That(exception!.InnerException, Is.TypeOf<ConfigException>().With.Message.EqualTo(
            $"The work directory has 1 fault:\n  - {stage}: needs {before} finished first: {fact}. Run spichlerz {before} with this configuration, or spichlerz run for all stages."));
    }

    [Test]
    public void Run_EmptyFile_IsCountedThroughAllStages()
    {
        using var run = new TemporaryRun();
        run.AddFile("pusty.jsonl", []);

        RunResult result = run.Run(ranks: 2);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(result.IsComplete, Is.True);
            Assert.That(result.Stages.Select(stage => (stage.Units, stage.Read)), Is.All.EqualTo((1, 0)));
            Assert.That(result.Snapshot!.Documents, Is.Zero);
            Assert.That(WorkVerification.Run(run.Work).Faults, Is.Empty);
        }
    }

    [TestCase("{ \"licence\": ")]
    [TestCase("[]")]
    public void Run_BrokenDescription_IsToldByFile(string json)
    {
        using var run = new TemporaryRun();
        run.AddDataset("a", "CC0-1.0", [TemporaryRun.Record(PolishText.Of(1))]);
        string path = run.AddFile("a.source.json", [json]);

        var exception = Assert.Throws<RankFailedException>(() => run.Run());

        Assert.That(exception!.InnerException, Is.TypeOf<InvalidDataException>().With.Message.StartsWith(path).And.Message.EndsWith("Mend or remove it; without it the licence is unknown."));
    }

    private const string BadDataset = "2 of 5 records could not be read, more than max_quarantined_fraction (0.01) allows. Look at quarantine/zły/; mend the dataset, take it out of the corpus, or raise the limit.";

    private static void AddBadDataset(TemporaryRun run)
    {
        run.AddDataset("dobry", "CC0-1.0", [.. Enumerable.Range(0, 5).Select(seed => TemporaryRun.Record(PolishText.Of(seed)))]);
        run.AddFile("zły.jsonl", [.. Enumerable.Range(10, 3).Select(seed => TemporaryRun.Record(PolishText.Of(seed))), "{", "}"]);
    }
}
