using System.Globalization;

namespace Spichlerz.Hpc.EndToEnd;

/// <summary>A run over the quickstart's and the generated corpus in small shards, in a folder of its own. Of equal bytes to the reference, if all is well.</summary>
internal sealed class GeneratedRun : IDisposable
{
    private readonly TempFolder folder = new();

    /// <param name="ranks">Threads that share the work.</param>
    /// <param name="reversed">Names the corpora in the other order.</param>
    public GeneratedRun(int ranks = 2, bool reversed = false)
    {
        string[] corpora = [Checkout.QuickstartCorpus, Reference.Corpus];
        File.WriteAllText(Config, string.Create(CultureInfo.InvariantCulture, $$"""
            name: generated
            corpus: ["{{string.Join("\", \"", reversed ? corpora.Reverse() : corpora)}}"]
            work: work
            ranks: {{ranks}}
            max_quarantined_fraction: 0.15
            shard: { size_mib: 1 }
            release: { name: "2026.11" }
            """));
    }

    public string Config => folder["config.yaml"];

    public string Work => folder["work"];

    public string Snapshot => Path.Combine(Work, "snapshots", "2026.11");

    public ProgramResult Run(params (string Name, string Value)[] environment) => SpichlerzProgram.Run(environment, "run", Config);

    public SpichlerzProgram Start() => SpichlerzProgram.Start("run", Config);

    /// <summary>Runs to the end; asserts that all is done, verified and equal to the reference, byte for byte.</summary>
    public void AssertEndsAsReference(params (string Name, string Value)[] environment)
    {
        ProgramResult run = Run(environment);
        Assert.That(run.ExitCode, Is.Zero, run.Story);
        AssertSound();
        Assert.That(WorkFiles.Differences(Reference.Files, WorkFiles.Of(Work)), Is.Empty, "files that differ from those of an undisturbed run");
    }

    public void AssertSound()
    {
        ProgramResult verify = SpichlerzProgram.Run("verify", Config);
        Assert.That(verify.ExitCode, Is.Zero, verify.Story);
    }

    public void Dispose() => folder.Dispose();
}
