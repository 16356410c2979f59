using Spichlerz.Hpc.Config;

namespace Spichlerz.Hpc.Tests.Config;

/// <summary>A YAML file in a temporary folder beside an empty folder named corpus, removed on Dispose.</summary>
internal sealed class TemporaryConfig : IDisposable
{
    /// <summary>What every configuration needs, three lines.</summary>
    public const string Required = "name: próba\ncorpus: [corpus]\nwork: out\n";

    public TemporaryConfig(string yaml)
    {
        Folder = Directory.CreateTempSubdirectory("spichlerz-tests-").FullName;
        Directory.CreateDirectory(Path.Combine(Folder, "corpus"));
        File.WriteAllText(FilePath, yaml);
    }

    public string Folder { get; }

    public string FilePath => Path.Combine(Folder, "run.yaml");

    /// <summary>Loads the required keys, the given lines after them, and overrides.</summary>
    public static RunConfig Load(string yaml, params string[] overrides)
    {
        using var file = new TemporaryConfig(Required + yaml);
        return ConfigFile.Load(file.FilePath, overrides);
    }

    /// <summary>The faults of the required keys and the given lines after them, as they are printed.</summary>
    public static string[] Faults(string yaml, params string[] overrides) => FaultsOfWhole(Required + yaml, overrides);

    public static string[] FaultsOfWhole(string yaml, params string[] overrides)
    {
        using var file = new TemporaryConfig(yaml);
        var exception = Assert.Throws<ConfigException>(() => ConfigFile.Load(file.FilePath, overrides));
        return [.. exception!.Problems.Select(problem => problem.ToString().Replace(file.Folder, "FOLDER", StringComparison.Ordinal))];
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
