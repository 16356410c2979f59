using Spichlerz.Hpc.Config;
using Spichlerz.Hpc.Dedup;

namespace Spichlerz.Hpc.Tests.Dedup;

public sealed class DedupStageTests
{
    private static readonly (int Start, int Group)[] SliceStarts =
    [
        (0, 0), (20, 0), (50, 0), (400, 1), (420, 1), (800, 2), (810, 2), (820, 2), (840, 2), (860, 2),
        (1205, 3), (1215, 3), (1225, 3), (1245, 3), (1600, 4), (2000, 5),
    ];

    [Test]
    public void Run_PlantedCorpus_KeepsThePromise([Values(0.5, 0.75, 0.85)] double minSimilarity)
    {
        using DedupWork work = Planted(seed: 1);
        work.Run(ranks: 2, new DedupSettings { MinSimilarity = minSimilarity });
        IReadOnlyList<DedupRow> removed = DedupPromise.Check(work, minSimilarity);
        Assert.That(removed, Has.Count.GreaterThan(100));
    }

    [Test]
    public void Run_AnyRanks_WritesEqualBytes()
    {
        using DedupWork work = Planted(seed: 2);
        work.Run(ranks: 1);
        SortedDictionary<string, string> expected = work.Files();
        Assert.That(expected, Has.Count.EqualTo(6), "four tables, summary and overlap");
        foreach (int ranks in (int[])[2, 3, 7])
        {
            work.Run(ranks);
            Assert.That(work.Files(), Is.EqualTo(expected), $"{ranks} ranks");
        }
    }

    [Test]
    public void Run_DocumentsWithoutWords_AreNeverRemoved()
    {
        string[] wordless = ["", " ", "...", "—", "?!\n", "", "...", "🙂 🙂", "- - - - - - -"];
        using var work = DedupWork.OfTexts(("puste", [.. wordless, "słowo", "słowo"]));
        work.Run();
        DedupPromise.Check(work, 0.75);
        Assert.That(work.Rows().Select(row => row.Keeper), Is.EqualTo([.. wordless.Select(_ => true), true, false]));
    }

    [Test]
    public void Run_TextsShorterThanAShingle_MatchOnlyTheirOwnWords()
    {
        using var work = DedupWork.OfTexts(("krótkie", ["Ala ma kota", "ala MA kotá!", "Ala ma", "kota ma Ala", "Ala ma kota i", "nie", "nie nie", "nie nie nie nie nie", "nie nie nie nie nie nie"]));
        work.Run();
        DedupPromise.Check(work, 0.75);
        // The longer spelling stays; one repeated word has one shingle however often it stands there, if it stands there five times.
        Assert.That(work.Rows().Select(row => (row.Cluster, row.Keeper)), Is.EqualTo(new (long, bool)[]
            { (0, false), (0, true), (2, true), (3, true), (4, true), (5, true), (6, true), (7, false), (7, true) }));
    }

    [Test]
    public void Run_HundredThousandCopies_KeepsOne()
    {
        var writer = new WrittenTexts(seed: 3);
        string page = writer.Text(writer.Words(60)), other = writer.Text(writer.Words(60));
        using var work = DedupWork.OfTexts(("kopie", [other, .. Enumerable.Repeat(page, 100_000)]));
        work.Run(ranks: 2);
        DedupRow[] rows = work.Rows();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(rows.Where(row => row.Keeper).Select(row => row.Id), Is.EqualTo(["kopie/00000-00000/0", "kopie/00000-00000/1"]));
            Assert.That(rows.Skip(2).Select(row => row.KeptId).Distinct(), Is.EqualTo(["kopie/00000-00000/1"]));
            Assert.That(work.Manifest().DroppedByReason["exact_duplicate"], Is.EqualTo(99_999));
            Assert.That(work.Manifest().Notes["candidate_pairs"], Is.EqualTo(99_999 + 99_998), "the first with each, and each with the next");
        }
    }

    /// <summary>Idea of the case: datatrove's test_minhash.</summary>
    [TestCase(1, 0)]
    [TestCase(2, 1)]
    [TestCase(8, 2)]
    public void Run_SlicesOfOneText_FindsTheSixGroups(int ranks, int shuffle)
    {
        var writer = new WrittenTexts(seed: 4);
        string text = writer.Text(writer.Words(600));
        (int Start, int Group)[] slices = [.. SliceStarts];
        new Random(shuffle).Shuffle(slices);
        string[] texts = [.. slices.Select(slice => text.Substring(slice.Start, 400))];
        using var work = DedupWork.OfTexts(("wycinki", texts));
        work.Run(ranks);
        DedupRow[] rows = work.Rows();
        SignatureRecord[] records = [.. work.Records().Values];
        var exact = ExactShingles.OfWords(texts);
        using (Assert.EnterMultipleScope())
        {
            for (int a = 0; a < slices.Length; a++)
            {
                for (int b = a + 1; b < slices.Length; b++)
                {
                    double jaccard = exact.Jaccard(a, b);
                    Assert.That(rows[a].Cluster == rows[b].Cluster, Is.EqualTo(slices[a].Group == slices[b].Group), $"{slices[a]}, {slices[b]}, J = {jaccard}");
                    Assert.That(Signature.Similarity(records[a].Slots, records[b].Slots) / (double)Signature.Slots, Is.EqualTo(jaccard).Within(0.21));
                    // What makes the groups: neighbours are above min_similarity, slices of different groups far below.
                    if (slices[a].Group != slices[b].Group)
                        Assert.That(jaccard, Is.LessThan(0.4));
                    else if (Math.Abs(slices[a].Start - slices[b].Start) <= 20)
                        Assert.That(jaccard, Is.GreaterThan(0.75));
                }
            }
        }
        DedupPromise.Check(work, 0.75);
    }

    /// <summary>Three datasets and an empty one: near-duplicates of all degrees within and across them, copies, empty and tiny texts.</summary>
    private static DedupWork Planted(int seed)
    {
        var writer = new WrittenTexts(seed);
        string repeated = string.Join(' ', Enumerable.Repeat("bardzo", 300));
        var texts = new List<string> { "", "...", "Ala ma kota", "ala ma kota!", repeated, repeated + " bardzo", "" };
        for (int i = 0; i < 150; i++)
        {
            string[] words = writer.Words(writer.Next(4, 200));
            texts.Add(writer.Text(words));
            for (int edits = writer.Next(0, 4); edits > 0; edits--)
                texts.Add(writer.Text(words = writer.Edit(words, writer.Next(0.6, 1.0))));
        }
        string[] shuffled = [.. texts];
        new Random(seed).Shuffle(shuffled);
        int third = shuffled.Length / 3;
        return DedupWork.OfTexts(("akty", shuffled[..third]), ("blogi", shuffled[third..(2 * third)]), ("puste", []), ("wieści", shuffled[(2 * third)..]));
    }
}
