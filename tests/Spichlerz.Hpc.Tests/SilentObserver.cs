using Spichlerz.Hpc.Runs;

namespace Spichlerz.Hpc.Tests;

/// <summary>Looks away.</summary>
internal sealed class SilentObserver : IRunObserver
{
    public void StageStarted(StageProgress progress)
    {
    }

    public void StageEnded(StageResult result)
    {
    }
}
