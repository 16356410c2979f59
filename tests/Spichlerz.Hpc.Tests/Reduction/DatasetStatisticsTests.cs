using System.Text;
using System.Text.Json.Nodes;
using CsCheck;
using Spichlerz.Hpc.Documents;
using Spichlerz.Hpc.Reduction;

namespace Spichlerz.Hpc.Tests.Reduction;

public sealed class DatasetStatisticsTests
{
    [Test]
    public void ToJson_Documents_SumsCountsAndAveragesMeans()
    {
        var statistics = new DatasetStatistics();
        statistics.Add(Of("\"statistics\":{\"characters\":100,\"words\":20,\"sentences\":2,\"avg_word_length\":4.5,\"avg_sentence_length\":10}"));
        statistics.Add(Of("\"licence\":\"MIT\",\"statistics\":{\"characters\":11,\"words\":2,\"sentences\":1,\"stopwords\":1,\"avg_word_length\":5.0001,\"avg_sentence_length\":2}"));
        statistics.Add(Of("")); // a document without statistics still is one

        JsonObject json = statistics.ToJson();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(json["documents"]!.GetValue<long>(), Is.EqualTo(3));
            Assert.That(json["characters"]!.GetValue<long>(), Is.EqualTo(111));
            Assert.That(json["words"]!.GetValue<long>(), Is.EqualTo(22));
            Assert.That(json["sentences"]!.GetValue<long>(), Is.EqualTo(3));
            Assert.That(json["stopwords"]!.GetValue<long>(), Is.EqualTo(1));
            Assert.That(json["avg_word_length"]!.GetValue<double>(), Is.EqualTo(Math.Round(9.5001 / 3, 4)));
            Assert.That(json["avg_sentence_length"]!.GetValue<double>(), Is.EqualTo(4));
        }
    }

    [Test]
    public void ToJson_NoDocuments_HasZerosNotNaN() =>
        Assert.That(new DatasetStatistics().ToJson().Where(member => member.Value is JsonValue).Select(member => member.Value!.ToJsonString()), Is.All.EqualTo("0"));

    [Test]
    public void Add_StatisticsOfAnEarlierRun_AreNotCounted()
    {
        var statistics = new DatasetStatistics();
        statistics.Add(Of("\"previous\":{\"id\":\"a\",\"statistics\":{\"words\":900}},\"statistics\":{\"words\":2}"));

        Assert.That(statistics.ToJson()["words"]!.GetValue<long>(), Is.EqualTo(2));
    }

    [Test]
    public void ToJson_AnyCounts_IsTheirSum() => Gen.Int[0, 1_000_000].Array[1, 20].Sample(words =>
    {
        var statistics = new DatasetStatistics();
        foreach (int count in words)
            statistics.Add(Of($"\"statistics\":{{\"words\":{count},\"unknown\":7}}"));
        return statistics.ToJson()["words"]!.GetValue<long>() == words.Sum(count => (long)count);
    }, seed: "0000KOGGXKp5", iter: 200, threads: 1);

    private static Document Of(string facts) => new(new ShardId("a", 0, 0), 0, default, Encoding.UTF8.GetBytes(facts), default);
}
