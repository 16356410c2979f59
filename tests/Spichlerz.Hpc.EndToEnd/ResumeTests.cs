using System.Globalization;

namespace Spichlerz.Hpc.EndToEnd;

/// <summary>Law 3: whenever a run is killed, running it again ends with the bytes of an undisturbed run.</summary>
public sealed class ResumeTests
{
    private const int Seed = 4711;
    private const int Kills = 10;

    private static readonly string[] Stages = ["shard", "clean", "sign", "dedup", "reduce", "release"];

    [Test]
    public void Run_KilledAtAnyMoment_EndsAsUndisturbed()
    {
        var random = new Random(Seed);
        var hits = new List<string>();
        TimeSpan length = Reference.Elapsed;
        // One moment in each tenth of a run's length, which shrinks whenever a run was over before its kill: the machine has become faster.
        for (int attempt = 0; hits.Count < Kills; attempt++)
        {
            Assert.That(attempt, Is.LessThan(3 * Kills), "runs are over before they can be killed");
            double moment = (attempt % Kills + random.NextDouble()) / Kills;
            using var run = new GeneratedRun();
            if (KillAfter(run, length * moment) is { } hit)
                hits.Add(string.Create(CultureInfo.InvariantCulture, $"{hit} at {moment:0.00}"));
            else
                length *= 0.8;
            run.AssertEndsAsReference();
        }
        TestContext.Out.WriteLine($"killed in: {string.Join(", ", hits)}");
        Assert.That(hits.Select(hit => hit.Split(' ')[0]).Distinct().Count(), Is.GreaterThanOrEqualTo(2), string.Join(", ", hits));
    }

    [TestCase("shard", 0)]
    [TestCase("clean", 0)]
    [TestCase("sign", 0)]
    [TestCase("dedup", 0)]
    [TestCase("reduce", 0)]
    [TestCase("release", 0)]
    [TestCase("clean", 40)]
    [TestCase("dedup", 15)]
    public void Run_KilledAsAStageBegins_EndsAsUndisturbed(string stage, int milliseconds)
    {
        using var run = new GeneratedRun();
        string? hit;
        using (SpichlerzProgram program = run.Start())
        {
            Assert.That(SpinWait.SpinUntil(() => HasBegun(stage, run) || program.HasExited, TimeSpan.FromSeconds(120)), Is.True);
            Thread.Sleep(milliseconds);
            hit = Kill(program, run);
        }
        TestContext.Out.WriteLine($"killed in: {hit}");
        Assert.That(Array.IndexOf(Stages, hit), Is.GreaterThanOrEqualTo(Array.IndexOf(Stages, stage)), $"killed in {hit}");
        run.AssertEndsAsReference();
    }

    [Test]
    public void Run_KilledAgainAndAgain_GetsThereInTheEnd()
    {
        var random = new Random(Seed);
        using var run = new GeneratedRun();
        var hits = new List<string>();
        for (int i = 0; i < 5; i++)
            hits.Add(KillAfter(run, Reference.Elapsed * (0.3 + 0.4 * random.NextDouble())) ?? "nothing");
        TestContext.Out.WriteLine($"killed in: {string.Join(", ", hits)}");
        Assert.That(hits[0], Is.Not.EqualTo("nothing"));
        run.AssertEndsAsReference();
    }

    /// <summary>What a stage writes first is its folder. That of clean holds what sharding has counted, and is clean's with the first list of a dataset.</summary>
    private static bool HasBegun(string stage, GeneratedRun run)
    {
        string folder = Path.Combine(run.Work, stage == "release" ? "snapshots" : stage);
        return Directory.Exists(folder) && (stage != "clean" || Directory.EnumerateFiles(folder, "dataset.*", SearchOption.AllDirectories).Any());
    }

    /// <summary>Starts a run and kills it; returns the stage it was in, or null if it had ended before.</summary>
    private static string? KillAfter(GeneratedRun run, TimeSpan delay)
    {
        using SpichlerzProgram program = run.Start();
        Thread.Sleep(delay);
        return Kill(program, run);
    }

    private static string? Kill(SpichlerzProgram program, GeneratedRun run)
    {
        bool wasRunning = !program.HasExited;
        program.Signal("KILL");
        ProgramResult result = program.WaitForEnd(TimeSpan.FromSeconds(10));
        return wasRunning && result.ExitCode == 137 ? StageOf(run) : null;
    }

    /// <summary>The first stage that lacks a manifest which the undisturbed run has.</summary>
    private static string StageOf(GeneratedRun run)
    {
        if (!Directory.Exists(Path.Combine(run.Work, "shard")))
            return "start";
        string? lacking = Stages.FirstOrDefault(stage => Reference.Files.Keys.Any(path =>
            path.StartsWith(stage + "/", StringComparison.Ordinal) && path.EndsWith(".manifest.json", StringComparison.Ordinal) && !File.Exists(Path.Combine(run.Work, path))));
        return lacking ?? "release"; // all datasets are proven, the snapshot is not finished
    }
}
