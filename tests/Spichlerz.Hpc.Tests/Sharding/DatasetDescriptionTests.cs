using Spichlerz.Hpc.Runs;
using Spichlerz.Hpc.Sharding;

namespace Spichlerz.Hpc.Tests.Sharding;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class DatasetDescriptionTests : IDisposable
{
    private readonly InputFiles files = new();

    public void Dispose() => files.Dispose();

    [Test]
    public void Read_SpeakLeashManifest_GivesWhatItSays()
    {
        DatasetDescription read = Read("a.manifest", """
            {"project": "SpeakLeash", "name": "inna_nazwa", "description": "Wyroki s\u0105d\u00f3w", "license": "CC-BY-SA 4.0", "category": "Forum", "language": "pl", "file_size": 123,
             "sources": [{"name": "saos", "url": "https://saos.org.pl", "license": "CC0", "license_url": "https://x"}, {"name": "bez adresu"}],
             "stats": {"documents": 5, "quality": {"HIGH": 0.5}}, "category=95%": {"Prawo": 3}, "type": "speakleash_crawls", "disclaimer": "Uwaga", "creation_date": "2023-01-02 03:04:05"}
            """);
        using (Assert.EnterMultipleScope())
        {
            Assert.That((read.Name, read.Description, read.Category, read.Language), Is.EqualTo(("a", "Wyroki sądów", "Forum", "pl")), "the file's name is the dataset's");
            Assert.That((read.License, read.LicenceSpdx, read.CommercialUse), Is.EqualTo(("CC-BY-SA 4.0", "CC-BY-SA-4.0", "yes")));
            Assert.That(read.Sources, Is.EqualTo(new[] { new DatasetSource("saos", "https://saos.org.pl", "CC0"), new DatasetSource("bez adresu", null, null) }));
            Assert.That((read.Type, read.Disclaimer, read.CreationDate), Is.EqualTo(("speakleash_crawls", "Uwaga", "2023-01-02 03:04:05")));
        }
    }

    [TestCase("{}", "", "NOASSERTION", "unknown", Description = "no licence")]
    [TestCase("""{"license":""}""", "", "NOASSERTION", "unknown", Description = "SAOS")]
    [TestCase("""{"license":"TBC"}""", "TBC", "NOASSERTION", "unknown")]
    [TestCase("""{"license":null}""", "", "NOASSERTION", "unknown")]
    [TestCase("""{"license":["CC0"]}""", "", "NOASSERTION", "unknown", Description = "wrong type")]
    [TestCase("""{"licence":"CC BY 4.0"}""", "CC BY 4.0", "CC-BY-4.0", "yes")]
    [TestCase("""{"license":"CC-BY-NC 4.0"}""", "CC-BY-NC 4.0", "CC-BY-NC-4.0", "no")]
    [TestCase("""{"license":"(c) www.onet.pl"}""", "(c) www.onet.pl", "LicenseRef-all-rights-reserved", "no")]
    public void Read_LicenceOfAManifest_IsNormalisedOrUnknown(string json, string license, string spdx, string commercialUse)
    {
        DatasetDescription read = Read("a.manifest", json);
        Assert.That((read.License, read.LicenceSpdx, read.CommercialUse), Is.EqualTo((license, spdx, commercialUse)));
    }

    [TestCase("""{"Category":"Media"}""", "Media", Description = "as the media extractors write it")]
    [TestCase("""{"category":"Forum","Category":"Media"}""", "Forum")]
    [TestCase("{}", "")]
    [TestCase("""{"category":5}""", "")]
    public void Read_CategoryOfAManifest_IsFoundUnderBothNames(string json, string category) =>
        Assert.That(Read("a.manifest", json).Category, Is.EqualTo(category));

    [TestCase("""{"sources":null}""")]
    [TestCase("""{"sources":"saos"}""")]
    [TestCase("""{"sources":[]}""")]
    [TestCase("""{"sources":["saos",5,null]}""")]
    [TestCase("""{"stats":{"documents":[1,2],"year":2020},"file_size":0,"sources":{}}""", Description = "lists instead of numbers, placeholder size")]
    [TestCase("""{"stats":{},}""", Description = "a comma too many")]
    [TestCase("\uFEFF{}", Description = "saved on Windows")]
    public void Read_ManifestWithTraps_IsReadLeniently(string json)
    {
        DatasetDescription read = Read("a.manifest", json);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(read.Sources, Is.Empty);
            Assert.That((read.Language, read.Type, read.Disclaimer, read.CreationDate), Is.EqualTo(("pl", (string?)null, (string?)null, (string?)null)));
        }
    }

    [Test]
    public void Read_SourceJson_GivesOriginsAsSources()
    {
        DatasetDescription read = Read("a.source.json", """
            {"name": "a", "category": "legal", "languages": ["cs"], "licence": "LicenseRef-PL-official-material",
             "origins": [{"repository": "KrzysztofBogdan/Kodeks_karny", "commit": "4b99d20", "licence": "MIT"}, {"package": "manpages-pl"}]}
            """);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(read.Sources, Is.EqualTo(new[] { new DatasetSource("KrzysztofBogdan/Kodeks_karny", "KrzysztofBogdan/Kodeks_karny@4b99d20", "MIT"), new DatasetSource("manpages-pl", null, null) }));
            Assert.That((read.Category, read.Language, read.LicenceSpdx, read.CommercialUse, read.Type), Is.EqualTo(("legal", "cs", "LicenseRef-PL-official-material", "yes", "external_dataset")));
        }
    }

    [Test]
    public void Read_NoDescription_LeavesTheLicenceUnknown()
    {
        var read = DatasetDescription.Read(new Dataset("a", [], null));
        Assert.That((read.Name, read.Language, read.LicenceSpdx, read.CommercialUse, read.Sources.Length), Is.EqualTo(("a", "pl", "NOASSERTION", "unknown", 0)));
    }

    [TestCase("{\n\"license\": CC0}", ", line 2: 'C' is an invalid start of a value. Mend or remove it; without it the licence is unknown.")]
    [TestCase("", ", line 1: The input does not contain any JSON tokens. Mend or remove it; without it the licence is unknown.")]
    [TestCase("{\"license\":\"CC0\",\n\"license\":\"MIT\"}", ": Duplicate property 'license' encountered during deserialization. Mend or remove it; without it the licence is unknown.")]
    [TestCase("[]", " is not a JSON object. Mend or remove it; without it the licence is unknown.")]
    [TestCase("null", " is not a JSON object. Mend or remove it; without it the licence is unknown.")]
    public void Read_BrokenDescription_SaysWhere(string json, string problem) =>
        Assert.That(() => Read("a.manifest", json), Throws.TypeOf<InvalidDataException>().With.Message.EqualTo(Path.Combine(files.Folder, "a.manifest") + problem));

    [Test]
    public void Save_Description_IsLoadedAgain()
    {
        DatasetDescription read = Read("a.manifest", """{"license":"CC0","sources":[{"name":"źródło","url":"x"}]}""");
        DatasetDescriptionFile.Save(files.Work, read);
        DatasetDescription loaded = DatasetDescriptionFile.Load(files.Work, "a");
        Assert.That(loaded with { Sources = [] }, Is.EqualTo(read with { Sources = [] }));
        Assert.That(loaded.Sources, Is.EqualTo(read.Sources));
    }

    [Test]
    public void Save_SameDescription_LeavesTheFileAlone()
    {
        WorkDirectory work = files.Work;
        DatasetDescription read = Read("a.manifest", "{}");
        DatasetDescriptionFile.Save(work, read);
        string path = work.Full(DatasetDescriptionFile.PathOf("a"));
        File.SetLastWriteTimeUtc(path, DateTime.UnixEpoch);
        DatasetDescriptionFile.Save(work, read);
        DateTime untouched = File.GetLastWriteTimeUtc(path);
        DatasetDescriptionFile.Save(work, read with { Category = "Forum" });
        Assert.That((untouched, File.GetLastWriteTimeUtc(path) > untouched), Is.EqualTo((DateTime.UnixEpoch, true)));
    }

    private DatasetDescription Read(string name, string json) => DatasetDescription.Read(new Dataset("a", [], files.Write(name, json)));
}
