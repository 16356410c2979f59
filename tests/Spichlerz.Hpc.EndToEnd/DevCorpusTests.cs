using System.Text.Json.Nodes;

namespace Spichlerz.Hpc.EndToEnd;

/// <summary>The developers' real datasets, where they are at hand: everything at once, and every count recomputed from the JSON of the manifests.</summary>
public sealed class DevCorpusTests
{
    private const long Documents = 189_086;
    private const int Datasets = 18;

    [Test]
    public void Run_AllDevelopersDatasets_AccountsForEveryDocument()
    {
        string corpus = Checkout.DevCorpus();
        using var folder = new TempFolder();
        File.WriteAllText(folder["config.yaml"], $"name: dev\ncorpus: [\"{corpus}\"]\nwork: work\nranks: 2\nshard: {{ size_mib: 8 }}\nrelease: {{ name: dev }}\n");
        ProgramResult run = SpichlerzProgram.Run("run", folder["config.yaml"]);
        Assert.That(run.ExitCode, Is.Zero, run.Story);
        TestContext.Out.WriteLine(run.Output);
        ProgramResult verify = SpichlerzProgram.Run("verify", folder["config.yaml"]);
        Assert.That(verify.ExitCode, Is.Zero, verify.Story);
        AssertConserved(WorkFiles.Manifests(folder["work"]).ToArray());
        string[] numbers = IndependentReader.Numbers(Directory.EnumerateFiles(corpus, "*.jsonl.zst"));
        IndependentReader.AssertSound(folder["work/snapshots/dev"], numbers);
    }

    private static void AssertConserved((string Path, JsonObject Manifest)[] manifests)
    {
        using (Assert.EnterMultipleScope())
        {
            foreach ((string path, JsonObject manifest) in manifests)
                Assert.That(Count(manifest, "kept") + Dropped(manifest) + Count(manifest, "quarantined"), Is.EqualTo(Count(manifest, "read")), path);
            // What one stage keeps of a dataset, the next one reads.
            Dictionary<string, Totals> shard = ByDataset(manifests, "shard"), clean = ByDataset(manifests, "clean"), sign = ByDataset(manifests, "sign"),
                reduce = ByDataset(manifests, "reduce"), release = ByDataset(manifests, "release");
            Assert.That(shard, Has.Count.EqualTo(Datasets));
            foreach (string dataset in shard.Keys)
            {
                Assert.That(clean[dataset].Read, Is.EqualTo(shard[dataset].Kept), dataset);
                Assert.That(sign[dataset], Is.EqualTo(new Totals(clean[dataset].Kept, clean[dataset].Kept)), dataset);
                Assert.That(reduce[dataset].Read, Is.EqualTo(sign[dataset].Kept), dataset);
                Assert.That(release[dataset], Is.EqualTo(reduce[dataset]), $"{dataset}: without a filter all that is no duplicate is released");
            }
            JsonObject dedup = manifests.Single(item => item.Path == "dedup/corpus.manifest.json").Manifest;
            Assert.That(shard.Values.Sum(dataset => dataset.Read), Is.EqualTo(Documents));
            Assert.That(Count(dedup, "read"), Is.EqualTo(sign.Values.Sum(dataset => dataset.Kept)));
            Assert.That(Count(dedup, "kept"), Is.EqualTo(reduce.Values.Sum(dataset => dataset.Kept)));
        }
    }

    private static Dictionary<string, Totals> ByDataset(IEnumerable<(string Path, JsonObject Manifest)> manifests, string stage) =>
        manifests.Where(item => item.Path.StartsWith(stage + "/", StringComparison.Ordinal) && item.Path != "reduce/corpus.json.manifest.json")
            .GroupBy(item => item.Manifest["unit"]!.GetValue<string>().Split('/')[0])
            .ToDictionary(dataset => dataset.Key, dataset => new Totals(dataset.Sum(item => Count(item.Manifest, "read")), dataset.Sum(item => Count(item.Manifest, "kept"))));

    private static long Count(JsonObject manifest, string name) => manifest[name]!.GetValue<long>();

    private static long Dropped(JsonObject manifest) => manifest["dropped_by_reason"]!.AsObject().Sum(reason => reason.Value!.GetValue<long>());

    private sealed record Totals(long Read, long Kept);
}
