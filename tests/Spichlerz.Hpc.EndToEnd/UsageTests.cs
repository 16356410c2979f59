namespace Spichlerz.Hpc.EndToEnd;

/// <summary>What the program says to those who ask for help and to those who ask for the impossible.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class UsageTests : IDisposable
{
    private readonly TempFolder folder = new();

    private string Work => folder["work"];

    public void Dispose() => folder.Dispose();

    [Test]
    public void Help_OfTheProgram_NamesEveryVerbTheStartAndTheExitCodes()
    {
        ProgramResult help = SpichlerzProgram.Run("--help");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(help.ExitCode, Is.Zero, help.Story);
            foreach (string verb in new[] { "run", "shard", "clean", "sign", "dedup", "reduce", "release", "status", "verify", "doctor" })
                Assert.That(help.Output, Does.Match($"\n  {verb} <(CONFIG|PATH)>  +[A-Z].+\\."), "a verb and a sentence");
            Assert.That(help.Output, Does.Contain("spichlerz run configs/quickstart.yaml"));
            Assert.That(help.Output, Does.Match("Exit codes: 0 done, 1 .*2 .*3 .*4 "));
        }
    }

    [TestCase("run", "CONFIG", "--set", "--redo")]
    [TestCase("shard", "CONFIG", "--set", "--redo")]
    [TestCase("clean", "CONFIG", "--set", "--redo", "--explain <FILE[:ROW]>")]
    [TestCase("sign", "CONFIG", "--set", "--redo")]
    [TestCase("dedup", "CONFIG", "--set", "--redo")]
    [TestCase("reduce", "CONFIG", "--set", "--redo")]
    [TestCase("release", "CONFIG", "--set", "--redo")]
    [TestCase("status", "CONFIG", "--set", "Exit code 0")]
    [TestCase("doctor", "CONFIG", "--set", "Exit code 2")]
    [TestCase("verify", "PATH", "snapshot", "Exit code 4")]
    public void Help_OfAVerb_TellsItsArguments(string verb, params string[] taught)
    {
        ProgramResult help = SpichlerzProgram.Run(verb, "--help");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(help.ExitCode, Is.Zero, help.Story);
            Assert.That(help.Output, Does.Contain($"Usage:\n  spichlerz {verb} <"));
            foreach (string word in taught)
                Assert.That(help.Output, Does.Contain(word));
        }
    }

    [Test]
    public void Verb_Unknown_IsUsageError() => AssertUsage(SpichlerzProgram.Run("polish"), "'polish'");

    [Test]
    public void Verb_Missing_IsUsageError() => AssertUsage(SpichlerzProgram.Run(), "Required command");

    [Test]
    public void Config_NotGiven_IsUsageError() => AssertUsage(SpichlerzProgram.Run("run"), "'CONFIG'");

    [Test]
    public void Config_MissingFile_IsNamed() => AssertUsage(SpichlerzProgram.Run("run", folder["no such.yaml"]), folder["no such.yaml"]);

    [Test]
    public void Config_NoYaml_IsToldWithItsLine()
    {
        File.WriteAllText(folder["bad.yaml"], "name: x\ncorpus: [unclosed\n");
        AssertUsage(SpichlerzProgram.Run("run", folder["bad.yaml"]), "line ", "not valid YAML");
    }

    [Test]
    public void Config_SeveralFaults_AreAllToldAtOnce()
    {
        File.WriteAllText(folder["bad.yaml"], "nmae: x\nwork: out\nranks: many\nshard: { size_mib: 0 }\nrelease: { where: { licence: cheap } }\n");
        AssertUsage(SpichlerzProgram.Run("run", folder["bad.yaml"]), "has 6 faults:", "line 1, nmae: is not a known key", "line 3, ranks: is 'many'",
            "line 4, shard.size_mib: is 0; allowed is 1 to 4096", "line 5, release.where.licence: is 'cheap'; allowed is any, open, commercial", "name: is missing", "corpus: is missing");
        Assert.That(Directory.Exists(folder["out"]), Is.False, "nothing is begun");
    }

    [TestCase("clean.bands=3", "clean.bands: is not a known key")]
    [TestCase("dedup.rows=6.5", "dedup.rows: is '6.5'; a whole number is needed.")]
    [TestCase("dedup.bands=100", "100 bands of 6 rows need 600 slots")]
    [TestCase("just-a-word", "--set: 'just-a-word' is not of the form key=value")]
    [TestCase("corpus=[nowhere]", "nowhere' does not exist")]
    [TestCase("release.name=../up", "release.name: '../up'")]
    public void Set_Faulty_IsToldAndNothingBegun(string setting, string message)
    {
        AssertUsage(SpichlerzProgram.Run("run", Checkout.Quickstart, "--set", $"work={Work}", "--set", setting), message);
        Assert.That(Directory.Exists(Work), Is.False, "nothing is begun");
    }

    [Test]
    public void Redo_UnknownStage_NamesTheStages() =>
        AssertUsage(SpichlerzProgram.Run("run", Checkout.Quickstart, "--set", $"work={Work}", "--redo", "polish"), "'polish'", "'shard'", "'release'");

    [Test]
    public void Setting_Changed_IsRefusedByNameUntilRedo()
    {
        string[] run = ["run", Checkout.Quickstart, "--set", $"work={Work}"], changed = [.. run, "--set", "dedup.min_similarity=0.99"];
        Assert.That(SpichlerzProgram.Run(run).ExitCode, Is.Zero);
        SortedDictionary<string, string> before = WorkFiles.Of(Work);
        AssertUsage(SpichlerzProgram.Run(changed), "dedup.min_similarity: was 0.75", "now it is 0.99", "--redo dedup");
        Assert.That(WorkFiles.Differences(before, WorkFiles.Of(Work)), Is.Empty, "a refusal changes nothing");
        ProgramResult redone = SpichlerzProgram.Run([.. changed, "--redo", "dedup"]);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(redone.ExitCode, Is.Zero, redone.Story);
            Assert.That(redone.Output, Does.Match("sign +done in .*6 of 6 done before").And.Match("dedup +done in [0-9.]+ s\n"));
            Assert.That(redone.Output, Does.Contain("exact_duplicate 2").And.Not.Contain("near_duplicate 11"), "hardly anything is 0.99 similar");
            Assert.That(SpichlerzProgram.Run("verify", Work).ExitCode, Is.Zero);
        }
    }

    [Test]
    public void Work_InUseByAnotherRun_IsRefused()
    {
        using var run = new GeneratedRun();
        using SpichlerzProgram first = run.Start();
        Assert.That(SpinWait.SpinUntil(() => Directory.Exists(Path.Combine(run.Work, "shard")), TimeSpan.FromSeconds(60)), Is.True);
        AssertUsage(run.Run(), "in use by another run", run.Work);
        ProgramResult result = first.WaitForEnd(TimeSpan.FromMinutes(2));
        Assert.That(result.ExitCode, Is.Zero, result.Story);
        run.AssertEndsAsReference();
    }

    [Test]
    public void Dataset_AboveTheQuarantineLimit_EndsIncompleteAndIsNamed()
    {
        string[] run = ["run", Checkout.Quickstart, "--set", $"work={Work}"];
        ProgramResult strict = SpichlerzProgram.Run([.. run, "--set", "max_quarantined_fraction=0.01"]);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(strict.ExitCode, Is.EqualTo(3), strict.Story);
            Assert.That(strict.Output, Does.Contain("failed: forum_ogrodnicze: 5 of 70 records could not be read, more than max_quarantined_fraction (0.01) allows."));
            Assert.That(strict.Output, Does.Contain("run the same command again"));
            Assert.That(Directory.Exists(Path.Combine(Work, "snapshots")), Is.False, "a part of the corpus is not released");
            Assert.That(File.Exists(Path.Combine(Work, "clean", "prawo_wzorce", "00000-00000.manifest.json")), Is.True, "the other datasets go on");
        }
        ProgramResult lenient = SpichlerzProgram.Run(run);
        Assert.That(lenient.ExitCode, Is.Zero, lenient.Story);
        Assert.That(lenient.Output, Does.Contain("Snapshot 2026.11: 93 documents"));
    }

    /// <summary>Exit code 2, the message on the error stream, no stack trace.</summary>
    private static void AssertUsage(ProgramResult result, params string[] messages)
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(result.ExitCode, Is.EqualTo(2), result.Story);
            foreach (string message in messages)
                Assert.That(result.Error, Does.Contain(message));
            Assert.That(result.Error, Does.Not.Contain("   at ").And.Not.Contain("defect"));
        }
    }
}
