using Spichlerz.Hpc.Config;
using Spichlerz.Hpc.Dedup;
using Spichlerz.Hpc.Manifests;
using Spichlerz.Hpc.Runs;

namespace Spichlerz.Hpc.Tests.Dedup;

/// <summary>Incremental deduplication: what earlier runs kept stays, what is like it goes.</summary>
public sealed class DedupAgainstTests
{
    private static readonly string[] ToDedup = ["shard", "clean", "sign", "dedup"];

    private readonly WrittenTexts writer = new(seed: 9);

    [Test]
    public void Run_AgainstTwoEarlierRuns_NamesTheirDocuments()
    {
        string[] a = writer.Words(80), b = writer.Words(80), c = writer.Words(80), fresh = writer.Words(80);
        string oldA = writer.Text(a), oldB = writer.Text(b), oldC = writer.Text(c);
        using TemporaryRun first = Finished("pierwszy", "stare", oldA, oldB), second = Finished("drugi", "stare", oldC);
        using TemporaryRun now = New("trzeci", "nowe", writer.Text(writer.Edit(a, 0.95)), writer.Text(fresh), oldB, oldC, writer.Text(fresh));
        now.Config = now.Config with { Dedup = new() { Against = [first.Config.Work, second.Config.Work] } };
        Assert.That(now.Run(ranks: 1, ToDedup).IsComplete, Is.True);
        List<(string KeptId, bool Keeper, double Similarity)> rows = Rows(now);
        StageManifest manifest = ManifestFile.TryLoad(now.Work.Full(DedupStage.ManifestPath))!;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(rows.Select(row => row.KeptId), Is.EqualTo(["pierwszy:stare/00000-00000/0", "", "pierwszy:stare/00000-00000/1", "drugi:stare/00000-00000/0", "nowe/00000-00000/1"]));
            Assert.That(rows.Select(row => row.Similarity), Is.All.AtLeast(0.75));
            Assert.That((manifest.Read, manifest.Kept), Is.EqualTo((5, 1)), "earlier documents are not this run's");
            Assert.That(manifest.DroppedByReason["exact_duplicate"], Is.EqualTo(2), "the same words in other sentences are no exact copy");
            Assert.That(File.ReadAllText(now.Work.Full(DedupSummary.FileName)), Does.Contain("\"pierwszy:stare\": 2").And.Contain("\"drugi:stare\": 1"));
            Assert.That(now.Run(ranks: 1, ToDedup).Stages[^1].UnitsSkipped, Is.EqualTo(1), "proven done");
        }
    }

    /// <summary>A document that the earlier run removed is in no release: what is like it only must not go for it.</summary>
    [Test]
    public void Run_LikeARemovedOneOnly_Stays()
    {
        string[] kept = writer.Words(200), near = writer.Edit(kept, 0.85), far = writer.Edit(near, 0.85);
        using TemporaryRun first = Finished("pierwszy", "stare", writer.Text(kept) + " I jeszcze parę słów, żeby ten tekst był dłuższy od drugiego.", writer.Text(near));
        Assert.That(Rows(first).Select(row => row.Keeper), Is.EqualTo([true, false]));
        using TemporaryRun now = New("drugi", "nowe", writer.Text(far));
        now.Config = now.Config with { Dedup = new() { Against = [first.Config.Work] } };
        now.Run(ranks: 1, ToDedup);
        Assert.That(Rows(now).Single().Keeper, Is.True);
        Assert.That(ManifestFile.TryLoad(now.Work.Full(DedupStage.ManifestPath))!.Notes["candidate_pairs"], Is.LessThanOrEqualTo(1));
    }

    [Test]
    public void Run_AnyRanks_WritesEqualBytes()
    {
        string[][] texts = [.. Enumerable.Range(0, 60).Select(_ => writer.Words(60))];
        using TemporaryRun first = Finished("pierwszy", "stare", [.. texts.Take(40).Select(writer.Text)]);
        using TemporaryRun now = New("drugi", "nowe", [.. texts.Skip(20).Select(words => writer.Text(writer.Edit(words, 0.9)))]);
        now.Config = now.Config with { Dedup = new() { Against = [first.Config.Work] }, Shard = new() { SizeMib = 1 } };
        List<string[]> seen = [];
        foreach (int ranks in (int[])[1, 2, 5])
        {
            now.Run(ranks, ToDedup, redo: "dedup");
            seen.Add([.. Directory.EnumerateFiles(now.Work.Stage("dedup"), "*", SearchOption.AllDirectories)
                .Where(path => !path.EndsWith(ManifestFile.Suffix, StringComparison.Ordinal)).Order(StringComparer.Ordinal).Select(Proof.HashFile)]);
        }
        Assert.That(seen[1], Is.EqualTo(seen[0]));
        Assert.That(seen[2], Is.EqualTo(seen[0]));
        Assert.That(Rows(now).Count(row => row.KeptId.StartsWith("pierwszy:", StringComparison.Ordinal)), Is.InRange(15, 20));
    }

    [Test]
    public void Run_EarlierRunDoneAgain_IsDoneAgain()
    {
        string text = writer.Text(writer.Words(80)), other = writer.Text(writer.Words(80));
        using TemporaryRun first = Finished("pierwszy", "stare", other), now = New("drugi", "nowe", text);
        now.Config = now.Config with { Dedup = new() { Against = [first.Config.Work] } };
        now.Run(ranks: 1, ToDedup);
        Assert.That(Rows(now).Single().Keeper, Is.True);
        first.AddDataset("stare2", "CC0", [TemporaryRun.Record(text)]);
        first.Run(ranks: 1, ToDedup);
        now.Run(ranks: 1, ToDedup);
        Assert.That(Rows(now).Single().KeptId, Is.EqualTo("pierwszy:stare2/00000-00000/0"));
    }

    [Test]
    public void Run_UnfitEarlierRuns_AreAllNamedBeforeAnythingIsDone()
    {
        string text = writer.Text(writer.Words(80));
        using TemporaryRun same = Finished("drugi", "stare", text), signedOtherwise = New("trzeci", "stare", text), now = New("drugi", "nowe", text);
        signedOtherwise.Config = signedOtherwise.Config with { Sign = new() { Digits = DigitFolding.Fold } };
        signedOtherwise.Run(ranks: 1, ToDedup);
        string unfinished = Path.Combine(now.Folder, "nic");
        now.Config = now.Config with { Dedup = new() { Against = [unfinished, same.Config.Work, signedOtherwise.Config.Work, now.Config.Work] } };
        ConfigException fault = Assert.Throws<RankFailedException>(() => now.Run(ranks: 1, ToDedup))?.InnerException as ConfigException ?? throw new AssertionException("another exception");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(fault.Message, Does.Contain($"'{unfinished}' holds no finished dedup (dedup/corpus.manifest.json is missing). Run it to its end first."));
            Assert.That(fault.Message, Does.Contain($"'{same.Config.Work}' is a run named 'drugi', as another one here is"));
            Assert.That(fault.Message, Does.Contain($"'{signedOtherwise.Config.Work}' was signed with other sign: settings"));
            Assert.That(fault.Message, Does.Contain($"'{now.Config.Work}' is this run's own work directory."));
            Assert.That(Directory.Exists(now.Work.Stage("shard")), Is.False);
        }
    }

    private static TemporaryRun New(string name, string dataset, params string[] texts)
    {
        var run = new TemporaryRun();
        run.AddDataset(dataset, "CC0", texts.Select(text => TemporaryRun.Record(text)));
        run.Config = run.Config with { Name = name, Clean = DedupWork.NoSteps };
        return run;
    }

    private static TemporaryRun Finished(string name, string dataset, params string[] texts)
    {
        TemporaryRun run = New(name, dataset, texts);
        Assert.That(run.Run(ranks: 2, ToDedup).IsComplete, Is.True);
        return run;
    }

    private static List<(string KeptId, bool Keeper, double Similarity)> Rows(TemporaryRun run) => DedupWork.Query(
        $"SELECT kept_id, keeper, similarity FROM read_parquet('{run.Work.Full("dedup")}/*/*.parquet', filename = true, file_row_number = true) ORDER BY filename, file_row_number",
        row => (row.GetString(0), row.GetBoolean(1), row.GetDouble(2)));
}
