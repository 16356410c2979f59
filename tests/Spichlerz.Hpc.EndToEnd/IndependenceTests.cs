namespace Spichlerz.Hpc.EndToEnd;

/// <summary>Law 2: the bytes of every output do not depend on ranks, order, vector width, culture, time zone or how often it is done.</summary>
public sealed class IndependenceTests
{
    [TestCase(1)]
    [TestCase(2)]
    [TestCase(7)]
    public void Run_OnRanks_GivesTheSameBytes(int ranks)
    {
        using var run = new GeneratedRun(ranks);
        run.AssertEndsAsReference();
    }

    [TestCase("DOTNET_EnableAVX512=0")]
    [TestCase("DOTNET_EnableAVX2=0")]
    [TestCase("DOTNET_EnableHWIntrinsic=0")]
    [TestCase("LANG=pl_PL.UTF-8 LC_ALL=pl_PL.UTF-8 TZ=Pacific/Chatham")]
    [TestCase("LANG=tr_TR.UTF-8 LC_ALL=tr_TR.UTF-8 TZ=America/St_Johns DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=0")]
    public void Run_InAnEnvironment_GivesTheSameBytes(string environment)
    {
        using var run = new GeneratedRun();
        run.AssertEndsAsReference([.. environment.Split(' ').Select(variable => (variable.Split('=')[0], variable.Split('=')[1]))]);
    }

    [Test]
    public void Run_CorporaInOtherOrder_GivesTheSameBytes()
    {
        using var run = new GeneratedRun(reversed: true);
        ProgramResult result = run.Run();
        Assert.That(result.ExitCode, Is.Zero, result.Story);
        Assert.That(WorkFiles.Differences(Reference.Files, WorkFiles.Of(run.Work)), Is.EqualTo(["run.yaml"]), "run.yaml lists the corpora as they were given");
    }

    [Test]
    public void Reference_OfTheseTests_HasEnoughToDisagreeAbout()
    {
        string[] shards = [.. Reference.Files.Keys.Where(path => path.StartsWith("shard/", StringComparison.Ordinal) && path.EndsWith(".jsonl.zst", StringComparison.Ordinal))];
        using (Assert.EnterMultipleScope())
        {
            Assert.That(shards, Has.Length.GreaterThanOrEqualTo(16));
            Assert.That(shards.Count(path => path.EndsWith("-00002.jsonl.zst", StringComparison.Ordinal)), Is.Positive, "a file of three parts");
            Assert.That(WorkFiles.Manifests(Reference.Run.Work).Sum(item => item.Manifest["notes"]?["boilerplate_dataset_lines"]?.GetValue<long>() ?? 0), Is.GreaterThan(1000), "lines removed by a dataset's list");
            Assert.That(Reference.Files.Keys.Count(path => path.StartsWith("quarantine/", StringComparison.Ordinal)), Is.GreaterThanOrEqualTo(6));
        }
    }
}
