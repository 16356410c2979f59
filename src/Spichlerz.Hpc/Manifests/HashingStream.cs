using System.IO.Hashing;

namespace Spichlerz.Hpc.Manifests;

/// <summary>Passes bytes through in one direction and keeps their count and XXH3-128. Owns the inner stream.</summary>
public sealed class HashingStream(Stream inner) : Stream
{
    private readonly XxHash128 hash = new();

    /// <summary>Bytes read or written so far.</summary>
    public long Bytes { get; private set; }

    public override bool CanRead => inner.CanRead;

    public override bool CanSeek => false;

    public override bool CanWrite => inner.CanWrite;

    public override long Length => inner.Length;

    public override long Position { get => Bytes; set => throw new NotSupportedException("Hashing needs every byte once, in order."); }

    /// <summary>XXH3-128 of the bytes so far, 32 lower-case hexadecimal digits.</summary>
    public string Xxh3() => Convert.ToHexStringLower(hash.GetCurrentHash());

    /// <summary>Reads what is left, so that the hash is that of the whole file.</summary>
    public void ReadToEnd()
    {
        byte[] rest = new byte[1 << 16];
        while (Read(rest) > 0)
        {
        }
    }

    public override int Read(Span<byte> buffer)
    {
        int read = inner.Read(buffer);
        Count(buffer[..read]);
        return read;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        inner.Write(buffer);
        Count(buffer);
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Flush() => inner.Flush();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException("Hashing needs every byte once, in order.");

    public override void SetLength(long value) => throw new NotSupportedException("Hashing needs every byte once, in order.");

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            inner.Dispose();
        base.Dispose(disposing);
    }

    private void Count(ReadOnlySpan<byte> bytes)
    {
        hash.Append(bytes);
        Bytes += bytes.Length;
    }
}
