using System.IO.Hashing;
using CsCheck;
using Spichlerz.Hpc.Manifests;

namespace Spichlerz.Hpc.Tests.Manifests;

public sealed class HashingStreamTests
{
    private static readonly Gen<byte[][]> Pieces = Gen.Byte.Array[0, 300].Array[0, 8];

    [Test]
    public void Write_AnyPieces_HashesWhatArrives() => Pieces.Sample(pieces =>
    {
        using var target = new MemoryStream();
        using var stream = new HashingStream(target);
        for (int i = 0; i < pieces.Length; i++)
        {
            if (i % 2 == 0)
                stream.Write(pieces[i]);
            else
                stream.Write(pieces[i], 0, pieces[i].Length);
        }
        return Agrees(stream, [.. pieces.SelectMany(piece => piece)]) && target.ToArray().SequenceEqual(pieces.SelectMany(piece => piece));
    }, seed: "0000KOGGXKp5", iter: 200, threads: 1);

    [Test]
    public void Read_AnyPieces_HashesWhatWasReadAndTheRest() => Pieces.Sample(pieces =>
    {
        byte[] all = [.. pieces.SelectMany(piece => piece)];
        using var stream = new HashingStream(new MemoryStream(all));
        foreach (byte[] piece in pieces.Skip(1)) // stops short of the end
            stream.ReadExactly(new byte[piece.Length]);
        bool agrees = Agrees(stream, all[..pieces.Skip(1).Sum(piece => piece.Length)]);
        stream.ReadToEnd();
        return agrees && Agrees(stream, all);
    }, seed: "0000KOGGXKp5", iter: 200, threads: 1);

    [Test]
    public void Xxh3_File_IsThatOfHashFile()
    {
        using var folder = new TemporaryFolder();
        byte[] bytes = [.. Enumerable.Range(0, 300_000).Select(i => (byte)(i * i))];
        File.WriteAllBytes(folder["x"], bytes);
        using var stream = new HashingStream(File.OpenRead(folder["x"]));
        stream.ReadToEnd();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(stream.Xxh3(), Is.EqualTo(Convert.ToHexStringLower(XxHash128.Hash(bytes))));
            Assert.That(Proof.HashFile(folder["x"]), Is.EqualTo(stream.Xxh3()));
            Assert.That(stream.Bytes, Is.EqualTo(300_000));
        }
    }

    [Test]
    public void Xxh3_NoBytes_IsThatOfNothing()
    {
        using var stream = new HashingStream(new MemoryStream());

        Assert.That(stream.Xxh3(), Is.EqualTo("99aa06d3014798d86001c324468d497f")); // XXH3-128 of "", from the reference implementation
    }

    [Test]
    public void Write_FailingDisk_CountsOnlyWhatArrived()
    {
        using var target = new MemoryStream();
        using var stream = new HashingStream(new FailingStream(target, failAtByte: 4));
        stream.Write("1234"u8);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(() => stream.Write("5"u8), Throws.TypeOf<IOException>());
            Assert.That(Agrees(stream, "1234"u8.ToArray()), Is.True);
        }
    }

    [Test]
    public void Seek_Always_IsRefused()
    {
        using var stream = new HashingStream(new MemoryStream(new byte[10]));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(stream.CanSeek, Is.False);
            Assert.That(() => stream.Position = 1, Throws.TypeOf<NotSupportedException>());
            Assert.That(() => stream.Seek(1, SeekOrigin.Begin), Throws.TypeOf<NotSupportedException>());
            Assert.That(() => stream.SetLength(1), Throws.TypeOf<NotSupportedException>());
        }
    }

    private static bool Agrees(HashingStream stream, byte[] bytes) =>
        stream.Bytes == bytes.Length && stream.Xxh3() == Convert.ToHexStringLower(XxHash128.Hash(bytes));
}
