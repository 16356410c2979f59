using Spichlerz.Hpc.Config;
using Spichlerz.Hpc.Dedup;
using Spichlerz.Hpc.Dedup.Spilling;
using Spichlerz.Hpc.Documents;
using Spichlerz.Hpc.Runs;

namespace Spichlerz.Hpc.Tests.Dedup;

public sealed class CandidateSearchTests
{
    [Test]
    public void Find_KnownSignatures_GivesFirstWithEachAndEachWithNext()
    {
        var random = new Random(1);
        SignatureRecord[] records = [.. Enumerable.Range(0, 7).Select(row => SignatureRecords.Any(random, row))];
        // Documents 1, 3, 4 and 6 agree in band 2 (slots 12 to 17); 0 and 5 agree in all but the last slot of band 0; 2 has no words.
        foreach (int row in (int[])[3, 4, 6])
            ((ReadOnlySpan<ushort>)records[1].Slots).Slice(12, 6).CopyTo(((Span<ushort>)records[row].Slots)[12..]);
        records[5].Slots = records[0].Slots;
        records[5].Slots[5]++;
        records[2] = records[1] with { Row = 2, HasWords = 0 };
        using var work = DedupWork.OfSignatures((new("a", 0, 0), records[..3]), (new("a", 1, 0), records[3..]));
        CandidatePair[][] found = Find(work, 2, new() { Bands = 4 }, out _);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(found[0], Is.Empty);
            Assert.That(found[1], Is.EqualTo([new CandidatePair(0, 5)]));
            Assert.That(found[2], Is.EqualTo([new CandidatePair(0, 5), new CandidatePair(1, 3), new CandidatePair(1, 4), new CandidatePair(1, 6), new CandidatePair(3, 4), new CandidatePair(4, 6)]));
            Assert.That(found[3], Is.EqualTo([new CandidatePair(0, 5)]));
        }
    }

    [TestCase(1)]
    [TestCase(2)]
    [TestCase(5)]
    public void Find_LittleMemory_SpillsAndGivesTheSamePairs(int ranks)
    {
        var random = new Random(2);
        SignatureRecord[] family = SignatureRecords.Family(random, 3000);
        SignatureRecord[] records = [.. family, .. Enumerable.Range(0, 60_000).Select(row => SignatureRecords.Any(random, family.Length + row))];
        using var work = DedupWork.OfSignatures([.. records.Chunk(20_000).Select((part, file) => (new ShardId("a", file, 0), part))]);
        CandidatePair[][] inMemory = Find(work, ranks, new() { Bands = 3, MemoryMib = 1024 }, out long none);
        CandidatePair[][] spilled = Find(work, ranks, new() { Bands = 3, MemoryMib = 1 }, out long bytes);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(none, Is.Zero);
            Assert.That(bytes, Is.GreaterThan(1 << 20));
            for (int band = 0; band < 3; band++)
            {
                Assert.That(inMemory[band], Is.EqualTo(Naive(records, band, rows: 6)));
                Assert.That(spilled[band], Is.EqualTo(inMemory[band]));
            }
        }
    }

    /// <summary>Pairs by comparing rows as they are.</summary>
    internal static SortedSet<CandidatePair> Naive(SignatureRecord[] records, int band, int rows)
    {
        var pairs = new SortedSet<CandidatePair>();
        IEnumerable<uint[]> groups = Enumerable.Range(0, records.Length).Where(i => records[i].HasWords == 1)
            .GroupBy(i => string.Join(',', ((ReadOnlySpan<ushort>)records[i].Slots).Slice(band * rows, rows).ToArray()), i => (uint)i).Select(group => group.ToArray());
        foreach (uint[] group in groups)
        {
            for (int i = 1; i < group.Length; i++)
            {
                pairs.Add(new(group[0], group[i]));
                pairs.Add(new(group[i - 1], group[i]));
            }
        }
        return pairs;
    }

    /// <summary>The pairs of each band on all ranks; also checks that each is where its smaller document lives.</summary>
    private static CandidatePair[][] Find(DedupWork work, int ranks, DedupSettings settings, out long spilledBytes)
    {
        OrdinalMap ordinals = work.Ordinals(ranks);
        var found = new List<CandidatePair>[ranks, settings.Bands];
        long spilled = 0;
        ThreadRanks.Run(ranks, group =>
        {
            using var store = new SignatureStore(work.Work, ordinals, group.Rank);
            using var spill = new SpillFolder(work.Work.Full($"spill-{group.Rank}"));
            using var search = new CandidateSearch(settings, group, ordinals, spill, CancellationToken.None);
            using SignatureScan scan = store.Scan();
            search.Collect([.. Enumerable.Range(0, settings.Bands)], scan);
            for (int band = 0; band < settings.Bands; band++)
            {
                found[group.Rank, band] = [];
                using SortedRecords<CandidatePair> pairs = search.Find(band);
                for (RecordCursor<CandidatePair> cursor = pairs.Read(1 << 20); cursor.MoveNext();)
                    found[group.Rank, band].Add(cursor.Current);
                Assert.That(found[group.Rank, band], Is.Ordered.And.Unique);
                Assert.That(found[group.Rank, band].Select(pair => ordinals.OwnerOf(pair.A)), Is.All.EqualTo(group.Rank));
            }
            Interlocked.Add(ref spilled, spill.Bytes);
        });
        spilledBytes = spilled;
        return [.. Enumerable.Range(0, settings.Bands).Select(band => Enumerable.Range(0, ranks).SelectMany(rank => found[rank, band]).Order().ToArray())];
    }
}
