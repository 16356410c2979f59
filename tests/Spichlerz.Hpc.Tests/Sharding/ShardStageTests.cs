using Spichlerz.Hpc.Config;
using Spichlerz.Hpc.Manifests;
using static Spichlerz.Hpc.Tests.Sharding.InputFiles;

namespace Spichlerz.Hpc.Tests.Sharding;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class ShardStageTests : IDisposable
{
    private static readonly string First = Record("pierwszy", 1), Last = Record("ostatni", 2);

    // RFC 8878: a frame header without content size has 6 bytes; block type 3 is reserved.
    private const int FirstBlock = 6;
    private const byte ReservedType = 3 << 1;

    private readonly InputFiles files = new();

    public void Dispose() => files.Dispose();

    [Test]
    public void Run_WholeFile_GivesEveryDocumentItsId()
    {
        string path = files.Write("a.jsonl", $"{First}\n{Last}\n");
        ShardedFile sharded = files.Shard(path);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(sharded.Documents, Is.EqualTo(new ReadDocument[] { new("zbiór/00000-00000/0", "pierwszy", "", "\"nr\":1"), new("zbiór/00000-00000/1", "ostatni", "", "\"nr\":2") }));
            Assert.That(sharded.Manifest.Inputs, Is.EqualTo(new[] { new FileEntry(path, new FileInfo(path).Length, Proof.HashFile(path)) }));
            Assert.That(sharded.Manifest.Outputs, Has.Length.EqualTo(1), "no quarantine where all was readable");
            Assert.That((sharded.Manifest.Read, sharded.Manifest.Kept, sharded.Manifest.Quarantined), Is.EqualTo((2, 2, 0)));
            Assert.That(sharded.Manifest.Notes, Is.Empty);
        }
    }

    [Test]
    public void Run_BrokenJson_QuarantinesThatLine() =>
        ExpectOneInTheMiddle("""{"text":"urwany""", "broken_json", "byte 15 of the line: Expected end of string, but instead reached end of data");

    [Test]
    public void Run_InvalidUtf8_QuarantinesThatLine() =>
        ExpectOneInTheMiddle([.. "{\"text\":\"za\xBF\xF3\xB3\xE6\"}".Select(letter => (byte)letter)], "invalid_utf8", "byte 11 of the line is not valid UTF-8");

    [Test]
    public void Run_LoneSurrogate_QuarantinesThatLine() =>
        ExpectOneInTheMiddle("""{"text":"znak \ud83d bez pary","meta":{}}""", "lone_surrogate", "Cannot read incomplete UTF-16 JSON text as string with missing low surrogate.");

    [Test]
    public void Run_EmptyLine_QuarantinesThatLine() => ExpectOneInTheMiddle("", "empty_line", "the line is empty");

    [Test]
    public void Run_NoText_QuarantinesThatLine() => ExpectOneInTheMiddle("""{"meta":{}}""", "no_text", "the record has no member named text");

    [Test]
    public void Run_LineOverTheLimit_QuarantinesItsHead()
    {
        string line = Record(new string('ż', 600_000));
        ExpectOneInTheMiddle(line, "line_too_long", $"the line has {Utf8(line).Length} bytes; shard.max_document_mib is 1", new ShardSettings { MaxDocumentMib = 1 });
    }

    [Test]
    public void Run_LineOfExactlyTheLimit_IsADocument()
    {
        string line = Record(new string('x', (1 << 20) - Record("").Length));
        ShardedFile sharded = files.Shard(files.Write("a.jsonl", line + "\n"), new ShardSettings { MaxDocumentMib = 1 });
        Assert.That((Utf8(line).Length, sharded.Documents.Count, sharded.Quarantine.Count), Is.EqualTo((1 << 20, 1, 0)));
    }

    [Test]
    public void Run_TruncatedFrame_QuarantinesTheLostRestAsOne()
    {
        byte[] lost = Zstd($"{Record("stracony")}\n{Last}\n");
        ExpectDamage("a.jsonl.zst", [.. Zstd($"{First}\n"), .. lost[..^10]], [First]);
    }

    [Test]
    public void Run_CorruptFrame_QuarantinesTheLostRestAsOne()
    {
        byte[] lost = Zstd($"{Record("stracony")}\n{Last}\n");
        lost[FirstBlock] |= ReservedType;
        ExpectDamage("a.jsonl.zst", [.. Zstd($"{First}\n"), .. lost, .. Zstd($"{Last}\n")], [First]);
    }

    [Test]
    public void Run_WrongChecksum_IsCountedThoughTheLinesBeforeItArePassedOn()
    {
        byte[] frame = Zstd($"{First}\n{Last}\n");
        frame[^1] ^= 1;
        ShardedFile sharded = files.Shard(files.Write("a.jsonl.zst", frame));
        using (Assert.EnterMultipleScope())
        {
            // A frame is checked at its end, when its lines have been read; what the failing call had in hand is lost.
            Assert.That(sharded.Texts, Is.EqualTo(((string[])["pierwszy", "ostatni"]).Take(sharded.Documents.Count)));
            Assert.That(sharded.Quarantine.Select(record => record.Reason), Is.EqualTo((string[])["damaged_file"]));
            Assert.That((sharded.Manifest.Quarantined, sharded.Manifest.Notes.ContainsKey("lost_compressed_bytes")), Is.EqualTo((1, true)));
        }
    }

    [Test]
    public void Run_TruncatedGzip_QuarantinesTheLostRestAsOne() =>
        ExpectDamage("a.jsonl.gz", [.. Gzip($"{First}\n"), .. Gzip($"{Last}\n")[..^12]], [First]);

    [Test]
    public void Run_CorruptFrameOfALargeFile_NotesTheCompressedBytesThatFollow()
    {
        byte[] noise = new byte[1_500_000];
        new Random(7).NextBytes(noise);
        byte[] lost = Zstd(Record(Convert.ToBase64String(noise)) + "\n");
        lost[FirstBlock] |= ReservedType;
        string path = files.Write("a.jsonl.zst", [.. Zstd($"{First}\n"), .. lost]);
        ShardedFile sharded = files.Shard(path);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(sharded.Texts, Is.EqualTo((string[])["pierwszy"]));
            Assert.That(sharded.Quarantine.Select(record => record.Reason), Is.EqualTo((string[])["damaged_file"]));
            Assert.That(sharded.Manifest.Notes["lost_compressed_bytes"], Is.GreaterThan(lost.Length / 2).And.LessThan(lost.Length));
            Assert.That(sharded.Manifest.Inputs[0].Xxh3, Is.EqualTo(Proof.HashFile(path)), "the input is hashed to its end nevertheless");
        }
    }

    [Test]
    public void Run_WindowOverTheLimit_QuarantinesTheFileAndTellsWhy()
    {
        string path = files.Write("a.jsonl.zst", ZstdFrame(28, Utf8($"{First}\n")));
        ShardedFile refused = files.Shard(path), allowed = files.Shard(path, new ShardSettings { MaxWindowLog = 28 });
        using (Assert.EnterMultipleScope())
        {
            Assert.That(refused.Quarantine.Select(record => (record.Reason, record.Error)), Is.EqualTo(new[] { ("damaged_file", "Frame requires too much memory for decoding; the rest of this file is lost") }));
            Assert.That(allowed.Texts, Is.EqualTo((string[])["pierwszy"]));
        }
    }

    [TestCase("a.jsonl")]
    [TestCase("a.jsonl.gz")]
    [TestCase("a.jsonl.zst")]
    public void Run_EmptyFile_WritesOneEmptyShard(string name)
    {
        ShardedFile sharded = files.Shard(files.Write(name, []));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(sharded.Documents, Is.Empty);
            Assert.That(sharded.Manifest.Read, Is.Zero);
            Assert.That(sharded.Manifest.Outputs.Select(output => (output.Path, output.Documents)), Is.EqualTo(new[] { ("shard/zbiór/00000-00000.jsonl.zst", 0L) }));
        }
    }

    [Test]
    public void Run_Crlf_IsReadLikeLineFeeds() => ExpectAllKept($"{First}\r\n{Last}\r\n");

    [Test]
    public void Run_ByteOrderMark_IsPassedOver() => ExpectAllKept($"\uFEFF{First}\n{Last}\n");

    [Test]
    public void Run_NoFinalNewline_ReadsTheLastLine() => ExpectAllKept($"{First}\n{Last}");

    [Test]
    public void Run_PythonLiteralAsMeta_IsKeptAndCounted()
    {
        ShardedFile sharded = files.Shard(files.Write("a.jsonl", "{\"text\":\"a\",\"meta\":\"{'url': 'x'}\"}\n"));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(sharded.Documents.Single().Meta, Is.EqualTo("\"unparsed_meta\":\"{'url': 'x'}\""));
            Assert.That(sharded.Manifest.Notes, Is.EqualTo(new Dictionary<string, long> { ["meta_kept_as_text"] = 1 }));
        }
    }

    [Test]
    public void Run_TextOverTheShardSize_BeginsANewPart()
    {
        string[] texts = [.. Enumerable.Range(0, 5).Select(i => new string((char)('a' + i), 400_000))];
        ShardedFile sharded = files.Shard(files.Write("a.jsonl", string.Join('\n', texts.Select(text => Record(text)))), new ShardSettings { SizeMib = 1 });
        using (Assert.EnterMultipleScope())
        {
            Assert.That(sharded.Documents.Select(document => document.Id), Is.EqualTo((string[])["zbiór/00000-00000/0", "zbiór/00000-00000/1", "zbiór/00000-00000/2", "zbiór/00000-00001/0", "zbiór/00000-00001/1"]));
            Assert.That(sharded.Texts, Is.EqualTo(texts));
            Assert.That(sharded.Manifest.Outputs.Select(output => (output.Path, output.Documents, output.TextBytes)), Is.EqualTo(new[]
            {
                ("shard/zbiór/00000-00000.jsonl.zst", 3L, 1_200_000L), ("shard/zbiór/00000-00001.jsonl.zst", 2L, 800_000L),
            }));
        }
    }

    [Test]
    public void Run_TextOfExactlyTheShardSize_LeavesNoEmptyPart()
    {
        ShardedFile sharded = files.Shard(files.Write("a.jsonl", Record(new string('x', 1 << 20))), new ShardSettings { SizeMib = 1 });
        Assert.That(sharded.Manifest.Outputs, Has.Length.EqualTo(1));
    }

    [Test]
    public void Run_ShorterVersionOfTheInput_RemovesPartsAndQuarantineOfTheLongerOne()
    {
        string big = Record(new string('x', 1 << 20));
        var settings = new ShardSettings { SizeMib = 1 };
        files.Shard(files.Write("a.jsonl", $"{big}\n{big}\nzepsuty\n"), settings);
        string other = files.Write("work/shard/zbiór/00001-00001.jsonl.zst", "of another input file");
        string[] before = AllFiles();
        files.Shard(files.Write("a.jsonl", $"{First}\n"), settings);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(before, Is.EqualTo((string[])["quarantine/zbiór/00000.jsonl.zst", "shard/zbiór/00000-00000.jsonl.zst", "shard/zbiór/00000-00001.jsonl.zst", "shard/zbiór/00001-00001.jsonl.zst"]));
            Assert.That(AllFiles(), Is.EqualTo((string[])["shard/zbiór/00000-00000.jsonl.zst", "shard/zbiór/00001-00001.jsonl.zst"]));
            Assert.That(File.Exists(other), Is.True);
        }
    }

    [Test]
    public void Run_SameContentInEveryCompression_WritesTheSameShards()
    {
        string content = $"{First}\n{Last}\n";
        string[] paths = [files.Write("a.jsonl", content), files.Write("a.jsonl.gz", Gzip(content)), files.Write("a.jsonl.zst", Zstd(content))];
        Assert.That(paths.Select(path => files.Shard(path).Manifest.Outputs[0].Xxh3).Distinct().Count(), Is.EqualTo(1));
    }

    private string[] AllFiles() =>
        [.. Directory.EnumerateFiles(files.Work.Root, "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(files.Work.Root, file)).Order(StringComparer.Ordinal)];

    private void ExpectAllKept(string content)
    {
        ShardedFile sharded = files.Shard(files.Write("a.jsonl", content));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(sharded.Texts, Is.EqualTo((string[])["pierwszy", "ostatni"]));
            Assert.That(sharded.Documents.Select(document => document.Meta), Is.EqualTo((string[])["\"nr\":1", "\"nr\":2"]));
            Assert.That((sharded.Manifest.Read, sharded.Manifest.Kept, sharded.Manifest.Quarantined), Is.EqualTo((2, 2, 0)));
        }
    }

    private void ExpectOneInTheMiddle(string line, string reason, string error, ShardSettings? settings = null) => ExpectOneInTheMiddle(Utf8(line), reason, error, settings);

    /// <summary>The line between two good ones, in a compressed file: both survive and the quarantine tells all of the one between.</summary>
    private void ExpectOneInTheMiddle(byte[] line, string reason, string error, ShardSettings? settings = null)
    {
        string path = files.Write("zbiór.jsonl.zst", Zstd([.. Utf8(First), (byte)'\n', .. line, (byte)'\n', .. Utf8(Last), (byte)'\n']));
        ShardedFile sharded = files.Shard(path, settings);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(sharded.Texts, Is.EqualTo((string[])["pierwszy", "ostatni"]));
            Assert.That(sharded.Documents.Select(document => document.Id), Is.EqualTo((string[])["zbiór/00000-00000/0", "zbiór/00000-00000/1"]));
            Assert.That(sharded.Quarantine, Is.EqualTo(new[] { new QuarantineRecord("zbiór.jsonl.zst", 2, Utf8(First).Length + 1, line.Length, reason, error, Convert.ToBase64String(line[..Math.Min(line.Length, 4096)])) }));
            Assert.That((sharded.Manifest.Read, sharded.Manifest.Kept, sharded.Manifest.Quarantined), Is.EqualTo((3, 2, 1)));
            Assert.That(sharded.Manifest.Notes, Is.EqualTo(new Dictionary<string, long> { [$"quarantined_{reason}"] = 1 }));
            Assert.That(sharded.Manifest.Outputs[^1], Is.EqualTo(Entry("quarantine/zbiór/00000.jsonl.zst", documents: 1)));
        }
    }

    private void ExpectDamage(string name, byte[] content, string[] survivors)
    {
        string path = files.Write(name, content);
        ShardedFile sharded = files.Shard(path);
        QuarantineRecord record = sharded.Quarantine.Single();
        int before = survivors.Sum(line => Utf8(line).Length + 1);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(sharded.Texts, Is.EqualTo((string[])["pierwszy"]));
            Assert.That((record.File, record.Line, record.Offset, record.Reason), Is.EqualTo((name, survivors.Length + 1, before, "damaged_file")));
            Assert.That(record.Error, Does.EndWith("; the rest of this file is lost"));
            Assert.That(record.HeadBytes, Has.Length.EqualTo(record.Bytes), "what could be read of the line");
            Assert.That((sharded.Manifest.Read, sharded.Manifest.Kept, sharded.Manifest.Quarantined), Is.EqualTo((2, 1, 1)));
            Assert.That(sharded.Manifest.Notes.Keys, Is.EqualTo((string[])["lost_compressed_bytes", "quarantined_damaged_file"]));
            Assert.That((sharded.Manifest.Inputs[0].Bytes, sharded.Manifest.Inputs[0].Xxh3), Is.EqualTo((content.Length, Proof.HashFile(path))));
        }
    }

    private FileEntry Entry(string relativePath, long documents)
    {
        string path = files.Work.Full(relativePath);
        return new FileEntry(relativePath, new FileInfo(path).Length, Proof.HashFile(path), documents, 0);
    }
}
