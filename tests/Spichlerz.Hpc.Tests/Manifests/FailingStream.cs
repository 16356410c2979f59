namespace Spichlerz.Hpc.Tests.Manifests;

/// <summary>A stream that fails at a byte, as a full or broken disk does: what comes before still passes.</summary>
internal sealed class FailingStream(Stream inner, long failAtByte) : Stream
{
    private long passed;

    public override bool CanRead => inner.CanRead;

    public override bool CanSeek => false;

    public override bool CanWrite => inner.CanWrite;

    public override long Length => inner.Length;

    public override long Position { get => passed; set => throw new NotSupportedException(); }

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        ThrowIfReached(buffer.Length);
        inner.Write(buffer);
    }

    public override int Read(Span<byte> buffer)
    {
        int read = inner.Read(buffer);
        ThrowIfReached(read);
        return read;
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Flush() => inner.Flush();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    private void ThrowIfReached(int count)
    {
        passed += count;
        if (passed > failAtByte)
            throw new IOException($"No space left on device at byte {failAtByte}.");
    }
}
