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
        foreach (string setting in overrides ?? [])
            Override(root, setting, problems);
        RunConfig? config = problems.Count == 0 ? Bind(root, Path.GetDirectoryName(Path.GetFullPath(path))!, problems) : null;
        return problems.Count == 0 ? config! : throw new ConfigException(path, problems);
    }

    /// <summary>Loads the run.yaml of a work directory as it was written: nothing is checked against the disk.</summary>
    /// <returns>Null where there is none, or where this version cannot bind it.</returns>
    public static RunConfig? LoadResolved(string path)
    {
        var problems = new List<ConfigProblem>();
        if (!File.Exists(path))
            return null;
        YamlMappingNode root = ReadRoot(path, problems);
        var config = new ConfigBinder(problems).Bind(root, typeof(RunConfig), "", null) as RunConfig;
        return problems.Count == 0 ? config : null;
    }

    private static RunConfig? Bind(YamlMappingNode root, string folder, List<ConfigProblem> problems)
    {
        var binder = new ConfigBinder(problems);
        if (binder.Bind(root, typeof(RunConfig), "", null) is not RunConfig config || problems.Count > 0)
            return null;
        config = config with
        {
            Corpus = [.. config.Corpus.Select(entry => Path.GetFullPath(entry, folder))],
            Work = Path.GetFullPath(config.Work, folder),
            Release = config.Release with { To = config.Release.To is { } to ? Path.GetFullPath(to, folder) : null },
        };
        problems.AddRange(config.Problems());
        return config;
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

    private static void Override(YamlMappingNode root, string setting, List<ConfigProblem> problems)
    {
        int equals = setting.IndexOf('=', StringComparison.Ordinal);
        if (equals <= 0)
        {
            problems.Add(new("--set", $"'{setting}' is not of the form key=value, for example clean.steps.length.min_characters=100."));
            return;
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
    }
}
