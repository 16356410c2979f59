using System.Runtime.InteropServices;
using Spichlerz.Hpc.Manifests;

namespace Spichlerz.Hpc.Dedup;

/// <summary>Writes a .sig file, which appears only on <see cref="Commit"/>.</summary>
internal sealed class SignatureWriter : IDisposable
{
    private const int BufferRecords = 1024;

    private readonly AtomicFile file;
    private readonly HashingStream raw;
    private readonly SignatureRecord[] buffer = new SignatureRecord[BufferRecords];
    private int used;
    private long records;

    public SignatureWriter(string path, int rank)
    {
        file = new AtomicFile(path, rank);
        raw = new HashingStream(file.Stream);
        raw.Write(SignatureFile.Header());
    }

    /// <summary>The next record to fill in, zeroed; it counts at once.</summary>
    public ref SignatureRecord Next()
    {
        if (used == BufferRecords)
            Flush();
        records++;
        buffer[used] = default;
        return ref buffer[used++];
    }

    public FileEntry Commit(string relativePath)
    {
        Flush();
        file.Commit();
        return new FileEntry(relativePath, raw.Bytes, raw.Xxh3(), records);
    }

    public void Dispose() => file.Dispose();

    private void Flush()
    {
        raw.Write(MemoryMarshal.AsBytes(buffer.AsSpan(0, used)));
        used = 0;
    }
}
