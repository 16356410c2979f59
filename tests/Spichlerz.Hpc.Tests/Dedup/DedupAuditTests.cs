using System.Text.Json;
using Spichlerz.Hpc.Dedup;
using Spichlerz.Hpc.Dedup.Auditing;
using Spichlerz.Hpc.Manifests;
using Spichlerz.Hpc.Runs;
using Spichlerz.Hpc.Sharding;

namespace Spichlerz.Hpc.Tests.Dedup;

public sealed class DedupAuditTests
{
    private static readonly string[] ToDedup = ["shard", "clean", "sign", "dedup"];

    [Test]
    public void Run_PlantedDuplicates_FindsTheirExactSimilarity([Values(1, 3)] int ranks)
    {
        using TemporaryRun run = Planted(out List<string> texts);
        AuditReport report = Audit(run, ranks, pairs: 1000);
        var exact = ExactShingles.OfWords(texts);
        JsonElement saved = JsonDocument.Parse(File.ReadAllText(run.Work.Full(DedupSummary.FileName))).RootElement.GetProperty("audit");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(report.Pairs, Is.EqualTo(ManifestFile.TryLoad(run.Work.Full(DedupStage.ManifestPath))!.DroppedByReason.Values.Sum()).And.GreaterThan(20));
            foreach (AuditedPair pair in report.LeastSimilar)
                Assert.That(pair.Jaccard, Is.EqualTo(exact.Jaccard(RowOf(pair.Removed), RowOf(pair.Kept))).Within(1e-4), pair.Removed);
            Assert.That(report.Least, Is.EqualTo(report.LeastSimilar[0].Jaccard));
            Assert.That(report.ByJaccard.Values.Sum(), Is.EqualTo(report.Pairs));
            Assert.That(saved.GetProperty("pairs").GetInt32(), Is.EqualTo(report.Pairs));
            Assert.That(saved.GetProperty("least_similar")[0].GetProperty("removed").GetString(), Is.EqualTo(report.LeastSimilar[0].Removed));
            Assert.That(WorkVerification.Run(run.Work).Faults, Is.Empty, "the manifest knows the new summary");
            Assert.That(run.Run(1, ToDedup).Stages[^1].UnitsSkipped, Is.EqualTo(1), "deduplication is still proven done");
        }
    }

    [Test]
    public void Run_FewPairs_DrawsTheSameOnAnyRanks()
    {
        using TemporaryRun run = Planted(out _);
        AuditReport[] reports = [Audit(run, 1, pairs: 7), Audit(run, 2, pairs: 7), Audit(run, 5, pairs: 7)];
        Assert.That(reports.Select(report => report.Pairs), Is.All.EqualTo(7));
        Assert.That(reports.Select(report => string.Join(' ', report.LeastSimilar.Select(pair => pair.Removed))).Distinct().Count(), Is.EqualTo(1));
    }

    [Test]
    public void Run_NothingRemoved_SaysSo()
    {
        using var run = new TemporaryRun();
        run.AddDataset("a", "CC0", [TemporaryRun.Record(string.Join(' ', Enumerable.Repeat("Ala ma kota, a kot ma Alę i psa.", 10)))]);
        AuditReport report = Audit(run, 1, pairs: 10);
        Assert.That((report.Pairs, report.Precision, report.PrecisionLow, report.PrecisionHigh), Is.EqualTo((0, 1, 0, 1)));
    }

    /// <summary>Reference values: R's binom.confint(method = "wilson").</summary>
    [TestCase(10, 10, 0.7225, 1)]
    [TestCase(95, 100, 0.8882, 0.9785)]
    [TestCase(0, 20, 0, 0.1611)]
    public void Wilson_KnownShares_GivesKnownIntervals(int hits, int trials, double low, double high) =>
        Assert.That(AuditReport.Wilson(hits, trials), Is.EqualTo((low, high)));

    private static int RowOf(string id) => int.Parse(id[(id.LastIndexOf('/') + 1)..]);

    private static AuditReport Audit(TemporaryRun run, int ranks, int pairs)
    {
        var catalogue = DatasetCatalogue.Find(run.Config);
        var context = new RunContext(run.Config, _ => Serilog.Core.Logger.None, new SilentObserver(), CancellationToken.None);
        var reports = new AuditReport[ranks];
        ThreadRanks.Run(ranks, group => reports[group.Rank] = new PipelineRun(context, catalogue, group) { AuditPairs = pairs }.Run(ToDedup, null).Audit!);
        return reports[^1];
    }

    private static TemporaryRun Planted(out List<string> texts)
    {
        var writer = new WrittenTexts(seed: 12);
        texts = [];
        for (int i = 0; i < 30; i++)
        {
            string[] words = writer.Words(120);
            texts.Add(writer.Text(words));
            texts.Add(writer.Text(writer.Edit(words, writer.Next(0.7, 1.0))));
        }
        var run = new TemporaryRun();
        run.AddDataset("a", "CC0", texts.Select(text => TemporaryRun.Record(text)));
        run.Config = run.Config with { Clean = DedupWork.NoSteps };
        return run;
    }
}
