using System.Collections.Immutable;
using Serilog.Core;
using Spichlerz.Hpc.Benchmarks.Scale;
using Spichlerz.Hpc.Config;
using Spichlerz.Hpc.Dedup;
using Spichlerz.Hpc.Documents;
using Spichlerz.Hpc.Manifests;
using Spichlerz.Hpc.Runs;

namespace Spichlerz.Hpc.Tests.Dedup;

/// <summary>The corpus whose duplicates are known, which the benchmarks make large: here it is small, but memory is still smaller.</summary>
public sealed class SyntheticTruthTests
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("spichlerz-scale-");

    [OneTimeTearDown]
    public void Remove() => folder.Delete(recursive: true);

    [TestCase(1, 1)]
    [TestCase(3, 1)]
    [TestCase(2, 256)]
    public void Run_Synthetic_EqualsTheTruthInEveryRow(int ranks, int memoryMib)
    {
        var synthetic = new SyntheticWork(folder.FullName, 40_000);
        synthetic.Write();
        if (Directory.Exists(synthetic.Work.Stage(DedupStage.StageName)))
            Directory.Delete(synthetic.Work.Stage(DedupStage.StageName), recursive: true);
        var settings = new DedupSettings { MemoryMib = memoryMib };
        var config = new RunConfig { Name = "scale", Corpus = [folder.FullName], Work = synthetic.Work.Root, Dedup = settings };
        ShardSignatures[] signatures = [.. synthetic.Shards.Select(range => new ShardSignatures(range.Shard,
            ManifestFile.TryLoad(synthetic.Work.Full(ShardCatalogue.StageManifestOf(SignStage.StageName, range.Shard)))!.Outputs[0]))];
        var plan = new DedupPlan([.. signatures], ImmutableSortedDictionary<string, LicenceClass>.Empty.Add(SyntheticWork.Dataset, LicenceClass.Unknown), []);
        ThreadRanks.Run(ranks, group => new DedupStage(new RunContext(config, _ => Logger.None, new SilentObserver(), CancellationToken.None), group).Run(() => plan));
        var check = new SyntheticCheck(synthetic, settings.MinSimilarity);
        check.Run();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(check.Rows, Is.EqualTo(40_000));
            Assert.That(check.Examples, Is.Empty);
            Assert.That(check.WrongRows, Is.Zero);
            Assert.That(check.Removed, Is.InRange(39 * (60 + 60 + 6 * 9 + 3) + 389, 39 * (60 + 60 + 6 * 9 + 6) + 389),
                "in 39 whole blocks: of pairs and copies one, of ten all but one, of a chain's three one or two, and all pages but one");
        }
    }
}
