namespace Spichlerz.Hpc.Runs;

/// <summary>What a verification found: how much was looked at, and every fault.</summary>
public sealed record VerificationReport(int Files, long Bytes, long Documents, IReadOnlyList<string> Faults)
{
    public bool IsSound => Faults.Count == 0;
}
