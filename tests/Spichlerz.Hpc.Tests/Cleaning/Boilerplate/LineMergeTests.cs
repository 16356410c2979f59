using System.Globalization;
using Spichlerz.Hpc.Cleaning.Boilerplate;
using Spichlerz.Hpc.Config;

namespace Spichlerz.Hpc.Tests.Cleaning.Boilerplate;

public sealed class LineMergeTests
{
    private static readonly BoilerplateSettings Settings = new();

    /// <summary>Shards of 1000 documents, of which each leaves out what it must not pass on.</summary>
    private static CountedLines Shard(params (int Line, int Documents)[] lines) => Shard(1000, lines);

    private static CountedLines Shard(int documents, params (int Line, int Documents)[] lines) =>
        new(documents, [.. lines.Where(line => line.Documents >= LineMerge.ShardThreshold(Settings, documents))
            .Select(line => new CountedLine(CountedLine.Format((ulong)line.Line), line.Documents, 8, Text(line.Line)))]);

    private static string Text(int line) => string.Create(CultureInfo.InvariantCulture, $"Wiersz numer {line} całego tego zbioru");

    private static LineMerge Merge(params IEnumerable<CountedLines> shards)
    {
        var merge = new LineMerge(Settings);
        foreach (CountedLines shard in shards)
            merge.Add(shard);
        return merge;
    }

    [Test]
    public void Frequent_CountsOfShards_AreAddedUp()
    {
        CountedLines frequent = Merge(Shard((1, 300), (2, 190)), Shard((1, 200), (2, 200)), Shard((1, 101), (3, 900))).Frequent();
        Assert.That((frequent.Documents, frequent.Lines.Select(line => (line.Text, line.Documents)).Order().ToArray()), Is.EqualTo((3000L, new[] { (Text(1), 601L), (Text(3), 900L) })));
    }

    [TestCase(200, 0)]
    [TestCase(201, 1)]
    public void Frequent_Share_MustBeExceeded(int documents, int lines) => Assert.That(Merge(Shard((1, documents))).Frequent().Lines, Has.Count.EqualTo(lines));

    [TestCase(19, 0)]
    [TestCase(20, 1)]
    public void Frequent_FewDocuments_SayNothing(int documents, int lines) => Assert.That(Merge(Shard(30, (1, documents))).Frequent().Lines, Has.Count.EqualTo(lines));

    /// <summary>The promise of lossy counting, on lines that come and go between shards of all sizes.</summary>
    [Test]
    public void Frequent_AnyDistribution_FindsAllAboveTheSlackAndNoneBelowTheShare()
    {
        var random = new Random(7);
        int found = 0;
        for (int round = 0; round < 300; round++)
        {
            int[] sizes = [.. Enumerable.Range(0, random.Next(1, 40)).Select(_ => random.Next(100, 2000))];
            var truth = new double[40];
            var shards = new List<CountedLines>();
            foreach (int size in sizes)
            {
                (int Line, int Documents)[] lines = [.. truth.Select((_, line) => (line, random.Next(3) == 0 ? random.Next(size / 50) : random.Next(size / 2)))];
                foreach ((int line, int documents) in lines)
                    truth[line] += documents;
                shards.Add(Shard(size, lines));
            }
            double total = sizes.Sum();
            HashSet<string> frequent = [.. Merge(shards).Frequent().Lines.Select(line => line.Text)];
            found += frequent.Count;
            Assert.That(truth.Index().Where(line => line.Item > 1.1 * Settings.MaxDocumentRatio * total && line.Item >= Settings.MinDocuments).Select(line => Text(line.Index)), Is.SubsetOf(frequent));
            Assert.That(frequent, Is.SubsetOf(truth.Index().Where(line => line.Item > Settings.MaxDocumentRatio * total).Select(line => Text(line.Index))));
        }
        Assert.That(found, Is.GreaterThan(1000), "there is something to find");
    }

    [Test]
    public void Add_LinesThatDoNotComeBack_AreForgotten()
    {
        var merge = new LineMerge(Settings);
        for (int shard = 0; shard < 500; shard++)
            merge.Add(Shard([.. Enumerable.Range(1 + (50 * shard), 50).Select(line => (line, 20)), (1_000_000, 250)]));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(merge.Held, Is.LessThan(200), "of 25,000 lines");
            Assert.That(merge.Frequent().Lines.Single().Documents, Is.EqualTo(500 * 250));
        }
    }

    [TestCase(1, 2)]
    [TestCase(199, 2)]
    [TestCase(200, 3)]
    [TestCase(100_000, 1001)]
    public void ShardThreshold_Documents_LeavesOutAHundredthOfThem(int documents, int threshold) => Assert.That(LineMerge.ShardThreshold(Settings, documents), Is.EqualTo(threshold));
}
