using System.Security.Cryptography;
using System.Text;
using Spichlerz.Hpc.Release;
using Spichlerz.Hpc.Tests.Runs;
using ZstdSharp;

namespace Spichlerz.Hpc.Tests.Release;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class SnapshotVerificationTests : IDisposable
{
    private readonly TemporaryRun run = new();
    private readonly string folder;

    public SnapshotVerificationTests()
    {
        SmallCorpus.AddTo(run);
        folder = run.Run(ranks: 2).SnapshotFolder!;
    }

    public void Dispose() => run.Dispose();

    [Test]
    public void Run_FreshSnapshot_IsSound()
    {
        var report = SnapshotVerification.Run(folder);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(report.Faults, Is.Empty);
            Assert.That(report.Files, Is.EqualTo(Directory.EnumerateFiles(folder).Count()));
            Assert.That(report.Documents, Is.EqualTo(26));
        }
    }

    [TestCase("prawo.jsonl.zst")]
    [TestCase("prawo.manifest")]
    [TestCase("prawo.sample")]
    [TestCase("speakleash.json")]
    public void Run_FileGone_IsFound(string name)
    {
        File.Delete(Path.Combine(folder, name));

        Assert.That(Faults(), Has.Exactly(1).EqualTo($"{name} is missing."));
    }

    [TestCase("prawo.jsonl.zst")]
    [TestCase("prawo.manifest")]
    [TestCase("prawo.sample")]
    [TestCase("speakleash.json")]
    public void Run_BitRot_IsFound(string name)
    {
        byte[] bytes = File.ReadAllBytes(Path.Combine(folder, name));
        bytes[bytes.Length / 2] ^= 1;
        File.WriteAllBytes(Path.Combine(folder, name), bytes);

        Assert.That(Faults(), Has.Exactly(1).EqualTo($"{name} is damaged: its {bytes.Length} bytes do not have the SHA-256 that the snapshot lists."));
    }

    [Test]
    public void Run_StrangeFileOrFolder_IsFound()
    {
        File.WriteAllText(Path.Combine(folder, "x"), "");
        Directory.CreateDirectory(Path.Combine(folder, "y"));

        Assert.That(Faults(), Is.EquivalentTo(["x does not belong to the snapshot.", "y does not belong to the snapshot."]));
    }

    [Test]
    public void Run_ChecksumListGoneOrOther_IsFound([Values] bool isGone)
    {
        if (isGone)
            File.Delete(Path.Combine(folder, "SHA256SUMS"));
        else
            File.AppendAllText(Path.Combine(folder, "SHA256SUMS"), "\n");

        Assert.That(Faults(), Is.EqualTo(["SHA256SUMS does not list the files that snapshot.json lists."]));
    }

    [TestCase("delete")]
    [TestCase("")]
    [TestCase("null")]
    [TestCase("{}")]
    public void Run_NoSnapshotFile_IsFound(string content)
    {
        if (content == "delete")
            File.Delete(Path.Combine(folder, "snapshot.json"));
        else
            File.WriteAllText(Path.Combine(folder, "snapshot.json"), content);

        Assert.That(Faults(), Is.EqualTo([folder + "/snapshot.json cannot be read: this is no snapshot, or it is damaged."]));
    }

    [Test]
    public void Run_OtherId_IsFound()
    {
        Rewrite(snapshot => snapshot with { Id = new string('0', 64) });

        Assert.That(Faults(), Is.EqualTo([$"the snapshot's id {new string('0', 64)} is not that of its files."]));
    }

    [Test]
    public void Run_OtherCounts_AreFound()
    {
        Rewrite(snapshot => snapshot with { Documents = 27, Datasets = [.. snapshot.Datasets.Select(dataset => dataset with { Released = dataset.Released + (dataset.Name == "prawo" ? 1 : 0) })] });

        Assert.That(Faults(), Is.EquivalentTo(
        [
            "the files hold 26 documents; snapshot.json says 27.",
            "prawo.jsonl.zst holds 5 documents; the snapshot says 6.",
            "prawo.manifest says 5 documents, which the snapshot does not.",
        ]));
    }

    [TestCase("{\"meta\":{}}")]
    [TestCase("{\"text\":5}")]
    [TestCase("[\"text\"]")]
    [TestCase("\"text\"")]
    [TestCase("{\"text\":\"a\"")]
    [TestCase("{\"text\":\"a\"} x")]
    [TestCase("")]
    public void Run_LineThatIsNoDocument_IsFoundThoughTheChecksumsAgree(string line)
    {
        Replace("prawo.jsonl.zst", Compress($"{{\"text\":\"a\",\"meta\":{{}}}}\n{line}\n{{\"text\":\"b\"}}\n"));

        Assert.That(Faults(), Has.One.EqualTo("prawo.jsonl.zst, line 2: not a JSON object with a text."));
    }

    [Test]
    public void Run_FrameThatBreaksOff_IsFoundThoughTheChecksumsAgree()
    {
        Replace("prawo.jsonl.zst", Compress(string.Concat(Enumerable.Repeat("{\"text\":\"a\"}\n", 3)))[..^6]);

        Assert.That(Faults(), Has.One.StartsWith("prawo.jsonl.zst breaks off after "));
    }

    [Test]
    public void Run_ManifestWithAnotherSize_IsFoundThoughTheChecksumsAgree()
    {
        long size = new FileInfo(Path.Combine(folder, "prawo.jsonl.zst")).Length;
        string manifest = File.ReadAllText(Path.Combine(folder, "prawo.manifest"));
        Replace("prawo.manifest", Encoding.UTF8.GetBytes(manifest.Replace($"\"file_size\": {size}", "\"file_size\": 0", StringComparison.Ordinal)));

        Assert.That(Faults(), Is.EqualTo([$"prawo.manifest says file_size 0; the file has {size} bytes."]));
    }

    private IReadOnlyList<string> Faults() => SnapshotVerification.Run(folder).Faults;

    private void Rewrite(Func<Snapshot, Snapshot> change) => File.WriteAllBytes(Path.Combine(folder, "snapshot.json"), change(Snapshot.TryLoad(folder)!).ToJson());

    /// <summary>Replaces a file and makes checksums and id agree, as a writer with a defect would.</summary>
    private void Replace(string name, byte[] content)
    {
        File.WriteAllBytes(Path.Combine(folder, name), content);
        Rewrite(snapshot =>
        {
            SnapshotFile[] files = [.. snapshot.Files.Select(file => file.Name == name ? new SnapshotFile(name, content.Length, Convert.ToHexStringLower(SHA256.HashData(content))) : file)];
            string sums = string.Concat(files.Select(file => $"{file.Sha256}  {file.Name}\n"));
            File.WriteAllText(Path.Combine(folder, "SHA256SUMS"), sums);
            return snapshot with { Files = [.. files], Id = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(sums))) };
        });
    }

    private static byte[] Compress(string text)
    {
        using var compressor = new Compressor(3);
        return compressor.Wrap(Encoding.UTF8.GetBytes(text)).ToArray();
    }
}
