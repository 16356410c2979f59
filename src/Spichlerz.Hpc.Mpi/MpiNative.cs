using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;

namespace Spichlerz.Hpc.Mpi;

/// <summary>The calls themselves. Every handle is <see langword="nint"/>: MPICH reads its low 32 bits, so one signature serves all ABIs.</summary>
/// <remarks>Names are MPI's own. Output handles start at 0, because MPICH writes only four bytes of them.</remarks>
internal static unsafe partial class MpiNative
{
    /// <summary>A name that only the resolver of <see cref="MpiLibrary"/> knows.</summary>
    public const string Library = "spichlerz_mpi";

    [LibraryImport(Library)]
    public static partial int MPI_Init_thread(int* argc, byte*** argv, int required, int* provided);

    [LibraryImport(Library)]
    public static partial int MPI_Finalize();

    [LibraryImport(Library)]
    public static partial int MPI_Abort(nint comm, int code);

    [LibraryImport(Library)]
    public static partial int MPI_Comm_set_errhandler(nint comm, nint handler);

    [LibraryImport(Library)]
    public static partial int MPI_Comm_rank(nint comm, int* rank);

    [LibraryImport(Library)]
    public static partial int MPI_Comm_size(nint comm, int* size);

    /// <param name="text">8192 bytes: enough in every ABI.</param>
    [LibraryImport(Library)]
    public static partial int MPI_Get_library_version(byte* text, int* length);

    [LibraryImport(Library)]
    public static partial int MPI_Test(nint* request, int* done, void* status);

    [LibraryImport(Library)]
    public static partial int MPI_Iprobe(int source, int tag, nint comm, int* found, void* status);

    [LibraryImport(Library)]
    public static partial int MPI_Recv(void* buffer, int count, nint type, int source, int tag, nint comm, void* status);

    [LibraryImport(Library)]
    public static partial int MPI_Send(void* buffer, int count, nint type, int target, int tag, nint comm);

    [LibraryImport(Library)]
    public static partial int MPI_Isend(void* buffer, int count, nint type, int target, int tag, nint comm, nint* request);

    [LibraryImport(Library)]
    public static partial int MPI_Irecv(void* buffer, int count, nint type, int source, int tag, nint comm, nint* request);

    [LibraryImport(Library)]
    public static partial int MPI_Ibarrier(nint comm, nint* request);

    [LibraryImport(Library)]
    public static partial int MPI_Ibcast(void* buffer, int count, nint type, int root, nint comm, nint* request);

    [LibraryImport(Library)]
    public static partial int MPI_Iallreduce(void* send, void* receive, int count, nint type, nint op, nint comm, nint* request);

    [LibraryImport(Library)]
    public static partial int MPI_Ialltoall(void* send, int sendCount, nint sendType, void* receive, int receiveCount, nint receiveType, nint comm, nint* request);

    /// <exception cref="MpiException">The code is an error.</exception>
    public static void Check(int code, [CallerArgumentExpression(nameof(code))] string call = "")
    {
        if (code == 0)
            return;
        byte* text = stackalloc byte[512];
        int length = 0;
        _ = MPI_Error_string(code, text, &length);
        throw new MpiException(call.Split('(')[0], code, Encoding.UTF8.GetString(text, length));
    }

    /// <param name="text">512 bytes: enough in every ABI.</param>
    [LibraryImport(Library)]
    private static partial int MPI_Error_string(int code, byte* text, int* length);
}
