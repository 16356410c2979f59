using Spichlerz.Hpc.Runs;

namespace Spichlerz.Hpc.Tests.Runs;

/// <summary>Law 3: what is lost or damaged is found and made anew, with the same bytes.</summary>
public sealed class ResumeTests
{
    [Test]
    public void Run_AnyKindOfFileLostOrTorn_MakesTheSameBytesAnew([Values] bool isTorn)
    {
        using var run = new TemporaryRun();
        SmallCorpus.AddTo(run);
        run.Run(ranks: 2);
        SortedDictionary<string, string> whole = WorkContent.Of(run.Work);

        // One file of each kind: the first of each stage and ending.
        string[] kinds = [.. whole.Keys.GroupBy(name => name.Split('/')[0] + name[name.IndexOf('.', StringComparison.Ordinal)..]).Select(kind => kind.First())];
        Assert.That(kinds, Has.Length.GreaterThan(15));
        foreach (string name in kinds)
        {
            string path = run.Work.Full(name);
            if (isTorn)
                File.WriteAllBytes(path, File.ReadAllBytes(path)[..(int)(new FileInfo(path).Length / 2)]);
            else
                File.Delete(path);

            RunResult result = run.Run(ranks: 2);

            Assert.That(result.IsComplete, Is.True, name);
            Assert.That(WorkContent.Of(run.Work), Is.EqualTo(whole), name);
        }
    }

    [TestCase("shard/forum/00000-00000.jsonl.zst", "clean/forum/00000-00000.manifest.json", "clean")]
    [TestCase("clean/forum/00001-00000.jsonl.zst", "sign/forum/00001-00000.manifest.json", "sign")]
    [TestCase("clean/prawo/00000-00000.jsonl.zst", "reduce/prawo.manifest.manifest.json", "reduce")]
    [TestCase("dedup/prawo/00000-00000.parquet", "reduce/prawo.manifest.manifest.json", "reduce")]
    [TestCase("clean/prawo/00000-00000.jsonl.zst", "release/2026.11/prawo.manifest.json", "release")]
    public void Run_BitRot_IsFoundAtFirstUseAndHealedByTheNextRun(string file, string proofOfItsReader, string stage)
    {
        using var run = new TemporaryRun();
        SmallCorpus.AddTo(run);
        run.Run();
        SortedDictionary<string, string> whole = WorkContent.Of(run.Work);
        FlipABit(run.Work.Full(file));
        File.Delete(run.Work.Full(proofOfItsReader));

        RunResult first = run.Run(ranks: 2);
        RunResult second = run.Run(ranks: 2);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(first.IsComplete, Is.False);
            Assert.That(first.Stages.SelectMany(one => one.Failures).Select(failure => failure.Stage), Is.EqualTo([stage]));
            Assert.That(second.IsComplete, Is.True);
            Assert.That(WorkContent.Of(run.Work), Is.EqualTo(whole));
        }
    }

    [Test]
    public void Run_RottenSignatures_FailDedupAndAreHealedByTheNextRun()
    {
        using var run = new TemporaryRun();
        SmallCorpus.AddTo(run);
        run.Run();
        SortedDictionary<string, string> whole = WorkContent.Of(run.Work);
        FlipABit(run.Work.Full("sign/prawo/00000-00000.sig"));
        File.Delete(run.Work.Full("dedup/corpus.manifest.json"));

        RunResult first = run.Run(ranks: 2);
        RunResult second = run.Run(ranks: 2);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(first.IsComplete, Is.False);
            Assert.That(first.Stages[^1].Failures.Single(), Has.Property("Stage").EqualTo("dedup").And.Property("Message").StartsWith("sign/prawo/00000-00000.sig holds "));
            Assert.That(second.IsComplete, Is.True);
            Assert.That(WorkContent.Of(run.Work), Is.EqualTo(whole));
        }
    }

    [Test]
    public void Run_NothingToDo_SkipsEverything()
    {
        using var run = new TemporaryRun();
        SmallCorpus.AddTo(run);
        RunResult first = run.Run(ranks: 2);
        DateTime written = File.GetLastWriteTimeUtc(run.Work.Full("clean/prawo/00000-00000.jsonl.zst"));

        RunResult second = run.Run(ranks: 7);

        using (Assert.EnterMultipleScope())
        {
            foreach ((StageResult before, StageResult after) in first.Stages.Zip(second.Stages))
            {
                Assert.That(after.UnitsSkipped, Is.EqualTo(after.Units), after.Stage);
                Assert.That((after.Read, after.Kept, after.Quarantined), Is.EqualTo((before.Read, before.Kept, before.Quarantined)), after.Stage);
            }
            Assert.That(File.GetLastWriteTimeUtc(run.Work.Full("clean/prawo/00000-00000.jsonl.zst")), Is.EqualTo(written));
        }
    }

    [Test]
    public void Run_NewDataset_LeavesTheOthersProofsAlone()
    {
        using var run = new TemporaryRun();
        SmallCorpus.AddTo(run);
        run.Run();
        run.AddDataset("nowy", "CC0-1.0", [TemporaryRun.Record(PolishText.Of(900))]);
        run.Config = run.Config with { Release = run.Config.Release with { Name = "2026.12" } };

        RunResult result = run.Run(ranks: 2);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(result.Stages.Take(3).Select(stage => stage.Units - stage.UnitsSkipped), Is.EqualTo([1, 1, 1]));
            Assert.That(result.Stages[3].UnitsSkipped, Is.Zero);
            Assert.That(WorkVerification.Run(run.Work).Faults, Is.Empty);
        }
    }

    [Test]
    public void Run_DatasetGotShorter_LeavesNothingOfTheLongerOne()
    {
        using var run = new TemporaryRun();
        run.Config = run.Config with { Shard = new() { SizeMib = 1 }, Clean = new() { Steps = new() { GopherQuality = new() { MaxWords = int.MaxValue }, GopherRepetition = new() { Enabled = false } } } };
        string[] records = [.. Enumerable.Range(0, 3).Select(seed => TemporaryRun.Record(PolishText.Of(seed, words: 120_000)))];
        run.AddFile("długi.jsonl", records);
        RunResult longer = run.Run(stages: ["shard", "clean", "sign", "dedup", "reduce"]);
        run.AddFile("długi.jsonl", records[..1]);

        RunResult shorter = run.Run(stages: ["shard", "clean", "sign", "dedup", "reduce"]);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(longer.Stages[1].Units, Is.GreaterThan(1));
            Assert.That(shorter.Stages[1].Units, Is.EqualTo(1));
            Assert.That(WorkVerification.Run(run.Work).Faults, Is.Empty);
        }
    }

    [Test]
    public void Run_Cancelled_ResumesToTheSameBytes()
    {
        using var run = new TemporaryRun();
        SmallCorpus.AddTo(run);
        using var stop = new CancellationTokenSource();
        stop.Cancel();

        RunResult canceled = run.Run(ranks: 2, cancel: stop.Token);
        RunResult resumed = run.Run(ranks: 2);
        SortedDictionary<string, string> content = WorkContent.Of(run.Work);
        run.Config = run.Config with { Work = Path.Combine(run.Folder, "uninterrupted") };
        run.Run();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(canceled.Stages.Select(stage => (stage.Stage, stage.IsCanceled)), Is.EqualTo([("shard", true)]));
            Assert.That(canceled.IsComplete, Is.False);
            Assert.That(resumed.IsComplete, Is.True);
            Assert.That(content, Is.EqualTo(WorkContent.Of(run.Work)));
        }
    }

    private static void FlipABit(string path)
    {
        byte[] bytes = File.ReadAllBytes(path);
        bytes[bytes.Length / 2] ^= 0x10;
        File.WriteAllBytes(path, bytes);
    }
}
