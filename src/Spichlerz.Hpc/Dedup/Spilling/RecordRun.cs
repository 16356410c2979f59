using Microsoft.Win32.SafeHandles;

namespace Spichlerz.Hpc.Dedup.Spilling;

/// <summary>Sorted records in memory, or in a part of a file.</summary>
internal readonly record struct RecordRun<T>(ReadOnlyMemory<T> Held, SafeFileHandle? File, long Offset, long Count)
{
    public RecordRun(ReadOnlyMemory<T> held) : this(held, null, 0, held.Length)
    {
    }

    /// <param name="offset">In bytes.</param>
    /// <param name="count">In records.</param>
    public RecordRun(SafeFileHandle file, long offset, long count) : this(default, file, offset, count)
    {
    }
}
