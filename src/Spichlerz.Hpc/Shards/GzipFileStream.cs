using System.IO.Compression;

namespace Spichlerz.Hpc.Shards;

/// <summary>
/// Decompresses the members of a gzip file. GZipStream ends without a word where no further member begins; here bytes that it
/// left unread, other than zeros, are damage: they may be members whose first byte is rotten. Owns the inner stream.
/// </summary>
/// <remarks>
/// What follows the last member inside the last <see cref="PieceBytes"/> read is not seen. Truncated files are found by the switch
/// System.IO.Compression.UseStrictValidation, which Directory.Build.props sets for every program.
/// </remarks>
internal sealed class GzipFileStream : Stream
{
    private const int PieceBytes = 512;

    private readonly Stream inner;
    private readonly GZipStream gzip;

    public GzipFileStream(Stream inner)
    {
        this.inner = inner;
        gzip = new GZipStream(new Pieces(inner), CompressionMode.Decompress);
    }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException("The length is known at the end only.");

    public override long Position { get => throw new NotSupportedException("Offsets are counted by the reader."); set => throw new NotSupportedException("A gzip file is read in order."); }

    /// <exception cref="InvalidDataException">The file is corrupt or truncated, or something follows its last member.</exception>
    public override int Read(Span<byte> buffer)
    {
        int read = gzip.Read(buffer);
        if (read == 0 && !buffer.IsEmpty)
            CheckRest();
        return read;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException("A gzip file is read in order.");

    public override void SetLength(long value) => throw new NotSupportedException("A gzip file is only read.");

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException("A gzip file is only read.");

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            gzip.Dispose();
        base.Dispose(disposing);
    }

    private void CheckRest()
    {
        Span<byte> rest = stackalloc byte[PieceBytes];
        for (int read; (read = inner.Read(rest)) > 0;)
        {
            if (rest[..read].ContainsAnyExcept((byte)0)) // gzip(1) allows zeros: tapes and tar pad with them
                throw new InvalidDataException("Something that is no gzip member follows the last one");
        }
    }

    /// <summary>Gives few bytes at a time, so that little is taken in before the last member's end is known.</summary>
    private sealed class Pieces(Stream inner) : Stream
    {
        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => inner.Length;

        public override long Position { get => inner.Position; set => inner.Position = value; }

        public override int Read(Span<byte> buffer) => inner.Read(buffer[..Math.Min(buffer.Length, PieceBytes)]);

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override void Flush() => inner.Flush();

        public override long Seek(long offset, SeekOrigin origin) => inner.Seek(offset, origin);

        public override void SetLength(long value) => inner.SetLength(value);

        public override void Write(byte[] buffer, int offset, int count) => inner.Write(buffer, offset, count);

        protected override void Dispose(bool disposing)
        {
            if (disposing)
                inner.Dispose();
            base.Dispose(disposing);
        }
    }
}
