namespace Spichlerz.Hpc.EndToEnd;

/// <summary>A run that is asked to stop does so at once and cleanly, says how to go on, and goes on.</summary>
public sealed class SignalTests
{
    private static readonly TimeSpan Promptly = TimeSpan.FromSeconds(10);

    [TestCase("TERM", "shard")]
    [TestCase("TERM", "clean")]
    [TestCase("INT", "shard")]
    [TestCase("INT", "sign")]
    [TestCase("USR1", "shard")] // what Slurm sends before the time is up
    [TestCase("USR1", "clean")]
    public void Run_AskedToStop_EndsIncompleteAndGoesOn(string signal, string stage)
    {
        using var run = new GeneratedRun();
        using SpichlerzProgram program = run.Start();
        Assert.That(SpinWait.SpinUntil(() => Directory.Exists(Path.Combine(run.Work, stage)) || program.HasExited, TimeSpan.FromSeconds(120)), Is.True);
        program.Signal(signal);
        ProgramResult result = program.WaitForEnd(Promptly);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(result.ExitCode, Is.EqualTo(3), result.Story);
            Assert.That(result.Output, Does.Match(" stopped in [0-9.]+ s"));
            Assert.That(result.Output, Does.Contain("Not complete. What is done is kept: run the same command again to go on"));
            Assert.That(result.Error, Does.Not.Contain("defect").And.Not.Contain("   at "));
            Assert.That(Directory.EnumerateFiles(run.Work, "*.tmp-*", SearchOption.AllDirectories), Is.Empty, "unfinished files");
        }
        run.AssertEndsAsReference();
    }
}
