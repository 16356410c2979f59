using CsCheck;
using Spichlerz.Hpc.Documents;

namespace Spichlerz.Hpc.Tests.Documents;

public sealed class ShardIdTests
{
    [TestCase("wiki/00000-00000", "wiki", 0, 0)]
    [TestCase("news-2019/00012-00345", "news-2019", 12, 345)]
    [TestCase("web_artykuły źródła/100000-123456", "web_artykuły źródła", 100_000, 123_456)]
    public void Parse_ShardName_IsReadAndWrittenAlike(string text, string dataset, int file, int part)
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(ShardId.Parse(text), Is.EqualTo(new ShardId(dataset, file, part)));
            Assert.That(new ShardId(dataset, file, part).ToString(), Is.EqualTo(text));
        }
    }

    [TestCase("")]
    [TestCase("wiki")]
    [TestCase("/00000-00000")]
    [TestCase("wiki/00000")]
    [TestCase("wiki-00000/00000")]
    [TestCase("wiki/00000-")]
    [TestCase("wiki/-00000")]
    [TestCase("wiki/00000-+0001")]
    [TestCase("wiki/0000x-00000")]
    [TestCase("wiki/00000-99999999999")]
    public void Parse_OtherText_Throws(string text) =>
        Assert.That(() => ShardId.Parse(text), Throws.TypeOf<FormatException>().With.Message.EqualTo($"'{text}' is not a shard's name; the form is DATASET/FFFFF-PPPPP."));

    [Test]
    public void Parse_AnyShard_IsTheInverseOfToString() =>
        Gen.Select(Gen.String[Gen.Char['+', 'z'], 1, 12], Gen.Int[0, int.MaxValue], Gen.Int[0, int.MaxValue]).Sample((dataset, file, part) =>
            ShardId.Parse(new ShardId(dataset, file, part).ToString()) == new ShardId(dataset, file, part), seed: "0000KOGGXKp5", iter: 1000, threads: 1);

    [Test]
    public void CorpusOrder_Shuffled_IsDatasetByCodeUnitThenFileThenPart()
    {
        ShardId[] ordered =
        [
            new("B", 9, 9), new("a", 0, 0), new("a", 0, 1), new("a", 0, 10), new("a", 1, 0), new("a", 10, 0), new("a b", 0, 0), new("a-b", 0, 0), new("ab", 0, 0), new("ą", 0, 0),
        ];
        ShardId[] shuffled = [.. ordered.Reverse().OrderBy(shard => shard.Part)];

        Assert.That(shuffled.Order(ShardId.CorpusOrder), Is.EqualTo(ordered));
    }
}
