
namespace Spichlerz.Hpc.Dedup.Spilling;

/// <summary>Reads sorted runs as one: a heap holds the readers, the one with the smallest record on top.</summary>
internal sealed class RecordCursor<T>
    where T : unmanaged, ISortable<T>
{
    private static readonly int Size = RecordSize<T>.Bytes;

    private const int MinBufferRecords = 256;
    private const int MaxBufferBytes = 1 << 20;

    private readonly RunReader<T>[] heap;
    private readonly bool isDistinct;
    private int readers;
    private bool isBegun;
    private T current;

    /// <param name="bufferBytes">Shared out among the runs that lie in files.</param>
    /// <param name="isDistinct">Whether equal records are read as one.</param>
    public RecordCursor(IReadOnlyCollection<RecordRun<T>> runs, int bufferBytes, bool isDistinct)
    {
        this.isDistinct = isDistinct;
        int inFiles = Math.Max(1, runs.Count(run => run.File is not null));
        int bufferRecords = Math.Max(MinBufferRecords, Math.Min(bufferBytes / inFiles, MaxBufferBytes) / Size);
        heap = [.. runs.Select(run => new RunReader<T>(run, bufferRecords)).Where(reader => reader.MoveNext())];
        readers = heap.Length;
        for (int i = readers / 2 - 1; i >= 0; i--)
            SiftDown(i);
    }

    public ref readonly T Current => ref current;

    public bool MoveNext()
    {
        while (readers > 0)
        {
            T next = heap[0].Current;
            if (!heap[0].MoveNext())
                heap[0] = heap[--readers];
            SiftDown(0);
            if (isDistinct && isBegun && next.CompareTo(current) == 0)
                continue;
            (current, isBegun) = (next, true);
            return true;
        }
        return false;
    }

    private void SiftDown(int parent)
    {
        while (2 * parent + 1 is var child && child < readers)
        {
            if (child + 1 < readers && heap[child + 1].Current.CompareTo(heap[child].Current) < 0)
                child++;
            if (heap[parent].Current.CompareTo(heap[child].Current) <= 0)
                return;
            (heap[parent], heap[child]) = (heap[child], heap[parent]);
            parent = child;
        }
    }
}
