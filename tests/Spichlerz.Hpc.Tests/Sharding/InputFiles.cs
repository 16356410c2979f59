using System.IO.Compression;
using System.Text;
using System.Text.Json;
using Spichlerz.Hpc.Config;
using Spichlerz.Hpc.Documents;
using Spichlerz.Hpc.Manifests;
using Spichlerz.Hpc.Runs;
using Spichlerz.Hpc.Sharding;
using Spichlerz.Hpc.Shards;
using ZstdSharp;

namespace Spichlerz.Hpc.Tests.Sharding;

/// <summary>A fresh folder for the input files and the work directory of one test; disposing removes it.</summary>
internal sealed class InputFiles : IDisposable
{
    public InputFiles() => Folder = Directory.CreateTempSubdirectory("spichlerz-").FullName;

    public string Folder { get; }

    public WorkDirectory Work => new(Path.Combine(Folder, "work"));

    public static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);

    /// <summary>A record with this text and a number in its metadata, as JSON on one line without line feed.</summary>
    public static string Record(string text, int number = 0) => $"{{\"text\":{JsonSerializer.Serialize(text)},\"meta\":{{\"nr\":{number}}}}}";

    /// <summary>One zstd frame with a checksum, so that a changed byte is noticed.</summary>
    public static byte[] Zstd(byte[] content)
    {
        using var target = new MemoryStream();
        using (var zstd = new CompressionStream(target, level: 3, leaveOpen: true))
        {
            zstd.SetParameter(ZstdSharp.Unsafe.ZSTD_cParameter.ZSTD_c_checksumFlag, 1);
            zstd.Write(content);
        }
        return target.ToArray();
    }

    public static byte[] Zstd(string content) => Zstd(Utf8(content));

    /// <summary>A frame of one raw block, by RFC 8878: what it declares as its window is not what it needs.</summary>
    public static byte[] ZstdFrame(int windowLog, byte[] content) =>
        [0x28, 0xB5, 0x2F, 0xFD, 0x00, (byte)((windowLog - 10) << 3), (byte)((content.Length << 3) | 1), (byte)(content.Length >> 5), (byte)(content.Length >> 13), .. content];

    /// <summary>A frame that decompressors pass over, by RFC 8878.</summary>
    public static byte[] SkippableFrame(byte[] content) => [0x5A, 0x2A, 0x4D, 0x18, .. BitConverter.GetBytes(content.Length), .. content];

    /// <summary>One gzip member.</summary>
    public static byte[] Gzip(string content)
    {
        using var target = new MemoryStream();
        using (var gzip = new GZipStream(target, CompressionLevel.Fastest, leaveOpen: true))
            gzip.Write(Utf8(content));
        return target.ToArray();
    }

    public string Write(string name, byte[] content)
    {
        string path = Path.Combine(Folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, content);
        return path;
    }

    public string Write(string name, string content) => Write(name, Utf8(content));

    /// <summary>Runs the shard stage on one input file and reads back all that it wrote.</summary>
    public ShardedFile Shard(string path, ShardSettings? settings = null)
    {
        var unit = new StageUnit(new ShardId("zbiór", 0, 0), "zbiór/00000", "shard/zbiór/00000.manifest.json", [new FileEntry(path, new FileInfo(path).Length, "")], 0);
        StageManifest manifest = new ShardStage(settings ?? new ShardSettings(), Work, rank: 0).Run(unit, CancellationToken.None);
        Assert.That(manifest.IsConserved, Is.True, "read = kept + dropped + quarantined");
        string quarantine = Work.Full("quarantine/zbiór/00000.jsonl.zst");
        return new(
            manifest,
            [.. manifest.Outputs.Where(output => output.Path.StartsWith("shard/", StringComparison.Ordinal)).SelectMany(output => ReadShard(output.Path))],
            File.Exists(quarantine) ? ReadQuarantine(quarantine) : []);
    }

    public List<ReadDocument> ReadShard(string relativePath)
    {
        var documents = new List<ReadDocument>();
        using var reader = new ShardReader(Work.Full(relativePath), ShardCatalogue.IdOf(relativePath, ".jsonl.zst"));
        while (reader.ReadBatch() is { Count: > 0 } batch)
            documents.AddRange(batch.Select(document => new ReadDocument(document.Id, Text(document.Text), Text(document.Facts), Text(document.Meta))));
        return documents;
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    private static string Text(ReadOnlyMemory<byte> utf8) => Encoding.UTF8.GetString(utf8.Span);

    private static List<QuarantineRecord> ReadQuarantine(string path)
    {
        using var lines = new StreamReader(new DecompressionStream(File.OpenRead(path), leaveOpen: false));
        var records = new List<QuarantineRecord>();
        while (lines.ReadLine() is { } line)
            records.Add(JsonSerializer.Deserialize<QuarantineRecord>(line, JsonSerializerOptions.Web)!);
        return records;
    }
}

/// <summary>What the shard stage made of one input file.</summary>
internal sealed record ShardedFile(StageManifest Manifest, List<ReadDocument> Documents, List<QuarantineRecord> Quarantine)
{
    public IEnumerable<string> Texts => Documents.Select(document => document.Text);
}

internal sealed record ReadDocument(string Id, string Text, string Facts, string Meta);

internal sealed record QuarantineRecord(string File, long Line, long Offset, long Bytes, string Reason, string Error, string Head)
{
    public byte[] HeadBytes => Convert.FromBase64String(Head);
}
