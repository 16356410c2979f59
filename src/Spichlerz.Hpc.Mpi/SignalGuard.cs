using System.Runtime.InteropServices;

namespace Spichlerz.Hpc.Mpi;

/// <summary>
/// Gives the runtime its fault handlers back after a native library has taken them. UCX, below many MPI libraries, does so: without the
/// guard the next NullReferenceException, though caught, ends the process.
/// </summary>
internal static unsafe partial class SignalGuard
{
    // struct sigaction of glibc, x86-64 and aarch64; the handler is its first member.
    private const int ActionBytes = 152;

    // ILL TRAP ABRT BUS FPE SEGV
    private static readonly int[] Faults = [4, 5, 6, 7, 8, 11];

    /// <summary>Runs <paramref name="load"/> and restores the handlers that it replaced.</summary>
    public static void Around(Action load)
    {
        byte[] saved = new byte[ActionBytes * Faults.Length];
        byte* now = stackalloc byte[ActionBytes];
        fixed (byte* start = saved)
        {
            for (int i = 0; i < Faults.Length; i++)
                _ = sigaction(Faults[i], null, start + (i * ActionBytes));
            try
            {
                load();
            }
            finally
            {
                for (int i = 0; i < Faults.Length; i++)
                {
                    byte* before = start + (i * ActionBytes);
                    _ = sigaction(Faults[i], null, now);
                    if (*(nint*)now != *(nint*)before)
                        _ = sigaction(Faults[i], before, null);
                }
            }
        }
    }

    [LibraryImport("libc")]
    private static partial int sigaction(int signal, void* action, void* old);
}
