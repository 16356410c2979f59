using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Spichlerz.Hpc.Dedup;
using Spichlerz.Hpc.Manifests;
using Spichlerz.Hpc.Shards;

namespace Spichlerz.Hpc.Tests.Dedup;

public sealed class SignatureFileTests
{
    private string folder = "";

    [SetUp]
    public void MakeFolder() => folder = Directory.CreateTempSubdirectory("spichlerz-sig-").FullName;

    [TearDown]
    public void RemoveFolder() => Directory.Delete(folder, recursive: true);

    [Test]
    public void Header_ThisVersion_IsAsDocumented() => Assert.That(Convert.ToHexString(SignatureFile.Header()), Is.EqualTo(
        "5350494348534947" + "01000000" + "20010000" + "80000000" + new string('0', 88)));

    [Test]
    public void Commit_Records_LieAsDocumented()
    {
        SignatureRecord first = new() { Row = 0x01020304, TextBytes = 0x11121314, Licence = 0x21, HasWords = 1, ContentHash = new UInt128(0x3132333435363738, 0x4142434445464748) };
        first.Slots[0] = 0x5152;
        first.Slots[127] = 0x6162;
        FileEntry entry = Write([first, new SignatureRecord { Row = 7 }]);
        byte[] bytes = File.ReadAllBytes(Path.Combine(folder, "a.sig"));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Unsafe.SizeOf<SignatureRecord>(), Is.EqualTo(SignatureRecord.Size).And.EqualTo(288));
            Assert.That(bytes, Has.Length.EqualTo(64 + (2 * 288)));
            Assert.That(Convert.ToHexString(bytes.AsSpan(64, 34)), Is.EqualTo(
                "04030201" + "14131211" + "21" + "01" + "0000" + "00000000" + "4847464544434241" + "3837363534333231" + "5251"));
            Assert.That(Convert.ToHexString(bytes.AsSpan(64 + 286, 4)), Is.EqualTo("6261" + "0700"));
            Assert.That(entry, Is.EqualTo(new FileEntry("a.sig", bytes.Length, Proof.HashFile(Path.Combine(folder, "a.sig")), 2)));
        }
    }

    [TestCase(0)]
    [TestCase(1)]
    [TestCase(1024)]
    [TestCase(2500)]
    public void Commit_AnyNumber_ReadsBackInOrder(int count)
    {
        var random = new Random(count);
        SignatureRecord[] records = [.. Enumerable.Range(0, count).Select(row => SignatureRecords.Any(random, row))];
        Write(records);
        byte[] bytes = File.ReadAllBytes(Path.Combine(folder, "a.sig"));
        Assert.That(SignatureFile.CountRecords("a.sig", bytes, bytes.Length), Is.EqualTo(count));
        Assert.That(bytes.AsSpan(64).SequenceEqual(MemoryMarshal.AsBytes(records.AsSpan())), Is.True);
    }

    [Test]
    public void Dispose_WithoutCommit_LeavesNothing()
    {
        using (var writer = new SignatureWriter(Path.Combine(folder, "a.sig"), 3))
            writer.Next().Row = 1;
        Assert.That(Directory.EnumerateFiles(folder), Is.Empty);
    }

    [TestCase(0, 0, "short header")]
    [TestCase(63, 0, "short header")]
    [TestCase(64 + 287, 0, "torn record")]
    [TestCase(64 + 289, 0, "torn record")]
    [TestCase(64 + 288, 0, "other magic")]
    [TestCase(64 + 288, 8, "other version")]
    [TestCase(64 + 288, 12, "other record size")]
    [TestCase(64 + 288, 16, "other number of slots")]
    [TestCase(64 + 288, 63, "reserved bytes in use")]
    public void CountRecords_TornOrForeign_IsRefused(int fileBytes, int changed, string why)
    {
        byte[] header = [.. SignatureFile.Header().Take(fileBytes)];
        if (header.Length > changed && fileBytes == 64 + 288)
            header[changed]++;
        Assert.That(() => SignatureFile.CountRecords("a.sig", header, fileBytes), Throws.TypeOf<ShardFormatException>().With.Message.EqualTo(
            "a.sig, line 0, byte 0 after decompression: this is no signature file of this version, or it is torn. Remove the file and run again: sign makes it anew."), why);
    }

    private FileEntry Write(SignatureRecord[] records)
    {
        using var writer = new SignatureWriter(Path.Combine(folder, "a.sig"), 0);
        foreach (ref readonly SignatureRecord record in records.AsSpan())
            writer.Next() = record;
        return writer.Commit("a.sig");
    }
}
