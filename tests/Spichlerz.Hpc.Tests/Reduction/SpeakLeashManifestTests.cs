using System.Text;
using Spichlerz.Hpc.Documents;
using Spichlerz.Hpc.Reduction;
using Spichlerz.Hpc.Sharding;

namespace Spichlerz.Hpc.Tests.Reduction;

public sealed class SpeakLeashManifestTests
{
    private static readonly DatasetDescription Description = new(
        "web_artykuły_źródła", "Artykuły z „sieci” 😀", "Internet", "pl", "CC-BY-SA 3.0", "CC-BY-SA-3.0", "yes",
        [new DatasetSource("Źródło", "https://example.org/", "CC-BY-SA 3.0"), new DatasetSource("drugie", null, null)], "external_dataset", "Bez gwarancji", "2023-01-01 00:00:00");

    [Test]
    public void Write_FullDescription_IsTheGoldenFile()
    {
        var statistics = new DatasetStatistics();
        statistics.Add(new Document(new ShardId("a", 0, 0), 0, default,
            Encoding.UTF8.GetBytes("\"statistics\":{\"characters\":100,\"words\":20,\"sentences\":2,\"punctuations\":4,\"symbols\":1,\"stopwords\":5,\"camel_case\":0,\"capitalized_words\":3,\"avg_word_length\":4.5,\"avg_sentence_length\":10.3333}"), default));

        string json = Encoding.UTF8.GetString(SpeakLeashManifest.Write(Description, statistics, fileBytes: 1234, new DateOnly(2026, 11, 30)));

        Assert.That(json, Is.EqualTo(GoldenFile.Expected("speakleash.manifest", json)));
    }

    [Test]
    public void Write_PolishDescription_IsAsciiOnly() => // some servers call it ISO-8859-1
        Assert.That(SpeakLeashManifest.Write(Description, new DatasetStatistics(), 0, null), Is.All.LessThan((byte)128));

    [Test]
    public void Write_NothingKnown_LeavesKeysOut()
    {
        string json = Encoding.UTF8.GetString(SpeakLeashManifest.Write(
            Description with { Type = null, Disclaimer = null, CreationDate = null, Sources = [] }, new DatasetStatistics(), fileBytes: 0, date: null));

        using (Assert.EnterMultipleScope())
        {
            foreach (string key in new[] { "type", "disclaimer", "creation_date", "updated_date", "update_date" })
                Assert.That(json, Does.Not.Contain($"\"{key}\":"));
            Assert.That(json, Does.Contain("\"sources\": []"));
        }
    }
}
