using System.Runtime.InteropServices;

namespace Spichlerz.Hpc.EndToEnd.Mpi;

/// <summary>Threads that map memory and give it back all the time, as the runtime's own do now and then.</summary>
internal sealed unsafe partial class MappingThreads : IDisposable
{
    private const int Bytes = 64 << 10;
    private const int ReadAndWrite = 3; // PROT_READ | PROT_WRITE
    private const int Anonymous = 0x22; // MAP_PRIVATE | MAP_ANONYMOUS
    private const int Unneeded = 4; // MADV_DONTNEED

    private readonly Thread[] threads;
    private volatile bool isOver;

    public MappingThreads()
    {
        threads = [.. Enumerable.Range(0, 2).Select(_ => new Thread(MapAndUnmap))];
        foreach (Thread thread in threads)
            thread.Start();
    }

    public void Dispose()
    {
        isOver = true;
        foreach (Thread thread in threads)
            thread.Join();
    }

    private void MapAndUnmap()
    {
        while (!isOver)
        {
            void* start = mmap(null, Bytes, ReadAndWrite, Anonymous, -1, 0);
            _ = madvise(start, Bytes, Unneeded);
            _ = munmap(start, Bytes);
        }
    }

    [LibraryImport("libc")]
    private static partial void* mmap(void* address, nint length, int protection, int flags, int file, nint offset);

    [LibraryImport("libc")]
    private static partial int munmap(void* address, nint length);

    [LibraryImport("libc")]
    private static partial int madvise(void* address, nint length, int advice);
}
