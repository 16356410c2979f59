using System.Reflection;
using System.Runtime.InteropServices;
using System.Text;

namespace Spichlerz.Hpc.Mpi;

/// <summary>The MPI library of this process: chosen and loaded at run time, of whatever ABI the cluster has.</summary>
/// <param name="File">What was loaded: a name that the loader resolved, or the path that the user gave.</param>
/// <param name="AbiName">MPICH (Intel MPI and Cray MPICH too), Open MPI or MPI 5.</param>
/// <param name="Version">The library's own description, one line.</param>
public sealed record MpiLibrary(string File, string AbiName, string Version)
{
    /// <summary>Names another library than the one that would be found; a path or a name that the loader knows.</summary>
    public const string Variable = "SPICHLERZ_MPI_LIB";

    private const int VersionBytes = 8192;

    // Debian has MPICH's ABI under libmpich.so.12 only; Cray has native names where the ABI-compatible module is not loaded.
    private static readonly string[] Mpich =
        ["libmpi.so.12", "libmpi_gnu.so.12", "libmpi_cray.so.12", "libmpi_gnu_123.so.12", "libmpi_gnu_112.so.12", "libmpi_gnu_91.so.12", "libmpich.so.12"];

    private static readonly string[] OpenMpi = ["libmpi.so.40"];

    private static readonly string[] Standard = ["libmpi_abi.so.1", "libmpi_abi.so.0"];

    private static readonly Lazy<(MpiLibrary Library, MpiAbi Abi, string FullVersion)> Loaded = new(Find);

    internal static MpiAbi Abi => Loaded.Value.Abi;

    /// <summary>The library's own description, all lines of it.</summary>
    internal static string FullVersion => Loaded.Value.FullVersion;

    /// <summary>Loads the library unless that is done, without starting MPI.</summary>
    /// <exception cref="MpiEnvironmentException">There is none that can be loaded.</exception>
    public static MpiLibrary Load() => Loaded.Value.Library;

    private static (MpiLibrary Library, MpiAbi Abi, string FullVersion) Find()
    {
        string[] files = Candidates(Environment.GetEnvironmentVariable);
        string? problem = null;
        LibraryDefaults.Set();
        foreach (string file in files)
        {
            nint handle = 0;
            SignalGuard.Around(() => problem = TryLoad(file, out handle));
            if (handle != 0)
                return Describe(handle, file);
        }
        throw new MpiEnvironmentException(files.Length == 1
            ? $"{Variable} names {files[0]}, which cannot be used: {problem}. Correct or unset it."
            : $"No MPI library found (tried {string.Join(", ", files)}). Load the site's MPI module or set {Variable} to the library's path.");
    }

    /// <summary>What to try, in this order: the library of the launcher that started this process comes first.</summary>
    internal static string[] Candidates(Func<string, string?> environment)
    {
        bool Has(string name) => !string.IsNullOrEmpty(environment(name));
        if (Has(Variable))
            return [environment(Variable)!];
        return Has("OMPI_COMM_WORLD_SIZE") || (Has("PMIX_RANK") && !Has("PMI_RANK"))
            ? [.. OpenMpi, .. Mpich, .. Standard] : [.. Mpich, .. OpenMpi, .. Standard];
    }

    /// <summary>Returns what is wrong, or null.</summary>
    private static string? TryLoad(string file, out nint handle)
    {
        handle = 0;
        try
        {
            nint loaded = NativeLibrary.Load(file);
            if (!NativeLibrary.TryGetExport(loaded, nameof(MpiNative.MPI_Init_thread), out _))
                return "it is no MPI library";
            handle = loaded;
            return null;
        }
        catch (Exception e) when (e is DllNotFoundException or BadImageFormatException)
        {
            // The runtime's advice comes first, the loader's own words after it.
            string[] lines = e.Message.Split('\n', StringSplitOptions.RemoveEmptyEntries);
            return lines[Math.Min(1, lines.Length - 1)];
        }
    }

    private static unsafe (MpiLibrary Library, MpiAbi Abi, string FullVersion) Describe(nint handle, string file)
    {
        NativeLibrary.SetDllImportResolver(Assembly.GetExecutingAssembly(), (name, _, _) => name == MpiNative.Library ? handle : 0);
        byte[] text = new byte[VersionBytes];
        int length = 0;
        fixed (byte* start = text)
            MpiNative.Check(MpiNative.MPI_Get_library_version(start, &length));
        string full = Encoding.UTF8.GetString(text, 0, length);
        string first = full.Split('\n')[0].Trim('\0', ' ');
        MpiAbi abi = MpiAbi.Of(handle, file);
        return (new MpiLibrary(file, abi.Name, string.Join(' ', first.Split((char[])[' ', '\t'], StringSplitOptions.RemoveEmptyEntries))), abi, full);
    }
}
