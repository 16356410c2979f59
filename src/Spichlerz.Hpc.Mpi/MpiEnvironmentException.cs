namespace Spichlerz.Hpc.Mpi;

/// <summary>MPI cannot be used as this process was started: no library, or one that does not fit the launcher. The message says what to do.</summary>
public sealed class MpiEnvironmentException(string message, Exception? inner = null) : Exception(message, inner);
