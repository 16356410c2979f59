using Spichlerz.Hpc.Manifests;
using ZstdSharp;
using ZstdSharp.Unsafe;

namespace Spichlerz.Hpc.Shards;

/// <summary>Opens .jsonl, .jsonl.gz and .jsonl.zst files for reading, hashed while they are read.</summary>
public static class JsonlFile
{
    /// <summary>The endings of files that can be datasets, longest first.</summary>
    public static readonly string[] Suffixes = [".jsonl.zst", ".jsonl.gz", ".jsonl"];

    private const int FileBufferBytes = 1 << 18;

    /// <summary>Opens the file; <paramref name="raw"/> sees every byte on disk, the returned stream what they decompress to.</summary>
    /// <param name="path">The suffix tells the compression.</param>
    /// <param name="maxWindowLog">Largest zstd window accepted; a frame that needs more is refused by the decompressor.</param>
    /// <param name="raw">Disposed with the returned stream.</param>
    public static Stream Open(string path, int maxWindowLog, out HashingStream raw)
    {
        raw = new HashingStream(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, BufferBytes(path), FileOptions.SequentialScan));
        if (path.EndsWith(".zst", StringComparison.Ordinal))
        {
            var zstd = new DecompressionStream(raw, FileBufferBytes, checkEndOfStream: true, leaveOpen: false);
            zstd.SetParameter(ZSTD_dParameter.ZSTD_d_windowLogMax, maxWindowLog);
            return zstd;
        }
        if (path.EndsWith(".gz", StringComparison.Ordinal))
            return new GzipFileStream(raw);
        return raw;
    }

    /// <summary>gzip is read in small pieces; all else is read in large ones, which a second buffer would only copy.</summary>
    private static int BufferBytes(string path) => path.EndsWith(".gz", StringComparison.Ordinal) ? FileBufferBytes : 0;

    /// <summary>True for what decompressors throw on corrupt or truncated input, as opposed to failures of the disk.</summary>
    public static bool IsDamage(Exception e) => e is ZstdException or EndOfStreamException or InvalidDataException;
}
