using System.Buffers.Text;
using Spichlerz.Hpc.Documents;
using Spichlerz.Hpc.Manifests;
using ZstdSharp;
using ZstdSharp.Unsafe;

namespace Spichlerz.Hpc.Shards;

/// <summary>Writes documents to a .jsonl.zst file, which appears only when <see cref="Commit"/> has flushed it to the disk.</summary>
public sealed class ShardWriter : IDisposable
{
    /// <summary>zstd level inside the work directory: 2.1 times the speed of level 3 for 14 % more bytes.</summary>
    public const int InternalLevel = 1;

    /// <summary>zstd level of published files, which are one frame: one-shot decompressors silently stop after the first.</summary>
    public const int PublishedLevel = 3;

#if DEBUG
    private const int PieceBytes = 64; // so that every test crosses the flush
#else
    private const int PieceBytes = 1 << 15;
#endif

    private readonly AtomicFile file;
    private readonly HashingStream raw;
    private readonly Stream zstd;
    private readonly byte[] buffer = new byte[JsonStringKernel.MaxEscapedLength(PieceBytes)];
    private int used;
    private ShardId idShard;
    private byte[] idPrefix = [];

    public ShardWriter(string path, int level, int rank)
    {
        file = new AtomicFile(path, rank);
        raw = new HashingStream(file.Stream);
        zstd = level == PublishedLevel ? OneFrame(raw) : new FrameStream(raw, level);
    }

    /// <summary>Documents written.</summary>
    public long Documents { get; private set; }

    /// <summary>UTF-8 bytes of their texts.</summary>
    public long TextBytes { get; private set; }

    public void Write(Document document) => Write(document.Shard, document.Row, document.Text.Span, document.Facts.Span, document.Meta.Span);

    /// <param name="facts">Members of <c>meta.spichlerz</c> besides the id: raw JSON without braces.</param>
    /// <param name="meta">The other members of <c>meta</c>: raw JSON without braces.</param>
    public void Write(ShardId shard, int row, ReadOnlySpan<byte> text, ReadOnlySpan<byte> facts, ReadOnlySpan<byte> meta)
    {
        if (shard != idShard || idPrefix.Length == 0)
            (idShard, idPrefix) = (shard, DocumentFormat.IdPrefix(shard));
        Append(DocumentFormat.TextStart);
        AppendEscaped(text);
        Append(DocumentFormat.MetaStart);
        Append(idPrefix);
        Span<byte> digits = stackalloc byte[10];
        Utf8Formatter.TryFormat(row, digits, out int length);
        Append(digits[..length]);
        Append("\""u8);
        AppendMembers(facts);
        Append("}"u8);
        AppendMembers(meta);
        Append("}}\n"u8);
        Documents++;
        TextBytes += text.Length;
    }

    /// <summary>Appends one line that is not a document, for example a quarantine record.</summary>
    public void WriteLine(ReadOnlySpan<byte> json)
    {
        Append(json);
        Append("\n"u8);
        Documents++;
    }

    /// <summary>Ends the frame, flushes to the disk and gives the file its name.</summary>
    public FileEntry Commit(string relativePath)
    {
        Flush();
        zstd.Dispose();
        file.Commit();
        return new FileEntry(relativePath, raw.Bytes, raw.Xxh3(), Documents, TextBytes);
    }

    public void Dispose()
    {
        try
        {
            zstd.Dispose(); // ends the frame, which fails on a full disk
        }
        finally
        {
            file.Dispose();
        }
    }

    private void AppendMembers(ReadOnlySpan<byte> members)
    {
        if (members.IsEmpty)
            return;
        Append(","u8);
        Append(members);
    }

    private static CompressionStream OneFrame(Stream target)
    {
        var zstd = new CompressionStream(target, PublishedLevel, leaveOpen: true);
        zstd.SetParameter(ZSTD_cParameter.ZSTD_c_checksumFlag, 1);
        // One worker inside zstd: jobs of a few MiB lie in memory as they are, without the ring buffer of plain streaming, which makes
        // one frame take a third less CPU time (149 → 200 MB/s). Where jobs end depends on the content alone, so do the bytes.
        zstd.SetParameter(ZSTD_cParameter.ZSTD_c_nbWorkers, 1);
        zstd.SetParameter(ZSTD_cParameter.ZSTD_c_jobSize, 1 << 21);
        return zstd;
    }

    /// <summary>Escapes piece by piece, so that a long document needs no long buffer; any cut will do, for only ASCII is escaped.</summary>
    private void AppendEscaped(ReadOnlySpan<byte> text)
    {
        while (!text.IsEmpty)
        {
            ReadOnlySpan<byte> piece = text[..Math.Min(text.Length, PieceBytes)];
            if (buffer.Length - used < JsonStringKernel.MaxEscapedLength(piece.Length))
                Flush();
            used += JsonStringKernel.Escape(piece, buffer.AsSpan(used));
            text = text[piece.Length..];
        }
    }

    private void Append(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            if (used == buffer.Length)
                Flush();
            int count = Math.Min(bytes.Length, buffer.Length - used);
            bytes[..count].CopyTo(buffer.AsSpan(used));
            used += count;
            bytes = bytes[count..];
        }
    }

    private void Flush()
    {
        zstd.Write(buffer.AsSpan(0, used));
        used = 0;
    }
}
