using System.Globalization;

namespace Spichlerz.Hpc.EndToEnd.Mpi;

/// <summary>
/// Law 2 on real text: threads and processes of both libraries come to the same bytes. Polish codes in several versions, more than half of
/// them near-duplicates, beside encyclopedic prose.
/// </summary>
[FixtureLifeCycle(LifeCycle.SingleInstance)]
public sealed class RealTextTests : IDisposable
{
    private static readonly string[] Datasets = ["legal_kodeksy", "wikipedia_poquad"];

    private readonly TempFolder folder = new();
    private SortedDictionary<string, string> expected = [];

    private string Config => folder["config.yaml"];

    [OneTimeSetUp]
    public void RunOnTwoThreads()
    {
        string corpus = Checkout.DevCorpus();
        string files = string.Join(", ", Datasets.Select(dataset => $"\"{Path.Combine(corpus, dataset)}.jsonl.zst\""));
        File.WriteAllText(Config, $"name: real\ncorpus: [{files}]\nwork: work\nranks: 2\nshard: {{ size_mib: 1 }}\nrelease: {{ name: real }}\n");
        ProgramResult run = SpichlerzProgram.Run("run", Config);
        Assert.That(run.ExitCode, Is.Zero, run.Story);
        expected = WorkFiles.Of(folder["work"]);
        Assert.That(expected.Keys.Count(path => path.StartsWith("dedup/", StringComparison.Ordinal) && path.EndsWith(".parquet", StringComparison.Ordinal)), Is.GreaterThanOrEqualTo(8), "shards");
    }

    public void Dispose() => folder.Dispose();

    [TestCase(1)]
    [TestCase(7)]
    public void Run_Threads_GiveTheSameBytes(int ranks) =>
        AssertSame($"threads-{ranks}", settings => SpichlerzProgram.Run(["run", .. settings, "--set", string.Create(CultureInfo.InvariantCulture, $"ranks={ranks}")]));

    [TestCase("mpich", 1)]
    [TestCase("mpich", 2)]
    [TestCase("mpich", 4)]
    [TestCase("mpich", 7)]
    [TestCase("openmpi", 1)]
    [TestCase("openmpi", 2)]
    [TestCase("openmpi", 4)]
    public void Run_Processes_GiveTheSameBytes(string launcher, int processes) =>
        AssertSame($"{launcher}-{processes}", settings => Launcher.Of(launcher).Run(processes, "", ["run", .. settings]));

    private void AssertSame(string name, Func<string[], ProgramResult> run)
    {
        ProgramResult result = run([Config, "--set", $"work={folder[name]}"]);
        Assert.That(result.ExitCode, Is.Zero, result.Story);
        Assert.That(WorkFiles.Differences(expected, WorkFiles.Of(folder[name])), Is.Empty, "files that differ from those of two threads");
    }
}
