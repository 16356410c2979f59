namespace Spichlerz.Hpc.Runs;

/// <summary>Checks many files on all cores and gathers what they found, in the order of the files.</summary>
internal static class Verification
{
    /// <summary>What one file came to.</summary>
    public sealed record Finding(long Bytes, long Documents, IReadOnlyList<string> Faults);

    public static VerificationReport Run<T>(IReadOnlyList<T> items, Func<T, Finding> check)
    {
        var findings = new Finding[items.Count];
        ThreadRanks.Run(Math.Max(1, Math.Min(Environment.ProcessorCount, items.Count)), group =>
        {
            while (group.NextTicket() is var ticket && ticket < items.Count)
                findings[ticket] = check(items[(int)ticket]);
        });
        return new(items.Count, findings.Sum(finding => finding.Bytes), findings.Sum(finding => finding.Documents), [.. findings.SelectMany(finding => finding.Faults)]);
    }
}
