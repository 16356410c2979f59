using System.Runtime.InteropServices;

namespace Spichlerz.Hpc.Mpi;

/// <summary>
/// Keeps MPI libraries from rewriting code that runs. To learn when memory is given back, they overwrite the first instructions of mmap,
/// munmap and their like in the C library; a thread of the runtime that is inside one of them then goes on in the middle of an instruction.
/// That was a segmentation fault now and then, and in every start beside two threads that only map and unmap.
/// </summary>
/// <remarks>
/// The price is the cache of registered memory on networks with remote access to memory: large messages are registered one by one.
/// The race as UCX knows it: openucx/ucx, the hook test's faults in pull request 11795. UCX's other way, <c>reloc</c>, never got past MPI_Init here.
/// </remarks>
internal static partial class LibraryDefaults
{
    /// <summary>To be called before the library is loaded. How it watches memory stays as the user has set it; the fault handlers are the runtime's.</summary>
    public static void Set()
    {
        Set("UCX_MEM_MMAP_HOOK_MODE", "none");
        Set("OMPI_MCA_memory", "^patcher");
        Set("FI_MR_CACHE_MONITOR", "disabled"); // libfabric, below Cray MPICH
        Set("UCX_ERROR_SIGNALS", "", isForced: true);
    }

    // Environment.SetEnvironmentVariable would not reach a native getenv.
    private static void Set(string name, string value, bool isForced = false) => _ = setenv(name, value, isForced ? 1 : 0);

    [LibraryImport("libc", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int setenv(string name, string value, int overwrite);
}
