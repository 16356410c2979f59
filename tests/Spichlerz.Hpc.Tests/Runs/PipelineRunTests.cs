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
}
