using System.Text;
using Spichlerz.Hpc.Manifests;
using Spichlerz.Hpc.Shards;
using Spichlerz.Hpc.Tests.Sharding;
using static Spichlerz.Hpc.Tests.Sharding.InputFiles;

namespace Spichlerz.Hpc.Tests.Shards;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class JsonlFileTests : IDisposable
{
    private const string First = "{\"text\":\"zażółć\"}\n", Second = "{\"text\":\"gęślą\"}\n";

    private readonly InputFiles files = new();

    public void Dispose() => files.Dispose();

    private static IEnumerable<TestCaseData> WholeFiles()
    {
        byte[] skippable = SkippableFrame([1, 2, 3, 4, 5]), empty = Zstd("");
        yield return Case("plain.jsonl", Utf8(First + Second));
        yield return Case("one member.jsonl.gz", Gzip(First + Second));
        yield return Case("two members.jsonl.gz", [.. Gzip(First), .. Gzip(Second)]);
        yield return Case("cut inside a line.jsonl.gz", [.. Gzip(First[..5]), .. Gzip(First[5..] + Second)]);
        yield return Case("empty member.jsonl.gz", [.. Gzip(""), .. Gzip(First), .. Gzip(""), .. Gzip(Second), .. Gzip("")]);
        yield return Case("zeros after the last.jsonl.gz", [.. Gzip(First + Second), .. new byte[5000]]);
        yield return Case("one frame.jsonl.zst", Zstd(First + Second));
        yield return Case("two frames.jsonl.zst", [.. Zstd(First), .. Zstd(Second)]);
        yield return Case("cut inside a line.jsonl.zst", [.. Zstd(First[..5]), .. Zstd(First[5..] + Second)]);
        yield return Case("skippable first.jsonl.zst", [.. skippable, .. Zstd(First), .. Zstd(Second)]);
        yield return Case("skippable between.jsonl.zst", [.. Zstd(First), .. skippable, .. Zstd(Second)]);
        yield return Case("skippable last.jsonl.zst", [.. Zstd(First), .. Zstd(Second), .. skippable]);
        yield return Case("empty skippable.jsonl.zst", [.. SkippableFrame([]), .. Zstd(First + Second), .. SkippableFrame([])]);
        yield return Case("empty frames.jsonl.zst", [.. empty, .. Zstd(First), .. empty, .. Zstd(Second), .. empty]);
        yield return Case("window of 128 MiB.jsonl.zst", ZstdFrame(27, Utf8(First + Second)));

        static TestCaseData Case(string name, byte[] content) => new TestCaseData(name, content).SetArgDisplayNames(name);
    }

    [TestCaseSource(nameof(WholeFiles))]
    public void Open_WholeFile_GivesItsContentAndTheHashOfItsBytes(string name, byte[] content)
    {
        string path = files.Write(name, content);
        Content read = Read(path);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(read.Damage, Is.Null);
            Assert.That(read.Text, Is.EqualTo(First + Second));
            Assert.That(read.Bytes, Is.EqualTo(content.Length));
            Assert.That(read.Xxh3, Is.EqualTo(Proof.HashFile(path)));
        }
    }

    [TestCase("nothing.jsonl")]
    [TestCase("nothing.jsonl.gz")]
    [TestCase("nothing.jsonl.zst")]
    public void Open_EmptyFile_GivesNothing(string name)
    {
        Content read = Read(files.Write(name, []));
        Assert.That((read.Text, read.Damage), Is.EqualTo(("", (Exception?)null)));
    }

    [Test]
    public void Open_OnlySkippableFrame_GivesNothing()
    {
        Content read = Read(files.Write("a.jsonl.zst", SkippableFrame([9])));
        Assert.That((read.Text, read.Damage), Is.EqualTo(("", (Exception?)null)));
    }

    [TestCase(28)]
    [TestCase(31)]
    public void Open_LargerWindow_IsRefusedByTheDecompressor(int windowLog)
    {
        Content read = Read(files.Write("a.jsonl.zst", ZstdFrame(windowLog, Utf8(First))));
        Assert.That(read.Damage?.Message, Is.EqualTo("Frame requires too much memory for decoding"));
    }

    [Test]
    public void Open_LargerWindowAllowed_IsRead()
    {
        Content read = Read(files.Write("a.jsonl.zst", ZstdFrame(28, Utf8(First))), maxWindowLog: 28);
        Assert.That((read.Text, read.Damage), Is.EqualTo((First, (Exception?)null)));
    }

    [Test]
    public void Open_SmallerWindowDemanded_RefusesWhatIsLarger()
    {
        string path = files.Write("a.jsonl.zst", ZstdFrame(20, Utf8(First)));
        Assert.That((Read(path, maxWindowLog: 20).Damage, Read(path, maxWindowLog: 19).Damage is null), Is.EqualTo(((Exception?)null, false)));
    }

    private static IEnumerable<TestCaseData> DamagedFiles()
    {
        byte[] zstd = Zstd(Second), gzip = Gzip(Second), changed = [.. zstd];
        changed[^6] ^= 0x10; // the block's last byte but one, before the checksum
        byte[] wrongSum = [.. gzip];
        wrongSum[^6] ^= 1; // inside the CRC-32
        yield return Case("cut in the header.jsonl.zst", [.. Zstd(First), .. zstd[..3]]);
        yield return Case("cut in the block.jsonl.zst", [.. Zstd(First), .. zstd[..^8]]);
        yield return Case("cut in the checksum.jsonl.zst", [.. Zstd(First), .. zstd[..^1]]);
        yield return Case("changed byte.jsonl.zst", [.. Zstd(First), .. changed]);
        yield return Case("rubbish after the frame.jsonl.zst", [.. Zstd(First), .. "rubbish"u8]);
        yield return Case("cut skippable frame.jsonl.zst", [.. Zstd(First), .. SkippableFrame([1, 2, 3])[..^1]]);
        yield return Case("cut in the header.jsonl.gz", [.. Gzip(First), .. gzip[..6]]);
        yield return Case("cut in the block.jsonl.gz", [.. Gzip(First), .. gzip[..^12]]);
        yield return Case("cut in the checksum.jsonl.gz", [.. Gzip(First), .. gzip[..^3]]);
        yield return Case("wrong checksum.jsonl.gz", [.. Gzip(First), .. wrongSum]);
        yield return Case("rubbish after the member.jsonl.gz", [.. Gzip(First), .. Enumerable.Repeat((byte)'r', 600)]);

        static TestCaseData Case(string name, byte[] content) => new TestCaseData(name, content).SetArgDisplayNames(name);
    }

    [TestCaseSource(nameof(DamagedFiles))]
    public void Open_DamagedFile_GivesWhatIsBeforeAndThenDamage(string name, byte[] content)
    {
        Content read = Read(files.Write(name, content));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(read.Text, Does.StartWith(First));
            Assert.That(read.Damage, Is.Not.Null);
            Assert.That(read.Damage!.Message, Is.Not.Empty);
        }
    }

    [TestCase("a.jsonl.gz")]
    [TestCase("a.jsonl.zst")]
    public void Open_FileThatIsNotCompressed_IsDamage(string name) =>
        Assert.That(Read(files.Write(name, First)).Damage, Is.Not.Null);

    private static Content Read(string path, int maxWindowLog = 27)
    {
        var text = new MemoryStream();
        using Stream stream = JsonlFile.Open(path, maxWindowLog, out HashingStream raw);
        byte[] buffer = new byte[17];
        try
        {
            for (int read; (read = stream.Read(buffer)) > 0;)
                text.Write(buffer, 0, read);
        }
        catch (Exception e) when (JsonlFile.IsDamage(e))
        {
            return new(Encoding.UTF8.GetString(text.ToArray()), raw.Bytes, raw.Xxh3(), e);
        }
        return new(Encoding.UTF8.GetString(text.ToArray()), raw.Bytes, raw.Xxh3(), null);
    }

    private sealed record Content(string Text, long Bytes, string Xxh3, Exception? Damage);
}
