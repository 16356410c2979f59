using System.Globalization;

namespace Spichlerz.Hpc.Tests.Dedup;

/// <summary>The targets on labelled pairs: developers' data where they are, and a made corpus of the same kind everywhere.</summary>
public sealed class DedupTargetsTests
{
    [Test]
    public void Dedup_MadeCorpusWithGradedEdits_MeetsTheTargets()
    {
        string[] texts = GradedEdits();
        using var work = DedupWork.OfTexts(("zmiany", texts));
        work.Run();
        DedupRow[] rows = work.Rows();
        var exact = ExactShingles.OfWords(texts);
        DedupTargets.CheckRecall(rows, exact.Pairs(0.80), "folded words");
        Assert.That(DedupTargets.RemovedRightly(rows, exact.Jaccard, "folded words"), Is.GreaterThanOrEqualTo(0.99));
        DedupPromise.Check(work, 0.75);
    }

    [Test]
    public void Dedup_LabelledPairs_MeetsTheTargets()
    {
        (string Id, string Text)[] documents = [.. SharedData.Read("neardup/docs").Select(document => (document.Meta.GetProperty("id").GetString()!, document.Text))];
        using var work = DedupWork.OfDatasets(SharedData.PathOf("neardup/docs.jsonl.zst"));
        work.Run(ranks: 2);
        DedupRow[] rows = work.Rows();
        Assert.That(rows, Has.Length.EqualTo(documents.Length));
        Dictionary<string, int> places = documents.Select((document, place) => (document.Id, place)).ToDictionary();
        Dictionary<(int, int), double> labelled = File.ReadLines(SharedData.PathOf("neardup/all_pairs_ge030.tsv")).Skip(1).Select(line => line.Split('\t'))
            .ToDictionary(cells => Pair(places[cells[0]], places[cells[1]]), cells => double.Parse(cells[2], CultureInfo.InvariantCulture));
        var exact = ExactShingles.OfWords(documents.Select(document => document.Text));
        DedupTargets.CheckRecall(rows, labelled.Select(pair => (pair.Key.Item1, pair.Key.Item2, pair.Value)), "labels (tokens at white space)");
        DedupTargets.CheckRecall(rows, exact.Pairs(0.80), "folded words");
        // The labels see a text that lost its diacritics or punctuation as another one, so this figure is told and not judged.
        DedupTargets.RemovedRightly(rows, (a, b) => labelled.GetValueOrDefault(Pair(a, b)), "labels (tokens at white space)");
        Assert.That(DedupTargets.RemovedRightly(rows, exact.Jaccard, "folded words"), Is.GreaterThanOrEqualTo(0.99));
        DedupPromise.Check(work, 0.75);
    }

    /// <summary>1,500 texts and one edited version of each, from hardly alike to nearly equal.</summary>
    private static string[] GradedEdits()
    {
        var writer = new WrittenTexts(seed: 20261125);
        var texts = new List<string>();
        for (int i = 0; i < 1500; i++)
        {
            string[] words = writer.Words(writer.Next(120, 500));
            texts.Add(writer.Text(words));
            texts.Add(writer.Text(writer.Edit(words, writer.Next(0.45, 0.99))));
        }
        return [.. texts];
    }

    private static (int, int) Pair(int a, int b) => (Math.Min(a, b), Math.Max(a, b));
}
