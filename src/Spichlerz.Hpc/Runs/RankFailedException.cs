namespace Spichlerz.Hpc.Runs;

/// <summary>Another rank failed, so this one cannot go on; the failing rank's own exception says why.</summary>
public sealed class RankFailedException(int rank, Exception? inner = null)
    : Exception($"Rank {rank} failed{(inner is null ? "" : $": {inner.Message}")}", inner)
{
    public int Rank { get; } = rank;
}
