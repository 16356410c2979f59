using CsCheck;
using Spichlerz.Hpc.Config;
using Spichlerz.Hpc.Dedup;
using Spichlerz.Hpc.Documents;

namespace Spichlerz.Hpc.Tests.Dedup;

public sealed class PairVerificationTests
{
    [TestCase(0.75, 96)]
    [TestCase(0.7501, 97)]
    [TestCase(1.0, 128)]
    [TestCase(0.0, 0)]
    [TestCase(0.7, 90)]
    [TestCase(97 / 128.0, 97)]
    public void MinEqualSlots_Similarity_IsTheSmallestThatReachesIt(double minSimilarity, int expected) =>
        Assert.That(PairVerification.MinEqualSlots(minSimilarity), Is.EqualTo(expected));

    /// <summary>A pair met in several bands counts once, whatever the ranks and rounds; clusters are the components of verified pairs.</summary>
    [Test]
    public void Verify_PairsOfManyBands_ComparesEachOnce() => Gen.Select(Gen.Int[0, 1_000_000], Gen.Int[1, 5], Gen.Int[1, 4]).Sample((seed, ranks, shards) =>
    {
        SignatureRecord[] records = SignatureRecords.Family(new Random(seed), 200);
        var settings = new DedupSettings { MinSimilarity = 0.8 };
        CandidatePair[] candidates = [.. Enumerable.Range(0, settings.Bands).SelectMany(band => CandidateSearchTests.Naive(records, band, settings.Rows)).Distinct()];
        CandidatePair[] verified = [.. candidates.Where(pair => SignatureKernel.EqualSlotsScalar(records[pair.A].Slots, records[pair.B].Slots) >= 103)];
        var clusters = new UnionFind();
        foreach (CandidatePair pair in verified)
            clusters.Union(pair.A, pair.B);
        using var work = DedupWork.OfSignatures([.. records.Chunk(200 / shards).Select((part, file) => (new ShardId("a", file, 0), part))]);
        work.Run(ranks, settings);
        DedupPromise.Check(work, settings.MinSimilarity);
        Assert.That(work.Manifest().Notes["candidate_pairs"], Is.EqualTo(candidates.Length));
        Assert.That(work.Manifest().Notes["verified_pairs"], Is.EqualTo(verified.Length));
        Assert.That(work.Rows().Select(row => row.Cluster), Is.EqualTo(Enumerable.Range(0, records.Length).Select(ordinal => (long)clusters.Find((uint)ordinal))));
    }, seed: "0000000000005", iter: 12, threads: 1);
}
