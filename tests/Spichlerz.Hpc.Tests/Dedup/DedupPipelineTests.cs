using System.Runtime.CompilerServices;
using Spichlerz.Hpc.Config;

namespace Spichlerz.Hpc.Tests.Dedup;

/// <summary>The stages up to dedup on corpora that exist: the shipped sample, and the developers' data where they are.</summary>
public sealed class DedupPipelineTests
{
    [Test]
    public void Dedup_ShippedStatute_PutsItsSixVersionsIntoOneCluster()
    {
        string statutes = Path.GetFullPath("../../../configs/quickstart/corpus/prawo_wzorce.jsonl.zst", Path.GetDirectoryName(ThisFile())!);
        using var work = DedupWork.OfDatasets(statutes, CleanSettings.For(CleanProfile.Web));
        work.Run(ranks: 2);
        IReadOnlyList<DedupRow> removed = DedupPromise.Check(work, 0.75);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(work.Rows().Where(row => row.ClusterSize > 1).Select(row => (row.Cluster, row.ClusterSize)), Is.EqualTo(Enumerable.Repeat((work.Rows().First(row => row.ClusterSize > 1).Cluster, 6), 6)));
            Assert.That(removed, Has.Count.EqualTo(5));
            Assert.That(removed.Select(row => row.KeptId).Distinct().Count(), Is.EqualTo(1));
        }
    }

    [Test]
    public void Dedup_AllDevelopersData_KeepsThePromise()
    {
        using var work = DedupWork.OfDatasets(SharedData.PathOf(""), CleanSettings.For(CleanProfile.Social));
        work.Run(ranks: 2);
        DedupRow[] rows = work.Rows();
        IReadOnlyList<DedupRow> removed = DedupPromise.Check(work, 0.75);
        TestContext.Out.WriteLine($"{rows.Length} documents signed, {removed.Count} removed, {work.Manifest().DroppedByReason["exact_duplicate"]} of them exact copies, {work.Manifest().Notes["candidate_pairs"]} candidate pairs, {work.Manifest().Notes["verified_pairs"]} verified");
        Assert.That(rows, Has.Length.GreaterThan(100_000));
        Assert.That(removed, Has.Count.InRange(rows.Length / 100, rows.Length / 2));
    }

    private static string ThisFile([CallerFilePath] string path = "") => path;
}
