using System.Runtime.InteropServices;

namespace Spichlerz.Hpc.Mpi;

/// <summary>What differs between the ABIs of MPI libraries: predefined handles, constants, and where MPI_Status keeps the source.</summary>
/// <remarks>Handles are ints in MPICH's ABI, addresses of exported symbols in Open MPI's and pointer-sized constants in the standard's.</remarks>
internal sealed record MpiAbi(
    string Name, nint World, nint Byte, nint Int64, nint Sum, nint ErrorsReturn, nint InPlace, nint StatusIgnore, int AnySource, int Funneled, int SourceOffset)
{
    /// <summary>Room for any MPI_Status: 20 to 32 bytes.</summary>
    public const int StatusBytes = 64;

    /// <param name="library">Handle of the loaded library.</param>
    /// <param name="file">Its name: the standard ABI has no symbol of its own, only a name.</param>
    public static MpiAbi Of(nint library, string file) =>
        NativeLibrary.TryGetExport(library, "ompi_mpi_comm_world", out _) ? OpenMpi(library)
        : Path.GetFileName(file).Contains("mpi_abi", StringComparison.Ordinal) ? Standard : Mpich;

    private static MpiAbi Mpich { get; } = new("MPICH", 0x44000000, 0x4c00010d, 0x4c00083a, 0x58000003, 0x54000001, -1, 1, -2, 1, 8);

    /// <summary>MPI 5.0. Taken from the forum's header; no library of this ABI has been run yet.</summary>
    private static MpiAbi Standard { get; } = new("MPI 5", 0x101, 0x247, 0x258, 0x21, 0x142, 1, 0, -1, 1024, 0);

    private static MpiAbi OpenMpi(nint library)
    {
        nint Symbol(string name) => NativeLibrary.GetExport(library, name);
        return new("Open MPI", Symbol("ompi_mpi_comm_world"), Symbol("ompi_mpi_byte"), Symbol("ompi_mpi_int64_t"), Symbol("ompi_mpi_op_sum"),
            Symbol("ompi_mpi_errors_return"), 1, 0, -1, 1, 0);
    }
}
