namespace Spichlerz.Hpc.Mpi;

/// <summary>An MPI call failed; the text is the library's own.</summary>
public sealed class MpiException(string call, int code, string text) : Exception($"{call} failed with MPI error {code}: {text}");
