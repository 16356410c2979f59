using System.Runtime.InteropServices;

namespace Spichlerz.Hpc.Dedup.Spilling;

/// <summary>Reads one run from its start to its end.</summary>
internal sealed class RunReader<T>(RecordRun<T> run, int bufferRecords)
    where T : unmanaged
{
    private static readonly int Size = RecordSize<T>.Bytes;

    private readonly T[] buffer = run.File is null ? [] : new T[(int)Math.Min(bufferRecords, run.Count)];
    private ReadOnlyMemory<T> ahead = run.Held;
    private int at = -1;
    private long readRecords;

    public ref readonly T Current => ref ahead.Span[at];

    /// <exception cref="EndOfStreamException">The file is shorter than the run.</exception>
    public bool MoveNext()
    {
        if (++at < ahead.Length)
            return true;
        if (run.File is null || readRecords == run.Count)
            return false;
        Span<T> next = buffer.AsSpan(0, (int)Math.Min(buffer.Length, run.Count - readRecords));
        Fill(MemoryMarshal.AsBytes(next));
        (ahead, at) = (buffer.AsMemory(0, next.Length), 0);
        return true;
    }

    private void Fill(Span<byte> bytes)
    {
        long offset = run.Offset + readRecords * Size;
        readRecords += bytes.Length / Size;
        while (!bytes.IsEmpty)
        {
            int read = RandomAccess.Read(run.File!, bytes, offset);
            if (read == 0)
                throw new EndOfStreamException($"A run of sorted records ends early, at byte {offset}: the file was cut. Run again.");
            offset += read;
            bytes = bytes[read..];
        }
    }
}
