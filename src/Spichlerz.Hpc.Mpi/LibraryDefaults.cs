using System.Runtime.InteropServices;

namespace Spichlerz.Hpc.Mpi;

/// <summary>
/// Keeps MPI libraries from rewriting code that runs. To learn when memory is given back, they overwrite the first instructions of mmap,
/// munmap and their like in the C library; a thread of the runtime that is inside one of them then goes on in the middle of an instruction.
/// That was a segmentation fault in about one start of a thousand, and in every start beside two threads that only map and unmap.
/// </summary>
/// <remarks>
/// The price is the cache of registered memory on networks with remote access to memory: large messages are registered one by one.
/// The race as UCX knows it: openucx/ucx, the hook test's faults in pull request 11795. UCX's other way, <c>reloc</c>, never got past MPI_Init here.
/// </remarks>
internal static partial class LibraryDefaults
{
    /// <summary>To be called before the library is loaded. What the user has set stays.</summary>
    public static void Set()
    {
        SetUnlessSet("UCX_MEM_MMAP_HOOK_MODE", "none");
        SetUnlessSet("OMPI_MCA_memory", "^patcher");
        SetUnlessSet("FI_MR_CACHE_MONITOR", "disabled"); // libfabric, below Cray MPICH
        SetUnlessSet("UCX_ERROR_SIGNALS", "");
    }

    // Environment.SetEnvironmentVariable would not reach a native getenv.
    private static void SetUnlessSet(string name, string value) => _ = setenv(name, value, 0);

    [LibraryImport("libc", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int setenv(string name, string value, int overwrite);
}
