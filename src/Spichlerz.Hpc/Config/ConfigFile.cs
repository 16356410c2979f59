using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Spichlerz.Hpc.Config;

/// <summary>Reads a run's YAML file, with <c>--set key=value</c> laid over it.</summary>
public static class ConfigFile
{
    /// <summary>Loads, binds and checks; relative paths become absolute against the file's folder.</summary>
    /// <param name="path">The YAML file.</param>
    /// <param name="overrides">Texts of the form <c>clean.steps.length.min_characters=100</c>; the value is YAML.</param>
    /// <exception cref="ConfigException">The file is missing or has faults; all of them are named.</exception>
    public static RunConfig Load(string path, IEnumerable<string>? overrides = null)
    {
        var problems = new List<ConfigProblem>();
        YamlMappingNode root = ReadRoot(path, problems);
        if (problems.Count > 0)
            throw new ConfigException(path, problems);
        string[] overridden = [.. (overrides ?? []).Select(setting => Override(root, setting, problems)).OfType<string>()];
        RunConfig config = Bind(root, Path.GetDirectoryName(Path.GetFullPath(path))!, overridden, problems);
        return problems.Count == 0 ? config : throw new ConfigException(path, problems);
    }

    /// <summary>Loads the run.yaml of a work directory as it was written: nothing is checked against the disk.</summary>
    /// <returns>Null where there is none, or where this version cannot bind it.</returns>
    public static RunConfig? LoadResolved(string path)
    {
        var problems = new List<ConfigProblem>();
        if (!File.Exists(path))
            return null;
        YamlMappingNode root = ReadRoot(path, problems);
        var config = new ConfigBinder(problems, []).Bind(root, typeof(RunConfig), "", null) as RunConfig;
        return problems.Count == 0 ? config : null;
    }

    private static RunConfig Bind(YamlMappingNode root, string folder, string[] overridden, List<ConfigProblem> problems)
    {
        var config = (RunConfig)new ConfigBinder(problems, overridden).Bind(root, typeof(RunConfig), "", null)!;
        config = config with
        {
            Corpus = config.Corpus.IsDefault ? [] : [.. config.Corpus.Select(entry => Path.GetFullPath(entry, folder))],
            Work = Path.GetFullPath(config.Work ?? "", folder),
            Dedup = config.Dedup with { Against = [.. config.Dedup.Against.Select(entry => Path.GetFullPath(entry, folder))] },
            Clean = config.Clean with { Steps = config.Clean.Steps with { Statistics = new() { Words = Absolute(config.Clean.Steps.Statistics.Words) } } },
            Release = config.Release with { To = Absolute(config.Release.To) },
        };
        // A section with a fault holds defaults in its place: what it comes to together with other keys says nothing yet.
        var faulty = problems.Select(problem => Section(problem.Key)).ToHashSet();
        problems.AddRange(config.Problems().Where(problem => !faulty.Contains(Section(problem.Key))));
        return config;

        static string Section(string key) => key.Split('.')[0];

        string? Absolute(string? entry) => entry is null ? null : Path.GetFullPath(entry, folder);
    }

    private static YamlMappingNode ReadRoot(string path, List<ConfigProblem> problems)
    {
        try
        {
            using var reader = new StreamReader(path);
            var yaml = new YamlStream();
            yaml.Load(reader);
            if (yaml.Documents is [{ RootNode: YamlMappingNode root }])
                return root;
            problems.Add(new("(file)", "is not one YAML mapping. Start from configs/quickstart.yaml."));
        }
        catch (YamlException e)
        {
            problems.Add(new("(file)", $"is not valid YAML: {e.Message}", e.Start.Line));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            problems.Add(new("(file)", $"cannot be read: {e.Message}"));
        }
        return [];
    }

    /// <summary>Lays one setting over the file's; returns its key, or null where it is none.</summary>
    private static string? Override(YamlMappingNode root, string setting, List<ConfigProblem> problems)
    {
        int equals = setting.IndexOf('=', StringComparison.Ordinal);
        if (equals <= 0)
        {
            problems.Add(new("--set", $"'{setting}' is not of the form key=value, for example clean.steps.length.min_characters=100."));
            return null;
        }
        string[] keys = setting[..equals].Split('.');
        YamlMappingNode parent = root;
        foreach (string key in keys[..^1])
        {
            if (!parent.Children.TryGetValue(key, out YamlNode? child) || child is not YamlMappingNode)
                parent.Children[key] = child = new YamlMappingNode();
            parent = (YamlMappingNode)child;
        }
        try
        {
            var value = new YamlStream();
            value.Load(new StringReader(setting[(equals + 1)..]));
            parent.Children[keys[^1]] = value.Documents is [var document] ? document.RootNode : new YamlScalarNode("");
        }
        catch (YamlException e)
        {
            problems.Add(new("--set", $"the value of '{setting}' is not valid YAML: {e.Message}"));
        }
        return setting[..equals];
    }
}
