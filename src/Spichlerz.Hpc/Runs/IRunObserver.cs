namespace Spichlerz.Hpc.Runs;

/// <summary>Sees the stages of a run on rank 0 go by; the console is one.</summary>
public interface IRunObserver
{
    void StageStarted(StageProgress progress);

    void StageEnded(StageResult result);
}
