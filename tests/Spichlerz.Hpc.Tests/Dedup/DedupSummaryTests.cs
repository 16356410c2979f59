using System.Text.Json;
using Spichlerz.Hpc.Config;
using Spichlerz.Hpc.Dedup;
using Spichlerz.Hpc.Documents;

namespace Spichlerz.Hpc.Tests.Dedup;

public sealed class DedupSummaryTests
{
    private const string Expected = """
        {
          "documents": 7,
          "removed": 4,
          "removed_exact": 2,
          "candidate_pairs": 7,
          "verified_pairs": 7,
          "rejected_pairs": 0,
          "min_similarity": 0.75,
          "candidate_probability": {
            "0.50": 0.2702,
            "0.55": 0.4296,
            "0.60": 0.6154,
            "0.65": 0.7916,
            "0.70": 0.9182,
            "0.75": 0.9802,
            "0.80": 0.9977,
            "0.85": 0.9999,
            "0.90": 1,
            "0.95": 1
          },
          "datasets": {
            "akty": {
              "documents": 3,
              "removed": 1,
              "removed_exact": 1,
              "by_cluster_size": {
                "1": 1,
                "2": 2
              },
              "removed_for": {
                "akty": 1
              },
              "alarm": false
            },
            "źródła": {
              "documents": 4,
              "removed": 3,
              "removed_exact": 1,
              "by_cluster_size": {
                "3-4": 4
              },
              "removed_for": {
                "źródła": 3
              },
              "alarm": true
            }
          }
        }

        """;

    [Test]
    public void Save_SmallCorpus_IsTheExpectedFile()
    {
        using DedupWork work = Small();
        work.Run(ranks: 2);
        Assert.That(File.ReadAllText(work.Work.Full(DedupSummary.FileName)), Is.EqualTo(Expected));
    }

    [Test]
    public void SaveOverlap_DuplicatesAcrossDatasets_CountsThemByBoth()
    {
        var random = new Random(2);
        SignatureRecord a = SignatureRecords.Any(random, 0), b = SignatureRecords.Any(random, 1);
        using var work = DedupWork.OfSignatures((new("a", 0, 0), [a, b, b with { Row = 2 }]), (new("b", 0, 0), [a, b]), (new("c", 0, 0), [a]));
        work.Licences["b"] = LicenceClass.PublicDomain;
        work.Run();
        List<string> rows = DedupWork.Query($"SELECT dataset, kept_dataset, removed FROM read_parquet('{work.Work.Full(DedupSummary.OverlapName)}')", row => $"{row.GetString(0)} for {row.GetString(1)}: {row.GetInt64(2)}");
        Assert.That(rows, Is.EqualTo(["a for b: 3", "c for b: 1"]));
    }

    [Test]
    public void Make_OtherBanding_TellsItsCurve()
    {
        var summary = DedupSummary.Make(new DedupCounts(), 0, 0, new DedupSettings { Bands = 14, Rows = 8 });
        // FineWeb's published figures for 14 bands of 8 rows, in per cent.
        Assert.That(summary.CandidateProbability.Skip(4).Take(4).Select(point => Math.Round(100 * point.Value, 1)), Is.EqualTo([56.4, 77.2, 92.4, 98.8]));
    }

    [TestCase(1u, "1")]
    [TestCase(2u, "2")]
    [TestCase(3u, "3-4")]
    [TestCase(4u, "3-4")]
    [TestCase(5u, "5-8")]
    [TestCase(100_000u, "65537-131072")]
    public void Name_ClusterSize_IsItsClass(uint size, string expected) => Assert.That(ClusterSizes.Name(size), Is.EqualTo(expected));

    [Test]
    public void Add_PartsOfRanks_SumsAndSortsClassesBySize()
    {
        var total = new DedupCounts();
        foreach (uint size in (uint[])[16, 1, 3, 9, 2])
        {
            var part = new DedupCounts();
            part.Count("a", new Decision(1, 0, size, 0, 0, 100, 1), "b");
            part.Count("a", new Decision(0, 0, size, 0, 0, 128, 0), "a");
            total.Add(JsonSerializer.Deserialize<DedupCounts>(JsonSerializer.SerializeToUtf8Bytes(part))!);
        }
        using (Assert.EnterMultipleScope())
        {
            Assert.That(total.Datasets["a"].ByClusterSize, Is.EqualTo(new Dictionary<string, long> { ["1"] = 2, ["2"] = 2, ["3-4"] = 2, ["9-16"] = 4 }));
            Assert.That(total.Datasets["a"].RemovedFor, Is.EqualTo(new Dictionary<string, long> { ["b"] = 5 }));
            Assert.That((total.Datasets["a"].Documents, total.Datasets["a"].Removed, total.Datasets["a"].RemovedExact, total.Datasets["a"].Alarm), Is.EqualTo((10, 5, 5, false)));
        }
    }

    private static DedupWork Small()
    {
        var random = new Random(1);
        SignatureRecord a = SignatureRecords.Any(random, 0), b = SignatureRecords.Any(random, 1), c = SignatureRecords.Any(random, 0);
        return DedupWork.OfSignatures(
            (new("akty", 0, 0), [a, b, a with { Row = 2 }]),
            (new("źródła", 0, 0), [c, SignatureRecords.Like(c, random, 1, 3), SignatureRecords.Like(c, random, 2, 2)]),
            (new("źródła", 0, 1), [c with { Row = 0 }]));
    }
}
