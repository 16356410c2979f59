using System.Text.Json;
using Spichlerz.Hpc.Runs;
using Spichlerz.Hpc.Tests.Runs;

namespace Spichlerz.Hpc.Tests.Reduction;

public sealed class ReduceStageTests
{
    private static readonly string[] Datasets = ["encyklopedia_źródła", "forum", "prawo"];

    [Test]
    public void Run_SmallCorpus_DescribesWhatIsKeptOfEachDataset()
    {
        using var run = new TemporaryRun();
        SmallCorpus.AddTo(run);
        RunResult result = run.Run(ranks: 2);

        JsonElement[] manifests = [.. Datasets.Select(name => Read(run, $"reduce/{name}.manifest"))];
        JsonElement corpus = Read(run, "reduce/corpus.json");

        using (Assert.EnterMultipleScope())
        {
            // Of the encyclopedia 10 texts, an exact copy goes; forum has 11 and a near copy; prawo 5 and an exact copy.
            Assert.That(manifests.Select(manifest => manifest.GetProperty("stats").GetProperty("documents").GetInt32()), Is.EqualTo([10, 11, 5]));
            Assert.That(manifests[0].GetProperty("stats").GetProperty("words").GetInt32(), Is.EqualTo(10 * 100));
            Assert.That(manifests[0].GetProperty("stats").GetProperty("sentences").GetInt32(), Is.EqualTo(10 * 10));
            Assert.That(manifests[1].GetProperty("license").GetString(), Is.EqualTo("(c) forum.example"));
            foreach (StageResult stage in result.Stages.Where(stage => stage.Stage is not ("dedup" or "release")))
            {
                JsonElement counts = corpus.GetProperty("stages").GetProperty(stage.Stage);
                Assert.That((counts.GetProperty("read").GetInt64(), counts.GetProperty("kept").GetInt64(), counts.GetProperty("quarantined").GetInt64()), Is.EqualTo((stage.Read, stage.Kept, stage.Quarantined)), stage.Stage);
                // The corpus is the sum of its datasets.
                Assert.That(corpus.GetProperty("datasets").EnumerateArray().Sum(dataset => dataset.GetProperty("stages").GetProperty(stage.Stage).GetProperty("kept").GetInt64()), Is.EqualTo(stage.Kept), stage.Stage);
            }
        }
    }

    private static JsonElement Read(TemporaryRun run, string name)
    {
        using var json = JsonDocument.Parse(File.ReadAllBytes(run.Work.Full(name)));
        return json.RootElement.Clone();
    }
}
