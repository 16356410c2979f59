namespace Spichlerz.Hpc.EndToEnd;

/// <summary>The generated corpus and one undisturbed run over it, made once: what all other runs must equal.</summary>
[SetUpFixture]
public sealed class Reference
{
    private static readonly Lazy<TempFolder> Folder = new(() =>
    {
        var folder = new TempFolder();
        GeneratedCorpus.Write(folder["corpus"]);
        return folder;
    });

    private static readonly Lazy<(GeneratedRun Run, TimeSpan Elapsed, SortedDictionary<string, string> Files)> Undisturbed = new(() =>
    {
        var run = new GeneratedRun();
        ProgramResult result = run.Run();
        Assert.That(result.ExitCode, Is.Zero, result.Story);
        run.AssertSound();
        return (run, result.Elapsed, WorkFiles.Of(run.Work));
    });

    internal static string Corpus => Folder.Value["corpus"];

    /// <summary>The undisturbed run; only to be read.</summary>
    internal static GeneratedRun Run => Undisturbed.Value.Run;

    internal static TimeSpan Elapsed => Undisturbed.Value.Elapsed;

    internal static SortedDictionary<string, string> Files => Undisturbed.Value.Files;

    [OneTimeTearDown]
    public void Remove()
    {
        if (Undisturbed.IsValueCreated)
            Run.Dispose();
        if (Folder.IsValueCreated)
            Folder.Value.Dispose();
    }
}
