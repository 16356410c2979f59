namespace Spichlerz.Hpc.Cli;

/// <summary>What the shell is told.</summary>
internal static class ExitCode
{
    public const int Done = 0;

    /// <summary>A fault of the program itself.</summary>
    public const int Defect = 1;

    /// <summary>Usage, configuration or environment: mend it, then run again.</summary>
    public const int Usage = 2;

    /// <summary>Work is left: run again to go on.</summary>
    public const int Incomplete = 3;

    public const int VerificationFailed = 4;
}
