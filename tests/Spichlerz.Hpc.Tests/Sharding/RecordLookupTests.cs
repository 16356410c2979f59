using System.Text;
using Spichlerz.Hpc.Config;
using Spichlerz.Hpc.Sharding;

namespace Spichlerz.Hpc.Tests.Sharding;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class RecordLookupTests : IDisposable
{
    private readonly InputFiles files = new();

    public void Dispose() => files.Dispose();

    private RunConfig Config => new() { Name = "próba", Corpus = [], Work = files.Work.Root };

    private static string Lines => $"\uFEFF{InputFiles.Record("zero")}\n{{\"text\":\n{InputFiles.Record("dwa")}\n";

    [TestCase("", "zero")]
    [TestCase(":0", "zero")]
    [TestCase(":2", "dwa")]
    public void Find_FileAndRow_IsTheDocument(string row, string expected)
    {
        foreach (string path in new[] { files.Write("a.jsonl", Lines), files.Write("b.jsonl.zst", InputFiles.Zstd(Lines)), files.Write("c.jsonl.gz", InputFiles.Gzip(Lines)) })
            Assert.That(Encoding.UTF8.GetString(RecordLookup.Find(path + row, Config).Document!.Text.Span), Is.EqualTo(expected), path);
    }

    [Test]
    public void Find_FileWithAColonInItsName_IsThatFile() =>
        Assert.That(RecordLookup.Find(files.Write("a:7.jsonl", Lines), Config).Document, Is.Not.Null);

    [Test]
    public void Find_UnreadableRecord_SaysWhyAsQuarantineDoes()
    {
        string path = files.Write("a.jsonl", Lines);
        FoundRecord record = RecordLookup.Find(path + ":1", Config);
        QuarantineRecord quarantined = files.Shard(path).Quarantine.Single();
        Assert.That((record.Document, record.Fault!.Reason, record.Fault.Detail), Is.EqualTo(((object?)null, quarantined.Reason, quarantined.Error)));
    }

    [Test]
    public void Find_Id_IsTheDocumentThatShardHasWritten()
    {
        files.Shard(files.Write("a.jsonl", Lines));
        FoundRecord record = RecordLookup.Find("zbiór/00000-00000/1", Config);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Encoding.UTF8.GetString(record.Document!.Text.Span), Is.EqualTo("dwa"), "ids pass over what was quarantined");
            Assert.That(() => RecordLookup.Find("zbiór/00000-00000/2", Config), Throws.TypeOf<InvalidDataException>().With.Message.EndsWith("has 2 rows, 0 to 1; there is no row 2."));
            Assert.That(() => RecordLookup.Find("zbiór/00001-00000/0", Config), Throws.TypeOf<FileNotFoundException>().With.Message.Contains("run spichlerz shard first"));
        }
    }

    [Test]
    public void Find_WhatIsNotThere_IsToldWithWhatThereIs()
    {
        string path = files.Write("a.jsonl", Lines), empty = files.Write("b.jsonl", ""), other = files.Write("c.txt", Lines);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(() => RecordLookup.Find(path + ":3", Config), Throws.TypeOf<InvalidDataException>().With.Message.EqualTo($"{path} has 3 rows, 0 to 2; there is no row 3."));
            Assert.That(() => RecordLookup.Find(empty, Config), Throws.TypeOf<InvalidDataException>().With.Message.EqualTo($"{empty} has 0 rows; there is no row 0."));
            Assert.That(() => RecordLookup.Find(other, Config), Throws.TypeOf<InvalidDataException>().With.Message.EndsWith("names end in .jsonl.zst, .jsonl.gz, .jsonl."));
            Assert.That(() => RecordLookup.Find(path + "x:1", Config), Throws.TypeOf<FileNotFoundException>().With.Message.Contains("names no file"));
        }
    }
}
