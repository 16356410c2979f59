using Spichlerz.Hpc.Config;
using Spichlerz.Hpc.Runs;

namespace Spichlerz.Hpc.Tests.Runs;

public sealed class RunPreparationTests
{
    [Test]
    public void Prepare_ChangedSettingsOfFinishedStages_AreRefusedByName()
    {
        using TemporaryRun run = Finished();
        run.Config = run.Config with
        {
            Shard = run.Config.Shard with { SizeMib = 32 },
            Clean = CleanSettings.For(CleanProfile.Social),
            Dedup = run.Config.Dedup with { MinSimilarity = 0.8, Priority = ["prawo"] },
        };

        string[] problems = Refused(run, redo: null);

        Assert.That(problems, Is.EqualTo(
        [
            $"shard.size_mib: was 64 when shard was done in {run.Work.Root}, now it is 32. Add --redo shard to do shard, clean, sign, dedup, reduce, release again, or use another work directory.",
            $"clean.profile: was web when clean was done in {run.Work.Root}, now it is social. Add --redo clean to do clean, sign, dedup, reduce, release again, or use another work directory.",
            $"clean.steps.length.min_characters: was 200 when clean was done in {run.Work.Root}, now it is 1. Add --redo clean to do clean, sign, dedup, reduce, release again, or use another work directory.",
            .. ((string[])["gopher_repetition", "gopher_quality", "fineweb"]).Select(step =>
                $"clean.steps.{step}.enabled: was true when clean was done in {run.Work.Root}, now it is false. Add --redo clean to do clean, sign, dedup, reduce, release again, or use another work directory."),
            $"dedup.min_similarity: was 0.75 when dedup was done in {run.Work.Root}, now it is 0.8. Add --redo dedup to do dedup, reduce, release again, or use another work directory.",
            $"dedup.priority: was [] when dedup was done in {run.Work.Root}, now it is [\"prawo\"]. Add --redo dedup to do dedup, reduce, release again, or use another work directory.",
        ]));
    }

    [Test]
    public void Prepare_RefusedSettings_ChangeNothing()
    {
        using TemporaryRun run = Finished();
        SortedDictionary<string, string> before = WorkContent.Of(run.Work);
        run.Config = run.Config with { Sign = new() { Digits = DigitFolding.Fold } };

        string[] problems = Refused(run, redo: "dedup");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(problems, Has.One.StartsWith("sign.digits: was keep when sign was done in "), "--redo of a later stage does not cover it");
            Assert.That(WorkContent.Of(run.Work), Is.EqualTo(before));
        }
    }

    [TestCase("shard")]
    [TestCase("clean")]
    [TestCase("sign")]
    public void Prepare_RedoThatCoversTheStage_DoesItAndWhatFollowsAgain(string redo)
    {
        using TemporaryRun run = Finished();
        run.Config = run.Config with { Sign = new() { Digits = DigitFolding.Fold } };

        RunResult result = run.Run(ranks: 2, redo: redo);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(result.IsComplete, Is.True);
            foreach (StageResult stage in result.Stages)
                Assert.That(stage.UnitsSkipped, Is.EqualTo(StageNames.IsBefore(stage.Stage, redo) ? stage.Units : 0), stage.Stage);
            Assert.That(ConfigFile.LoadResolved(run.Work.ConfigFile)!.Sign.Digits, Is.EqualTo(DigitFolding.Fold));
            Assert.That(RunPreparation.Differences(run.Config, run.Work), Is.Empty);
        }
    }

    [Test]
    public void Prepare_RedoShard_MakesTheSameBytesAnew()
    {
        using TemporaryRun run = Finished();
        SortedDictionary<string, string> before = WorkContent.Of(run.Work);

        run.Run(redo: "shard");

        Assert.That(WorkContent.Of(run.Work), Is.EqualTo(before));
    }

    [Test]
    public void Prepare_SettingsThatChangeNoOutput_AreAccepted()
    {
        using TemporaryRun run = Finished();
        run.Config = run.Config with { Name = "inna", Ranks = 3, MaxQuarantinedFraction = 0.9, Dedup = run.Config.Dedup with { MemoryMib = 16 }, Release = new() { Name = "2026.12" } };

        RunResult result = run.Run();

        Assert.That(result.Stages.Take(5).Select(stage => stage.UnitsSkipped == stage.Units), Is.All.True);
    }

    [Test]
    public void Prepare_ChangedSettingsOfStagesNotYetDone_AreAccepted()
    {
        using var run = new TemporaryRun();
        SmallCorpus.AddTo(run);
        run.Run(stages: ["shard", "clean"]);
        run.Config = run.Config with { Sign = new() { FoldDiacritics = false }, Dedup = new() { Rows = 5 } };

        Assert.That(run.Run().IsComplete, Is.True);
    }

    [Test]
    public void Prepare_WhatInterruptedWritersLeft_IsRemoved()
    {
        using TemporaryRun run = Finished();
        SortedDictionary<string, string> before = WorkContent.Of(run.Work);
        File.WriteAllText(run.Work.Full("clean/prawo/00000-00000.jsonl.zst.tmp-5"), "half");

        RunPreparation.Prepare(run.Config, run.Work, redo: null);

        Assert.That(WorkContent.Of(run.Work), Is.EqualTo(before));
    }

    private static TemporaryRun Finished()
    {
        var run = new TemporaryRun();
        SmallCorpus.AddTo(run);
        run.Run();
        return run;
    }

    private static string[] Refused(TemporaryRun run, string? redo)
    {
        var exception = Assert.Throws<ConfigException>(() => RunPreparation.Prepare(run.Config, run.Work, redo));
        return [.. exception!.Problems.Select(problem => problem.ToString())];
    }
}
