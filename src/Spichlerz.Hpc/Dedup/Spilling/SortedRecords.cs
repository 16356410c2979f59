using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Spichlerz.Hpc.Dedup.Spilling;

/// <summary>
/// Records that come in any order and are read in theirs. What fits is held and sorted in memory; where there is more, sorted runs go to a
/// file and are merged while they are read (external merge sort, Knuth volume 3, section 5.4).
/// </summary>
/// <param name="capacity">Records held in memory.</param>
/// <param name="room">Second array for sorting; sorters that are not filled at once in different threads share one.</param>
/// <param name="isDistinct">Whether equal records are read as one.</param>
internal sealed class SortedRecords<T>(SpillFolder spill, int capacity, SortRoom<T> room, bool isDistinct = false) : IDisposable
    where T : unmanaged, ISortable<T>
{
    private const int FirstRecords = 1 << 12;

    private readonly List<RecordRun<T>> runs = [];
    private T[] held = [];
    private int heldCount;
    private SafeFileHandle? file;
    private long fileBytes;

    public void Add(ReadOnlySpan<T> records)
    {
        while (!records.IsEmpty)
        {
            if (heldCount == capacity)
                Spill();
            int taken = Math.Min(records.Length, capacity - heldCount);
            if (held.Length < heldCount + taken)
                Array.Resize(ref held, (int)Math.Min(capacity, Math.Max(Math.Max(2L * held.Length, FirstRecords), heldCount + taken)));
            records[..taken].CopyTo(held.AsSpan(heldCount));
            heldCount += taken;
            records = records[taken..];
        }
    }

    public void Add(in T record) => Add(new ReadOnlySpan<T>(in record));

    /// <summary>Sorts what is held. Nothing is added after it.</summary>
    public void Complete()
    {
        Sort();
        if (heldCount > 0)
            runs.Add(new RecordRun<T>(held.AsMemory(0, heldCount)));
    }

    /// <summary>Reads all records in their order; several may read at once. After <see cref="Complete"/>.</summary>
    /// <param name="bufferBytes">Memory for reading what was spilled.</param>
    public RecordCursor<T> Read(int bufferBytes) => new(runs, bufferBytes, isDistinct);

    /// <summary>Removes the file and lets the memory go.</summary>
    public void Dispose()
    {
        file?.Dispose();
        runs.Clear();
        held = [];
        heldCount = 0;
    }

    private void Spill()
    {
        Sort();
        if (!isDistinct || heldCount > capacity / 2) // equal ones may have made room enough
            WriteRun();
    }

    private void WriteRun()
    {
        file ??= spill.Create();
        ReadOnlySpan<byte> bytes = MemoryMarshal.AsBytes(held.AsSpan(0, heldCount));
        RandomAccess.Write(file, bytes, fileBytes);
        runs.Add(new RecordRun<T>(file, fileBytes, heldCount));
        fileBytes += bytes.Length;
        spill.Count(bytes.Length);
        heldCount = 0;
    }

    private void Sort()
    {
        RecordSort.Sort(ref held, ref room.Array, heldCount);
        if (isDistinct)
            heldCount = Distinct(held.AsSpan(0, heldCount));
    }

    private static int Distinct(Span<T> sorted)
    {
        int count = 0;
        for (int i = 0; i < sorted.Length; i++)
        {
            if (count == 0 || sorted[i].CompareTo(sorted[count - 1]) != 0)
                sorted[count++] = sorted[i];
        }
        return count;
    }
}
