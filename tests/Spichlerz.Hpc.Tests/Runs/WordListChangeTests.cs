using Spichlerz.Hpc.Manifests;
using Spichlerz.Hpc.Runs;

namespace Spichlerz.Hpc.Tests.Runs;

/// <summary>The list of words is an input of every shard: its content decides whether cleaning holds, not its name or its time.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class WordListChangeTests : IDisposable
{
    private static readonly string[] UpToSign = ["shard", "clean", "sign"];

    private readonly TemporaryRun run = new();
    private readonly string words;

    public WordListChangeTests()
    {
        SmallCorpus.AddTo(run);
        words = Path.Combine(run.Folder, "polish.txt");
        File.WriteAllText(words, PolishText.Of(0).Replace(' ', '\n'));
        run.Config = run.Config with { Clean = new() { Steps = new() { Statistics = new() { Words = words } } } };
    }

    public void Dispose() => run.Dispose();

    [Test]
    public void Run_ListUnchanged_SkipsEverything()
    {
        run.Run(ranks: 2, UpToSign);
        File.SetLastWriteTimeUtc(words, DateTime.UtcNow.AddDays(1));
        Assert.That(run.Run(ranks: 3, UpToSign).Stages.Select(stage => stage.Units - stage.UnitsSkipped), Is.EqualTo([0, 0, 0]));
    }

    [Test]
    public void Run_ListChanged_CleansAgainAndCountsByTheNewList()
    {
        run.Run(ranks: 2, UpToSign);
        File.WriteAllText(words, "spichlerz\n");

        RunResult result = run.Run(ranks: 3, UpToSign);
        SortedDictionary<string, string> content = WorkContent.Of(run.Work);
        run.Config = run.Config with { Work = Path.Combine(run.Folder, "new") };
        run.Run(ranks: 1, UpToSign);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(result.Stages.Select(stage => stage.Units - stage.UnitsSkipped), Is.EqualTo([0, 4, 4]), "all shards, and what is made from them");
            Assert.That(WorkVerification.Run(run.Work).Faults, Is.Empty);
            Assert.That(content, Is.EqualTo(WorkContent.Of(run.Work)), "the bytes of a run that never saw another list");
        }
    }

    [Test]
    public void Run_WithList_NamesItAmongTheInputs()
    {
        run.Run(ranks: 1, UpToSign);
        StageManifest manifest = ManifestFile.TryLoad(run.Work.Full("clean/prawo/00000-00000.manifest.json"))!;
        Assert.That(manifest.Inputs[1], Is.EqualTo(new FileEntry(words, new FileInfo(words).Length, Proof.HashFile(words))));
    }

    [Test]
    public void Problems_ListGone_IsToldBeforeTheRun()
    {
        File.Delete(words);
        Assert.That(run.Config.Problems().Select(problem => problem.ToString()), Is.EqualTo([$"clean.steps.statistics.words: '{words}' does not exist. Paths are relative to the configuration file."]));
    }
}
