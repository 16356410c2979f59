using System.Text.Json;
using Spichlerz.Hpc.Config;
using Spichlerz.Hpc.Manifests;
using Spichlerz.Hpc.Runs;
using Spichlerz.Hpc.Shards;
using Spichlerz.Hpc.Tests.Shards;

namespace Spichlerz.Hpc.Tests.Runs;

/// <summary>Lines are counted, listed and removed over a whole dataset, on any number of ranks and whatever happens in between.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class BoilerplateRunTests : IDisposable
{
    private static readonly string[] UpToClean = ["shard", "clean"];

    private readonly TemporaryRun run = new();

    public BoilerplateRunTests()
    {
        BoilerplateCorpus.AddTo(run);
        run.Config = run.Config with { Release = new ReleaseSettings { Name = "2026.11" }, Clean = CleanSettings.For(CleanProfile.Social) };
    }

    public void Dispose() => run.Dispose();

    [Test]
    public void Run_Datasets_LoseTheirNoticesAndNothingElse()
    {
        RunResult result = run.Run(ranks: 2, UpToClean);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(result.Stages[1].DroppedByReason, Is.EqualTo(new Dictionary<string, long> { ["only_boilerplate"] = 2 }));
            string[] articles = Texts("gazeta/00000-00000");
            Assert.That(articles, Is.EqualTo(Enumerable.Range(0, 29).Select(seed => PolishText.Of(seed))));
            foreach (string shard in (string[])["kodeks/00000-00000", "pieśni/00000-00000", "wpisy/00000-00000"])
                Assert.That(Texts(shard), Is.EqualTo(Texts(shard, "shard")), shard);
            StageManifest manifest = Manifest("clean/gazeta/00001-00000.manifest.json");
            Assert.That((manifest.Notes["boilerplate_dataset_lines"], manifest.Notes["changed_by_boilerplate"]), Is.EqualTo((3 * 29, 29)));
        }
    }

    [Test]
    public void Run_Table_NamesWhatWasRemoved()
    {
        run.Run(ranks: 1, UpToClean);
        List<object[]> rows = Duck.Query("SELECT line, kind, documents, lines FROM $file ORDER BY line", run.Work.Full("clean/gazeta/00000-00000.boilerplate.parquet"));
        Assert.That(rows.Select(row => string.Join('|', row)), Is.EqualTo(new[] { BoilerplateCorpus.Licence, BoilerplateCorpus.Notice, BoilerplateCorpus.Address }.Select(line => $"{line}|dataset|29|29")));
    }

    [Test]
    public void Run_Report_AddsUpOverTheShards()
    {
        run.Run(ranks: 3);
        using var corpus = JsonDocument.Parse(File.ReadAllBytes(run.Work.Full("reduce/corpus.json")));
        Dictionary<string, string[]> byDataset = corpus.RootElement.GetProperty("datasets").EnumerateArray().ToDictionary(dataset => dataset.GetProperty("name").GetString()!,
            dataset => dataset.GetProperty("boilerplate").EnumerateArray().Select(line => line.GetRawText().ReplaceLineEndings("").Replace("  ", "", StringComparison.Ordinal)).ToArray());
        using (Assert.EnterMultipleScope())
        {
            Assert.That(byDataset["gazeta"], Is.EquivalentTo(new[] { BoilerplateCorpus.Licence, BoilerplateCorpus.Notice, BoilerplateCorpus.Address }
                .Select(line => $"{{\"line\": \"{line}\",\"kind\": \"dataset\",\"documents\": 58,\"lines\": 58}}")));
            Assert.That(byDataset["pieśni"], Is.Empty);
        }
    }

    [TestCase(2)]
    [TestCase(7)]
    public void Run_OnRanks_GivesTheSameBytesAndVerifies(int ranks)
    {
        run.Run(ranks: 1);
        SortedDictionary<string, string> expected = WorkContent.Of(run.Work);
        run.Config = run.Config with { Work = Path.Combine(run.Folder, "other") };
        run.Run(ranks);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(WorkContent.Of(run.Work), Is.EqualTo(expected));
            Assert.That(WorkVerification.Run(run.Work).Faults, Is.Empty);
        }
    }

    [Test]
    public void Run_Again_SkipsEverything()
    {
        run.Run(ranks: 2, UpToClean);
        DateTime written = File.GetLastWriteTimeUtc(run.Work.Full("clean/gazeta/dataset.lines.jsonl"));
        RunResult again = run.Run(ranks: 3, UpToClean);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(again.Stages.Select(stage => stage.Units - stage.UnitsSkipped), Is.EqualTo([0, 0]));
            Assert.That(File.GetLastWriteTimeUtc(run.Work.Full("clean/gazeta/dataset.lines.jsonl")), Is.EqualTo(written));
        }
    }

    [Test]
    public void Run_DatasetGrown_IsListedAnewAndCleanedAgain()
    {
        run.Run(ranks: 2, UpToClean);
        run.AddFile("gazeta-002.jsonl", Enumerable.Range(5000, 400).Select(seed => TemporaryRun.Record($"Tytuł {seed}\n{PolishText.Of(seed)}")));
        RunResult grown = run.Run(ranks: 2, UpToClean);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(grown.Stages[1].Units - grown.Stages[1].UnitsSkipped, Is.EqualTo(3), "every shard of the one dataset");
            Assert.That(Texts("gazeta/00000-00000"), Is.All.Contain(BoilerplateCorpus.Notice), "60 of 460 documents are too few");
            Assert.That(WorkVerification.Run(run.Work).Faults, Is.Empty);
        }
    }

    [Test]
    public void Run_LinesCountedWhileSharding_AreThoseOfTheCountingPass()
    {
        run.Run(ranks: 2, ["shard"]);
        SortedDictionary<string, string> sharded = WorkContent.Of(run.Work);
        RunResult skipping = run.Run(ranks: 2, ["clean"]);
        SortedDictionary<string, string> cleaned = WorkContent.Of(run.Work);
        Directory.Delete(run.Work.Full("clean"), recursive: true);
        run.Run(ranks: 2, ["clean"]);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(sharded.Keys.Count(path => path.StartsWith("clean/", StringComparison.Ordinal) && path.EndsWith(".lines.jsonl", StringComparison.Ordinal)), Is.EqualTo(sharded.Keys.Count(path => path.StartsWith("shard/", StringComparison.Ordinal) && path.EndsWith(".jsonl.zst", StringComparison.Ordinal))));
            Assert.That(cleaned.Where(file => sharded.ContainsKey(file.Key)), Is.EqualTo(sharded), "nothing was counted again");
            Assert.That(skipping.IsComplete, Is.True);
            Assert.That(WorkContent.Of(run.Work), Is.EqualTo(cleaned));
        }
    }

    [Test]
    public void Run_OtherSettingsThanWhenSharded_CountsAgain()
    {
        run.Run(ranks: 1, ["shard"]);
        BoilerplateSettings other = run.Config.Clean.Steps.Boilerplate with { MinCharacters = 30 };
        run.Config = run.Config with { Clean = run.Config.Clean with { Steps = run.Config.Clean.Steps with { Boilerplate = other } } };
        RunResult result = run.Run(ranks: 2, ["clean"]);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(result.IsComplete, Is.True, "sharding is no reason to ask for --redo clean");
            Assert.That(ManifestFile.TryLoad(run.Work.Full("clean/gazeta/00000-00000.lines.jsonl.manifest.json"))!.ConfigSha256, Is.EqualTo(ConfigKeys.Sha256(other)));
            Assert.That(WorkVerification.Run(run.Work).Faults, Is.Empty);
        }
    }

    [Test]
    public void Run_ShardDamagedAfterItWasCounted_FailsAloneAndHeals()
    {
        run.Run(ranks: 1, ["shard"]);
        SortedDictionary<string, string> sharded = WorkContent.Of(run.Work);
        Damage("shard/gazeta/00001-00000.jsonl.zst");

        RunResult first = run.Run(ranks: 2, ["clean"]);
        RunResult second = run.Run(ranks: 2, UpToClean);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(first.Stages.Single().Failures.Select(failure => failure.Unit), Is.EqualTo(["gazeta/00001-00000"]));
            Assert.That(second.IsComplete, Is.True);
            Assert.That(WorkContent.Of(run.Work).Where(file => sharded.ContainsKey(file.Key)), Is.EqualTo(sharded));
        }
    }

    [Test]
    public void Run_ShardDamagedBeforeItIsCounted_FailsItsDatasetOnlyAndHeals()
    {
        run.Run(ranks: 1, ["shard"]);
        Directory.Delete(run.Work.Full("clean"), recursive: true); // as if it had been sharded for another profile
        SortedDictionary<string, string> sharded = WorkContent.Of(run.Work);
        Damage("shard/gazeta/00001-00000.jsonl.zst");

        RunResult first = run.Run(ranks: 2, ["clean"]);
        bool isOtherDone = File.Exists(run.Work.Full("clean/pieśni/00000-00000.manifest.json")), isDone = Directory.EnumerateFiles(run.Work.Full("clean/gazeta"), "0*-*.jsonl.zst").Any();
        RunResult second = run.Run(ranks: 2, UpToClean);

        using (Assert.EnterMultipleScope())
        {
            Assert.That((first.IsComplete, isOtherDone, isDone), Is.EqualTo((false, true, false)));
            Assert.That(first.Stages.Single().Failures.Select(failure => failure.Unit), Is.EqualTo(["gazeta/00001-00000 lines"]));
            Assert.That(second.IsComplete, Is.True);
            Assert.That(Texts("gazeta/00001-00000"), Is.EqualTo(Enumerable.Range(30, 29).Select(seed => PolishText.Of(seed))));
            Assert.That(WorkContent.Of(run.Work).Where(file => sharded.ContainsKey(file.Key)), Is.EqualTo(sharded));
        }
    }

    [Test]
    public void Run_ListDamaged_IsFoundAndMadeAnew()
    {
        run.Run(ranks: 1, UpToClean);
        SortedDictionary<string, string> whole = WorkContent.Of(run.Work);
        string list = run.Work.Full("clean/gazeta/dataset.lines.jsonl");
        File.WriteAllText(list, File.ReadAllText(list).Replace(":60", ":61", StringComparison.Ordinal));
        File.Delete(run.Work.Full("clean/gazeta/00000-00000.manifest.json"));

        RunResult first = run.Run(ranks: 1, UpToClean), second = run.Run(ranks: 1, UpToClean);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(first.Stages[1].Failures.Select(failure => failure.Unit), Is.EqualTo(["gazeta/00000-00000"]));
            Assert.That(second.IsComplete, Is.True);
            Assert.That(WorkContent.Of(run.Work), Is.EqualTo(whole));
        }
    }

    [Test]
    public void Run_ShardDamagedAfterItWasListed_WithdrawsTheList()
    {
        run.Run(ranks: 1, UpToClean);
        SortedDictionary<string, string> whole = WorkContent.Of(run.Work);
        Damage("shard/gazeta/00001-00000.jsonl.zst");
        File.Delete(run.Work.Full("clean/gazeta/00001-00000.lines.jsonl.manifest.json"));

        RunResult first = run.Run(ranks: 1, ["clean"]);
        bool isListed = File.Exists(run.Work.Full("clean/gazeta/dataset.lines.jsonl.manifest.json"));
        run.Run(ranks: 2, UpToClean);

        using (Assert.EnterMultipleScope())
        {
            Assert.That((first.IsComplete, isListed), Is.EqualTo((false, false)));
            Assert.That(WorkContent.Of(run.Work), Is.EqualTo(whole));
        }
    }

    [Test]
    public void Run_Cancelled_StopsBeforeAnythingAndGoesOnLater()
    {
        run.Run(ranks: 1, ["shard"]);
        SortedDictionary<string, string> sharded = WorkContent.Of(run.Work);
        RunResult stopped = run.Run(ranks: 2, ["clean"], cancel: new CancellationToken(canceled: true));
        SortedDictionary<string, string> afterwards = WorkContent.Of(run.Work);
        RunResult done = run.Run(ranks: 2, ["clean"]);
        using (Assert.EnterMultipleScope())
        {
            Assert.That((stopped.Stages.Single().IsCanceled, stopped.IsComplete, done.IsComplete), Is.EqualTo((true, false, true)));
            Assert.That(afterwards, Is.EqualTo(sharded));
        }
    }

    [Test]
    public void Run_StepOff_CountsNothing()
    {
        run.Config = run.Config with { Clean = run.Config.Clean with { Steps = run.Config.Clean.Steps with { Boilerplate = new() { Enabled = false } } } };
        run.Run(ranks: 2, UpToClean);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Directory.EnumerateFiles(run.Work.Stage("clean"), "*", SearchOption.AllDirectories), Has.None.Contains("lines").And.None.Contains("boilerplate"));
            Assert.That(Texts("gazeta/00000-00000")[0], Does.Contain(BoilerplateCorpus.Notice));
        }
    }

    private void Damage(string file)
    {
        byte[] bytes = File.ReadAllBytes(run.Work.Full(file));
        bytes[bytes.Length / 2] ^= 1;
        File.WriteAllBytes(run.Work.Full(file), bytes);
    }

    private StageManifest Manifest(string path) => ManifestFile.TryLoad(run.Work.Full(path))!;

    private string[] Texts(string shard, string stage = "clean")
    {
        using var reader = new ShardReader(run.Work.Full($"{stage}/{shard}.jsonl.zst"), Hpc.Documents.ShardId.Parse(shard));
        var texts = new List<string>();
        while (reader.ReadBatch() is { Count: > 0 } batch)
            texts.AddRange(batch.Select(document => System.Text.Encoding.UTF8.GetString(document.Text.Span)));
        return [.. texts];
    }
}
