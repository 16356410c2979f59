using Spichlerz.Hpc.Cleaning;
using Spichlerz.Hpc.Cleaning.Boilerplate;
using Spichlerz.Hpc.Config;
using Spichlerz.Hpc.Manifests;
using Spichlerz.Hpc.Runs;
using Spichlerz.Hpc.Sharding;
using Spichlerz.Hpc.Tests.Sharding;

namespace Spichlerz.Hpc.Tests.Cleaning;

/// <summary>A corpus passed through the stages shard and clean, one rank, into the work directory of the test.</summary>
internal sealed class CleanedCorpus
{
    public CleanedCorpus(InputFiles files, RunConfig config)
    {
        Files = files;
        Catalogue = new ShardCatalogue(files.Work, DatasetCatalogue.Find(config).Datasets);
        Run(new ShardStage(config.Shard, files.Work, rank: 0), Catalogue.ShardUnits());
        if (config.Clean.Steps.Boilerplate is { Enabled: true } boilerplate)
        {
            Run(new LineCountStage(boilerplate, files.Work, rank: 0), LineCountStage.Plan(Catalogue.CleanUnits()));
            Run(new LineListStage(boilerplate, files.Work, rank: 0), LineListStage.Plan(files.Work, Catalogue.CleanUnits()));
        }
        CleanUnits = CleanStage.Plan(config.Clean, files.Work, Catalogue.CleanUnits());
        Manifests = Run(new CleanStage(config.Clean, files.Work, rank: 0), CleanUnits);
    }

    public InputFiles Files { get; }

    public ShardCatalogue Catalogue { get; }

    public IReadOnlyList<StageUnit> CleanUnits { get; }

    public List<StageManifest> Manifests { get; }

    public IEnumerable<ReadDocument> Before => CleanUnits.SelectMany(unit => Files.ReadShard(unit.Inputs[0].Path));

    public IEnumerable<ReadDocument> Kept => CleanUnits.SelectMany(unit => Files.ReadShard(CleanStage.PathOf(unit.Shard)));

    /// <summary>The shipped sample with its own settings.</summary>
    public static CleanedCorpus OfQuickstart(InputFiles files) =>
        new(files, ConfigFile.Load(Path.Combine(Repository("configs"), "quickstart.yaml"), [$"work={files.Work.Root}"]));

    /// <summary>One dataset of these texts; every step with its defaults unless settings say otherwise.</summary>
    public static CleanedCorpus Of(InputFiles files, IEnumerable<string> texts, CleanSettings? settings = null)
    {
        string corpus = files.Write("zbiór.jsonl", string.Concat(texts.Select(text => InputFiles.Record(text) + "\n")));
        return new(files, new RunConfig { Name = "próba", Work = files.Work.Root, Corpus = [corpus], Clean = settings ?? new CleanSettings() });
    }

    /// <summary>A folder of the checkout that holds the tests.</summary>
    public static string Repository(string folder)
    {
        DirectoryInfo? root = new(TestContext.CurrentContext.TestDirectory);
        while (root is not null && !File.Exists(Path.Combine(root.FullName, "Spichlerz.Hpc.sln")))
            root = root.Parent;
        return Path.Combine(root?.FullName ?? throw new InvalidOperationException("The tests run outside the checkout."), folder);
    }

    private List<StageManifest> Run(IShardStage stage, IReadOnlyList<StageUnit> units)
    {
        var manifests = new List<StageManifest>();
        foreach (StageUnit unit in units)
        {
            StageManifest manifest = stage.Run(unit, CancellationToken.None);
            ManifestFile.Save(Files.Work.Full(unit.ManifestPath), manifest, rank: 0);
            manifests.Add(manifest);
        }
        return manifests;
    }
}
