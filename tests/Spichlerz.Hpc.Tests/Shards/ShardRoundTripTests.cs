using System.Text;
using CsCheck;
using Spichlerz.Hpc.Documents;
using Spichlerz.Hpc.Manifests;
using Spichlerz.Hpc.Shards;
using Spichlerz.Hpc.Tests.Documents;
using Spichlerz.Hpc.Tests.Sharding;

namespace Spichlerz.Hpc.Tests.Shards;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class ShardRoundTripTests : IDisposable
{
    private const string Remedy = " Remove the file and run again: the stage that wrote it does it anew.";

    private static readonly ShardId Shard = new("zbiór \"A\"", 3, 14);

    private static readonly Gen<string> Text = Gen.Frequency(
        (6, Texts.Any),
        (2, Gen.OneOf("\0", "\"", "\\", "\n", "\r\n", "\t", "😀", "\u001f", "}}", "{\"text\":\"", "\u2028").Array[0, 40].Select(string.Concat)),
        (1, Gen.Int[1000, 9000].Select(length => new string('"', length))));

    private static readonly Gen<string> Json = Gen.OneOf("", "\"a\":1", "\"b\":{\"c\":[{},{\"d\":\"}\"}]}", "\"e\":\"\\\"}\\\\\"", "\"f\":[]", "\"ż\":\"😀\"")
        .Array[0, 4].Select(members => string.Join(',', members.Where(member => member.Length > 0)));

    private readonly InputFiles files = new();

    public void Dispose() => files.Dispose();

    [Test]
    public void ReadBatch_WhatWasWritten_IsTheSame() => Gen.Select(Text, Json, Json, Gen.Int[0, int.MaxValue]).Array[0, 12].Sample(
        documents =>
        {
            FileEntry written = Write([.. documents.Select(document => (document.Item1, document.Item2, document.Item3, document.Item4))]);
            (List<Document> read, FileEntry entry) = Read();
            using (Assert.EnterMultipleScope())
            {
                Assert.That(read.Select(document => (Decode(document.Text), Decode(document.Facts), Decode(document.Meta), document.Row)), Is.EqualTo(documents.Select(document => (document.Item1, document.Item2, document.Item3, document.Item4))));
                Assert.That(read.Select(document => document.Shard), Is.All.EqualTo(Shard));
                Assert.That((entry.Bytes, entry.Xxh3), Is.EqualTo((written.Bytes, written.Xxh3)));
                Assert.That(written.Documents, Is.EqualTo(documents.Length));
                Assert.That(written.TextBytes, Is.EqualTo(documents.Sum(document => Encoding.UTF8.GetByteCount(document.Item1))));
            }
        },
        seed: "0000KFkd4vb1", iter: 150, threads: 1);

    [Test]
    public void Write_Document_HasTheOneForm()
    {
        Write(("Zażółć\n\"\0", "\"language\":{}", "\"url\":\"x\"", 7), ("", "", "", 8));
        Assert.That(Lines(), Is.EqualTo((string[])
        [
            """{"text":"Zażółć\n\"\u0000","meta":{"spichlerz":{"id":"zbiór \"A\"/00003-00014/7","language":{}},"url":"x"}}""",
            """{"text":"","meta":{"spichlerz":{"id":"zbiór \"A\"/00003-00014/8"}}}""",
        ]));
    }

    [Test]
    public void Dispose_WithoutCommit_LeavesNothing()
    {
        using (var writer = new ShardWriter(ShardPath, ShardWriter.InternalLevel, rank: 0))
            writer.Write(Shard, 0, "tekst"u8, [], []);
        Assert.That(Directory.EnumerateFileSystemEntries(Path.GetDirectoryName(ShardPath)!), Is.Empty);
    }

    [Test]
    public void Commit_Always_WritesOneFrameWithAChecksum()
    {
        Write([.. Enumerable.Range(0, 300).Select(row => (new string((char)('a' + (row % 26)), 2000), "", "", row))]);
        byte[] content = File.ReadAllBytes(ShardPath);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(content[4] & 4, Is.EqualTo(4), "the frame header's checksum flag");
            Assert.That(Lines(), Has.Count.EqualTo(300));
            Assert.That(content.AsSpan(4).IndexOf(content.AsSpan(0, 4)), Is.EqualTo(-1), "no second frame");
        }
    }

    [TestCase("""{"txt":"a"}""", """the line does not start with {"text":" """)]
    [TestCase("", """the line does not start with {"text":" """)]
    [TestCase("""{"text":"ab\x","meta":{"spichlerz":{"id":"@/2"}}}""", "the text breaks off at byte 11 of the line (BadEscape)")]
    [TestCase("""{"text":"ab""", "the text breaks off at byte 11 of the line (Unterminated)")]
    [TestCase("""{"text":"ab\ud800","meta":{"spichlerz":{"id":"@/2"}}}""", "the text breaks off at byte 11 of the line (LoneSurrogate)")]
    [TestCase("""{"text":"ab","meta":{"url":"x"}}""", "no meta.spichlerz.id follows the text")]
    [TestCase("""{"text":"ab"}""", "no meta.spichlerz.id follows the text")]
    [TestCase("""{"text":"ab","meta":{"spichlerz":{"id":"inny/00003-00014/2"}}}""", "the document's id does not belong to zbiór \"A\"/00003-00014")]
    [TestCase("""{"text":"ab","meta":{"spichlerz":{"id":"@/x"}}}""", "the document's id does not belong to zbiór \"A\"/00003-00014")]
    [TestCase("""{"text":"ab","meta":{"spichlerz":{"id":"@/2abc"}}}""", "the document's id does not belong to zbiór \"A\"/00003-00014")]
    [TestCase("""{"text":"ab","meta":{"spichlerz":{"id":"@/2","a":{""", "the metadata breaks off")]
    [TestCase("""{"text":"ab","meta":{"spichlerz":{"id":"@/2"},"a":1""", "the metadata breaks off")]
    [TestCase("""{"text":"ab","meta":{"spichlerz":{"id":"@/2"}x"a":1}}""", "the metadata breaks off")]
    public void ReadBatch_ForeignLine_IsRefusedWithItsPlace(string line, string problem)
    {
        string first = """{"text":"zażółć","meta":{"spichlerz":{"id":"@/1"}}}""";
        WriteLines(first, line);
        int offset = Encoding.UTF8.GetByteCount(WithId(first)) + 1;
        Assert.That(() => Read(), Throws.TypeOf<ShardFormatException>().With.Message.EqualTo(
            $"{ShardPath}, line 2, byte {offset} after decompression: {problem.TrimEnd()}.{Remedy}"));
    }

    [Test]
    public void ReadBatch_TornFile_IsRefusedWithItsPlace()
    {
        Write([.. Enumerable.Range(0, 5).Select(row => ("tekst", "", "", row))]);
        byte[] content = File.ReadAllBytes(ShardPath);
        File.WriteAllBytes(ShardPath, content[..^5]);
        Assert.That(() => Read(), Throws.TypeOf<ShardFormatException>().With.Message.Matches(
            $"^{System.Text.RegularExpressions.Regex.Escape(ShardPath)}, line [1-6], byte [0-9]+ after decompression: .+\\.{System.Text.RegularExpressions.Regex.Escape(Remedy)}$"));
    }

    [Test]
    public void ReadBatch_EveryByteChanged_IsNeverReadAsIfWhole()
    {
        Write(("Zażółć gęślą jaźń", "", "\"url\":\"x\"", 0), ("drugi tekst", "", "", 1));
        byte[] content = File.ReadAllBytes(ShardPath);
        List<string> whole = Lines();
        for (int at = 0; at < content.Length; at++)
        {
            byte[] changed = [.. content];
            changed[at] ^= 0x40;
            File.WriteAllBytes(ShardPath, changed);
            Assert.That(IsRefused() || Lines().SequenceEqual(whole), Is.True, $"byte {at} of {content.Length}");
        }
    }

    private string ShardPath => files.Work.Full("clean/x/00003-00014.jsonl.zst");

    private static string Decode(ReadOnlyMemory<byte> utf8) => Encoding.UTF8.GetString(utf8.Span);

    private static string WithId(string line) => line.Replace("@", "zbiór \\\"A\\\"/00003-00014", StringComparison.Ordinal);

    private void WriteLines(params string[] lines)
    {
        using var writer = new ShardWriter(ShardPath, ShardWriter.InternalLevel, rank: 0);
        foreach (string line in lines)
            writer.WriteLine(Encoding.UTF8.GetBytes(WithId(line)));
        writer.Commit("x");
    }

    private FileEntry Write(params (string Text, string Facts, string Meta, int Row)[] documents)
    {
        using var writer = new ShardWriter(ShardPath, ShardWriter.InternalLevel, rank: 0);
        foreach ((string text, string facts, string meta, int row) in documents)
            writer.Write(Shard, row, Encoding.UTF8.GetBytes(text), Encoding.UTF8.GetBytes(facts), Encoding.UTF8.GetBytes(meta));
        return writer.Commit("x");
    }

    private bool IsRefused()
    {
        try
        {
            Read();
            return false;
        }
        catch (ShardFormatException)
        {
            return true;
        }
    }

    /// <summary>All documents, copied out of the reader's buffers.</summary>
    private (List<Document> Documents, FileEntry Entry) Read()
    {
        var documents = new List<Document>();
        using var reader = new ShardReader(ShardPath, Shard);
        while (reader.ReadBatch() is { Count: > 0 } batch)
            documents.AddRange(batch.Select(document => document with { Text = document.Text.ToArray(), Facts = document.Facts.ToArray(), Meta = document.Meta.ToArray() }));
        return (documents, reader.Entry("x"));
    }

    private List<string> Lines()
    {
        using var reader = new StreamReader(new ZstdSharp.DecompressionStream(File.OpenRead(ShardPath), leaveOpen: false));
        return [.. reader.ReadToEnd().TrimEnd('\n').Split('\n')];
    }
}
