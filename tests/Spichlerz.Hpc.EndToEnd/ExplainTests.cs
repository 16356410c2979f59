namespace Spichlerz.Hpc.EndToEnd;

/// <summary><c>clean --explain</c> over records of the shipped sample: what people see, and that nothing is written.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class ExplainTests : IDisposable
{
    private readonly TempFolder folder = new();

    private string Work => folder["work"];

    public void Dispose() => folder.Dispose();

    [Test]
    public void Explain_Mojibake_ShowsWhatBecameOfEachWord()
    {
        ProgramResult result = Explain("przepisy i porady.jsonl.zst:14");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(result.ExitCode, Is.Zero, result.Story);
            Assert.That(result.Output, Does.Contain(", row 14 (line 15, byte "));
            Assert.That(result.Output, Does.Match("\n  repair +edited\n      adds \"repair\":\\{\"utf8_as_cp1250\":[0-9]+\\}\n"));
            Assert.That(result.Output, Does.Contain("Kilogram wieprzowej -[Ĺ‚opatki]-+{łopatki}+ kroimy w -[sporÄ…]-+{sporą}+ -[kostkÄ™,]-+{kostkę,}+"));
            Assert.That(result.Output, Does.Match("\n  unicode +kept\n").And.Contain("adds \"language\":{\"code\":\"pl\"").And.EndWith("Kept, edited by repair.\n"));
            Assert.That(Directory.Exists(Work), Is.False, "nothing is written");
        }
    }

    [TestCase("encyklopedia_źródła.jsonl:1", "  language +dropped: language_en, value 0\\.[0-9]+ \\(clean.steps.language.keep: \\[\"pl\"\\]\\)\nDropped by language: language_en\\.\n$")]
    [TestCase("forum_ogrodnicze-000.jsonl.gz:3", "  length +dropped: too_short, value 7 \\(clean.steps.length.min_characters: 200\\)\nDropped by length: too_short\\.\n$")]
    [TestCase("forum_ogrodnicze-001.jsonl:9", "Quarantined by shard: invalid_utf8: byte 14 of the line is not valid UTF-8\n$")]
    [TestCase("encyklopedia_źródła.jsonl", "row 0 .*\nKept as it is\\.\n$")]
    public void Explain_RecordOfTheSample_SaysItsOutcome(string record, string expected)
    {
        ProgramResult result = Explain(record);
        Assert.That(result.ExitCode, Is.Zero, result.Story);
        Assert.That(result.Output, Does.Match("(?s)" + expected));
    }

    [Test]
    public void Explain_Id_ReadsWhatShardHasWrittenAndLeavesItAlone()
    {
        Assert.That(SpichlerzProgram.Run("shard", Checkout.Quickstart, "--set", $"work={Work}").ExitCode, Is.Zero);
        SortedDictionary<string, string> before = WorkFiles.Of(Work);
        ProgramResult result = SpichlerzProgram.Run("clean", Checkout.Quickstart, "--set", $"work={Work}", "--explain", "przepisy i porady/00000-00000/14");
        Assert.That(result.ExitCode, Is.Zero, result.Story);
        Assert.That(result.Output, Does.StartWith("przepisy i porady/00000-00000/14\n").And.EndWith("Kept, edited by repair.\n"));
        Assert.That(WorkFiles.Differences(before, WorkFiles.Of(Work)), Is.Empty);
    }

    [Test]
    public void Explain_Boilerplate_FallsByTheListOfTheDatasetOnceThereIsOne()
    {
        File.WriteAllLines(folder["gazeta.jsonl"], Enumerable.Range(0, 30).Select(number => $$"""{"text":"Numer {{number}} ukazał się w sobotę.\n\n{{GeneratedCorpus.Notice}}\n{{GeneratedCorpus.Address}}"}"""));
        File.WriteAllText(folder["config.yaml"], "name: gazeta\ncorpus: [gazeta.jsonl]\nwork: work\n");
        string[] explain = ["clean", folder["config.yaml"], "--explain", folder["gazeta.jsonl:3"]];
        ProgramResult before = SpichlerzProgram.Run(explain);
        Assert.That(SpichlerzProgram.Run("shard", folder["config.yaml"]).ExitCode + SpichlerzProgram.Run("clean", folder["config.yaml"]).ExitCode, Is.Zero);
        ProgramResult after = SpichlerzProgram.Run(explain), byId = SpichlerzProgram.Run([.. explain[..^1], "gazeta/00000-00000/3"]);
        string edited = $"  boilerplate       edited\n      adds \"boilerplate\":{{\"dataset_lines\":2}}\n      Numer 3 ukazał się w sobotę.-[\\n\\n{GeneratedCorpus.Notice}\\n{GeneratedCorpus.Address}]-\n";
        using (Assert.EnterMultipleScope())
        {
            Assert.That(before.Output, Does.Contain($"  ! The lines that the dataset's documents have in common are not known: {Work} has no list").And.Contain("  boilerplate       kept\n"), before.Story);
            Assert.That(after.Output, Does.Contain(edited).And.Not.Contain("not known"), after.Story);
            Assert.That(byId.Output, Does.Contain(edited), byId.Story);
        }
    }

    [Test]
    public void Explain_OnATerminal_ColoursUnlessNoColorIsSet()
    {
        string command = $"'{SpichlerzProgram.Host}' '{Checkout.Program}' clean '{Checkout.Quickstart}' --set 'work={Work}' --explain '{Checkout.QuickstartCorpus}/przepisy i porady.jsonl.zst:14'";
        ProgramResult colour = OnTerminal($"unset NO_COLOR; TERM=xterm {command}"), plain = OnTerminal($"NO_COLOR=1 TERM=xterm {command}");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(colour.Output, Does.Contain("wieprzowej \e[31mĹ‚opatki\e[0m\e[32młopatki\e[0m kroimy"), colour.Story);
            Assert.That(plain.Output, Does.Contain("wieprzowej -[Ĺ‚opatki]-+{łopatki}+ kroimy").And.Not.Contain("\e[3"), plain.Story);
        }
    }

    [TestCase("forum_ogrodnicze-001.jsonl:99", "forum_ogrodnicze-001.jsonl has 28 rows, 0 to 27; there is no row 99.")]
    [TestCase("nic.jsonl", "nic.jsonl' names no file.")]
    [TestCase("forum_ogrodnicze.source.json", "is no dataset's file")]
    public void Explain_WhatIsNotThere_IsUsageError(string record, string message)
    {
        ProgramResult result = Explain(record);
        Assert.That(result.ExitCode, Is.EqualTo(2), result.Story);
        Assert.That(result.Error, Does.Contain(message).And.Not.Contain("   at "));
    }

    [Test]
    public void Explain_WithRedo_IsUsageError()
    {
        ProgramResult result = SpichlerzProgram.Run("clean", Checkout.Quickstart, "--explain", "x", "--redo", "clean");
        Assert.That((result.ExitCode, result.Error), Is.EqualTo((2, "--explain runs nothing: leave out --redo.\n\n")));
    }

    private ProgramResult Explain(string record) =>
        SpichlerzProgram.Run("clean", Checkout.Quickstart, "--set", $"work={Work}", "--explain", Path.Combine(Checkout.QuickstartCorpus, record));

    /// <summary>Runs a command with a pseudo-terminal for its output, by script(1) of util-linux.</summary>
    private static ProgramResult OnTerminal(string command)
    {
        if (!File.Exists("/usr/bin/script"))
            Assert.Ignore("There is no /usr/bin/script to give the program a terminal.");
        return SpichlerzProgram.RunOther("/usr/bin/script", "-qec", command, "/dev/null");
    }
}
