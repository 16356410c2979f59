using System.Text.RegularExpressions;

namespace Spichlerz.Hpc.EndToEnd;

/// <summary>What configs/quickstart/README.md promises to whoever tries the program first.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed partial class QuickstartTests : IDisposable
{
    private readonly TempFolder folder = new();

    private string Work => folder["work"];

    private string Snapshot => Path.Combine(Work, "snapshots", "2026.11");

    public void Dispose() => folder.Dispose();

    [Test]
    public void Run_Quickstart_ClosesWithTheCountsOfItsReadme()
    {
        ProgramResult run = Run();
        Assert.That(run.ExitCode, Is.Zero, run.Story);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Row(run, "shard")[..4], Is.EqualTo(["188", "183", "0", "5"]));
            Assert.That(Row(run, "clean")[..4], Is.EqualTo(["183", "164", "19", "0"]));
            Assert.That(Row(run, "sign")[..4], Is.EqualTo(["164", "164", "0", "0"]));
            Assert.That(Row(run, "dedup")[..4], Is.EqualTo(["164", "151", "13", "0"]));
            Assert.That(Row(run, "reduce")[..4], Is.EqualTo(["164", "151", "13", "0"]));
            Assert.That(Row(run, "release")[..4], Is.EqualTo(["164", "93", "71", "0"]));
            Assert.That(Row(run, "clean")[^1].Split(", "), Is.EquivalentTo(["too_short 8", "language_en 3", "language_cs 3", "few_words 2", "language_de 1", "language_uk 1", "duplicate_lines 1"]));
            Assert.That(Row(run, "dedup")[^1].Split(", "), Is.EquivalentTo(["near_duplicate 11", "exact_duplicate 2"]));
            Assert.That(Row(run, "release")[^1].Split(", "), Is.EquivalentTo(["licence_all_rights_reserved 52", "duplicate 13", "licence_non_commercial 6"]));
            Assert.That(run.Output, Does.Match("Snapshot 2026\\.11: 93 documents in 3 datasets, .* MB, id [0-9a-f]{12}\n"));
            Assert.That(run.Output, Does.Contain($"  in {Snapshot}\n"));
            Assert.That(run.Output, Does.EndWith($"Next: spichlerz verify {Snapshot}\n"));
            Assert.That(run.Error, Does.Contain("Dataset forum_ogrodnicze: 5 of 70 records could not be read; they are in quarantine/forum_ogrodnicze/"));
        }
    }

    [Test]
    public void Run_Again_DoesNothingAndChangesNoByte()
    {
        AssertDone(Run());
        SortedDictionary<string, string> before = WorkFiles.Of(Work);
        Dictionary<string, DateTime> written = Written();
        ProgramResult again = Run();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(again.ExitCode, Is.Zero, again.Story);
            Assert.That(DoneBefore().Count(again.Output), Is.EqualTo(6), again.Story);
            Assert.That(DoneBefore().Matches(again.Output).Select(match => match.Groups["done"].Value), Is.EqualTo(DoneBefore().Matches(again.Output).Select(match => match.Groups["all"].Value)));
            Assert.That(WorkFiles.Differences(before, WorkFiles.Of(Work)), Is.Empty);
            Assert.That(Written(), Is.EquivalentTo(written), "files that were written again");
        }
    }

    [Test]
    public void Run_StageByStage_GivesTheSameBytes()
    {
        AssertDone(Run());
        SortedDictionary<string, string> whole = WorkFiles.Of(Work);
        Directory.Delete(Work, recursive: true);
        foreach (string stage in Stages)
            AssertDone(SpichlerzProgram.Run(stage, Checkout.Quickstart, "--set", $"work={Work}"));
        Assert.That(WorkFiles.Differences(whole, WorkFiles.Of(Work)), Is.Empty);
    }

    [TestCase("clean", "shard")]
    [TestCase("sign", "shard")]
    [TestCase("dedup", "shard")]
    [TestCase("reduce", "shard")]
    [TestCase("release", "shard")]
    [TestCase("dedup", "clean", "shard")]
    [TestCase("reduce", "dedup", "shard", "clean", "sign")]
    public void Stage_WithoutTheStagesBeforeIt_IsRefusedWithTheCommandToRun(string stage, string missing, params string[] done)
    {
        foreach (string earlier in done)
            AssertDone(SpichlerzProgram.Run(earlier, Checkout.Quickstart, "--set", $"work={Work}"));
        ProgramResult result = SpichlerzProgram.Run(stage, Checkout.Quickstart, "--set", $"work={Work}");
        Assert.That(result.ExitCode, Is.EqualTo(2), result.Story);
        Assert.That(result.Error, Does.Contain($"{stage}: needs {missing} finished first").And.Contain($"Run spichlerz {missing} with this configuration"));
    }

    [Test]
    public void Verify_AfterRun_ProvesWorkAndSnapshot()
    {
        AssertDone(Run());
        ProgramResult work = SpichlerzProgram.Run("verify", Work), snapshot = SpichlerzProgram.Run("verify", Snapshot);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(work.ExitCode, Is.Zero, work.Story);
            Assert.That(work.Output, Does.EndWith("347 documents: sound\n"), "183 after shard and 164 after clean");
            Assert.That(snapshot.ExitCode, Is.Zero, snapshot.Story);
            Assert.That(snapshot.Output, Does.EndWith("93 documents: sound\n"));
        }
        IndependentReader.AssertSound(Snapshot);
    }

    [Test]
    public void Status_BeforeAndAfter_TellsWhatIsNext()
    {
        ProgramResult before = SpichlerzProgram.Run("status", Checkout.Quickstart, "--set", $"work={Work}");
        AssertDone(Run());
        ProgramResult after = SpichlerzProgram.Run("status", Checkout.Quickstart, "--set", $"work={Work}");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(before.ExitCode, Is.EqualTo(3), before.Story);
            Assert.That(Row(before, "shard")[..2], Is.EqualTo(["0", "6"]));
            Assert.That(Row(before, "clean")[..2], Is.EqualTo(["0", "?"]));
            Assert.That(before.Output, Does.Contain($"Next: spichlerz run {Checkout.Quickstart}"));
            Assert.That(after.ExitCode, Is.Zero, after.Story);
            Assert.That(Row(after, "shard"), Is.EqualTo(["6", "6", "188", "183", "0", "5"]));
            Assert.That(Row(after, "release"), Is.EqualTo(["4", "4", "164", "93", "71", "0"]));
            Assert.That(after.Output, Does.Contain($"All stages are done. Next: spichlerz verify {Checkout.Quickstart}"));
        }
    }

    [Test]
    public void Doctor_Quickstart_IsReadyAndSaysWhatItLookedAt()
    {
        ProgramResult doctor = SpichlerzProgram.Run("doctor", Checkout.Quickstart, "--set", $"work={Work}");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(doctor.ExitCode, Is.Zero, doctor.Story);
            Assert.That(doctor.Output, Does.EndWith("Ready.\n"));
            foreach (string looked in new[] { "4 datasets in 6 files", "licence CC-BY-SA-4.0", "can be written to", "disk:", "inodes:", "memory:", "CPU:" })
                Assert.That(doctor.Output, Does.Contain(looked));
        }
    }

    private static readonly string[] Stages = ["shard", "clean", "sign", "dedup", "reduce", "release"];

    private static void AssertDone(ProgramResult result) => Assert.That(result.ExitCode, Is.Zero, result.Story);

    /// <summary>A stage's row of a table, without the stage.</summary>
    /// <summary>The cells of a stage's row; the reasons may go on in the lines below it.</summary>
    private static string[] Row(ProgramResult result, string stage)
    {
        string[][] lines = [.. result.Output.Split('\n').Where(line => line.StartsWith('│')).Select(line => line.Trim('│').Split('│').Select(cell => cell.Trim()).ToArray())];
        int row = lines.Index().Single(line => line.Item[0] == stage).Index;
        string reasons = string.Join(' ', lines.Skip(row + 1).TakeWhile(cells => cells[0].Length == 0).Select(cells => cells[^1]).Prepend(lines[row][^1]));
        return [.. lines[row][1..^1], reasons];
    }

    private ProgramResult Run() => SpichlerzProgram.Run("run", Checkout.Quickstart, "--set", $"work={Work}");

    private Dictionary<string, DateTime> Written() =>
        Stages.Append("snapshots").Append("quarantine").SelectMany(stage => Directory.EnumerateFiles(Path.Combine(Work, stage), "*", SearchOption.AllDirectories))
            .Where(path => !path.Contains("/reduce/corpus.json", StringComparison.Ordinal)) // gathered anew each time, to the same bytes
            .ToDictionary(path => path, File.GetLastWriteTimeUtc);

    [GeneratedRegex(", (?<done>[0-9]+) of (?<all>[0-9]+) done before\n")]
    private static partial Regex DoneBefore();
}
