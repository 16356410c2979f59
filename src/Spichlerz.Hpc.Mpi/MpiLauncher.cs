using System.Globalization;

namespace Spichlerz.Hpc.Mpi;

/// <summary>What the environment says about how this process was started: alone, or as one of several by mpiexec or srun.</summary>
public static class MpiLauncher
{
    // The first that is set decides: inside a Slurm job mpiexec's processes also see the step's count, which is that of its proxies.
    private static readonly string[] Counts = ["OMPI_COMM_WORLD_SIZE", "PMI_SIZE", "SLURM_STEP_NUM_TASKS"];

    private static readonly string[] Ranks = ["PMI_RANK", "PMIX_RANK"];

    /// <summary>
    /// True if this process is one of several. A launcher that started one process only (srun -n 1 -c 96) leaves the node's cores to thread
    /// ranks.
    /// </summary>
    public static bool IsPresent => IsPresentIn(Environment.GetEnvironmentVariable);

    internal static bool IsPresentIn(Func<string, string?> environment) =>
        LaunchedProcesses(environment) is { } launched ? launched.Count > 1 : Ranks.Any(name => !string.IsNullOrEmpty(environment(name)));

    /// <summary>A library that does not belong to the launcher takes every process for rank 0 of 1: all would do all the work, over each other.</summary>
    /// <exception cref="MpiEnvironmentException">MPI's size is not the launcher's count.</exception>
    internal static void Check(int size, MpiLibrary library, Func<string, string?> environment)
    {
        if (LaunchedProcesses(environment) is { } launched && launched.Count != size)
        {
            throw new MpiEnvironmentException(
                $"The launcher started {launched.Count} processes ({launched.Variable}), but {library.File} ({library.Version}) sees {size}: this library and this launcher do not belong together. "
                + $"Start with the mpiexec of that library, choose another --mpi= for srun (see srun --mpi=list), or set {MpiLibrary.Variable} to the launcher's library.");
        }
    }

    private static (string Variable, int Count)? LaunchedProcesses(Func<string, string?> environment)
    {
        foreach (string name in Counts)
        {
            if (int.TryParse(environment(name), NumberStyles.None, CultureInfo.InvariantCulture, out int count))
                return (name, count);
        }
        return null;
    }
}
