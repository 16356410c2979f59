using System.Runtime.InteropServices;

namespace Spichlerz.Hpc.Dedup.Spilling;

/// <summary>Bytes of a record in memory, in files and on the wire.</summary>
internal static class RecordSize<T>
    where T : unmanaged
{
    public static readonly int Bytes = MemoryMarshal.AsBytes<T>(new T[1]).Length;
}
