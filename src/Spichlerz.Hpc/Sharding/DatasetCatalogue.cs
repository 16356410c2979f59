using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Spichlerz.Hpc.Cleaning.Unicode;
using Spichlerz.Hpc.Config;
using Spichlerz.Hpc.Shards;

namespace Spichlerz.Hpc.Sharding;

/// <summary>
/// The datasets of a corpus: NAME.jsonl.zst or NAME-000.jsonl.zst, NAME-001… (also .jsonl and .jsonl.gz), with NAME.manifest or
/// NAME.source.json beside them. A number is a part only if part 0 or 1 of the same width is there too, so that "news-2019" stays a name.
/// </summary>
public sealed partial record DatasetCatalogue(ImmutableArray<Dataset> Datasets, ImmutableArray<string> Warnings)
{
    /// <summary>Looks through the folders (not into their subfolders) and files that a configuration names.</summary>
    /// <exception cref="ConfigException">Names that clash or would leave the folder, no dataset at all, or settings that name datasets which are not among them.</exception>
    public static DatasetCatalogue Find(RunConfig config)
    {
        var problems = new List<ConfigProblem>();
        var warnings = new List<string>();
        var datasets = new SortedDictionary<string, Dataset>(StringComparer.Ordinal);
        foreach (IGrouping<string, string> folder in FilesOf(config).GroupBy(file => Path.GetDirectoryName(file)!))
        {
            foreach (Dataset dataset in Group([.. folder], warnings))
            {
                if (!SafeName.IsSafe(dataset.Name, out string? fault))
                    problems.Add(new("corpus", $"'{dataset.Files[0]}': the dataset's name '{dataset.Name}' {fault}. Rename the file."));
                else if (!datasets.TryAdd(dataset.Name, dataset))
                    problems.Add(new("corpus", $"dataset '{dataset.Name}' occurs twice: {datasets[dataset.Name].Files[0]} and {dataset.Files[0]}. Rename or leave out one."));
            }
        }
        // What stands in a folder may be anything; a file that the configuration names is meant.
        foreach (string file in config.Corpus.Where(entry => File.Exists(entry) && !IsDataFile(entry)))
            problems.Add(new("corpus", $"'{file}' is no dataset: its name must end in {string.Join(", ", JsonlFile.Suffixes)}."));
        if (datasets.Count == 0 && problems.Count == 0)
            problems.Add(new("corpus", $"no dataset found in {string.Join(", ", config.Corpus)}. Datasets are files named {string.Join(", ", JsonlFile.Suffixes.Select(suffix => "NAME" + suffix))}."));
        if (problems.Count == 0)
            problems.AddRange([.. Unknown("dedup.priority", config.Dedup.Priority), .. Unknown("release.where.datasets", config.Release.Where.Datasets)]);
        if (problems.Count > 0)
            throw new ConfigException("The corpus", problems);
        foreach (Dataset dataset in datasets.Values.Where(dataset => dataset.DescriptionFile is null))
            warnings.Add($"Dataset {dataset.Name} has neither {dataset.Name}.manifest nor {dataset.Name}.source.json: its licence is unknown, which counts as no commercial use.");
        return new([.. datasets.Values], [.. warnings]);

        IEnumerable<ConfigProblem> Unknown(string key, IEnumerable<string> names) => names.Except(datasets.Keys).Select(
            name => new ConfigProblem(key, $"names '{name}', which the corpus does not hold. It holds {string.Join(", ", datasets.Keys)}."));
    }

    private static IEnumerable<string> FilesOf(RunConfig config) =>
        config.Corpus.SelectMany(entry => Directory.Exists(entry) ? Directory.EnumerateFiles(entry) : [entry])
            .Where(IsDataFile)
            .Distinct().Order(StringComparer.Ordinal);

    private static bool IsDataFile(string file) => JsonlFile.Suffixes.Any(suffix => file.EndsWith(suffix, StringComparison.Ordinal));

    /// <summary>Groups the data files of one folder into datasets.</summary>
    private static IEnumerable<Dataset> Group(string[] files, List<string> warnings)
    {
        var numbered = new HashSet<(string Name, int Width)>(
            from file in files
            let part = PartPattern().Match(Stem(file))
            where part.Success && int.Parse(part.Groups["number"].ValueSpan, CultureInfo.InvariantCulture) <= 1
            select (part.Groups["name"].Value, part.Groups["number"].Length));
        var groups = files.GroupBy(file => Normalize(NameOf(file, numbered)));
        foreach (IGrouping<string, string> group in groups.OrderBy(group => group.Key, StringComparer.Ordinal))
        {
            string[] parts = [.. group.Order(StringComparer.Ordinal)];
            IEnumerable<string> twice = parts.GroupBy(Stem).Where(same => same.Count() > 1).Select(same => same.Key);
            foreach (string stem in twice)
                warnings.Add($"Dataset {group.Key}: {stem} exists with several endings; each is read as a file of its own.");
            yield return new Dataset(group.Key, [.. parts], DescriptionOf(parts[0], NameOf(parts[0], numbered)));
        }
    }

    private static string NameOf(string file, HashSet<(string Name, int Width)> numbered)
    {
        string stem = Stem(file);
        Match part = PartPattern().Match(stem);
        return part.Success && numbered.Contains((part.Groups["name"].Value, part.Groups["number"].Length)) ? part.Groups["name"].Value : stem;
    }

    private static string Stem(string file)
    {
        string name = Path.GetFileName(file);
        return name[..^JsonlFile.Suffixes.First(suffix => name.EndsWith(suffix, StringComparison.Ordinal)).Length];
    }

    private static string? DescriptionOf(string file, string name)
    {
        string stem = Path.Combine(Path.GetDirectoryName(file)!, name);
        return File.Exists(stem + ".manifest") ? stem + ".manifest" : File.Exists(stem + ".source.json") ? stem + ".source.json" : null;
    }

    /// <summary>Names are compared and published in NFC; macOS hands them over decomposed.</summary>
    private static string Normalize(string name)
    {
        byte[] utf8 = Encoding.UTF8.GetBytes(name);
        if (NfcNormalizer.IndexOfSuspect(utf8) < 0)
            return name;
        byte[] composed = [];
        int length = NfcNormalizer.Normalize(utf8, ref composed);
        return Encoding.UTF8.GetString(composed, 0, length);
    }

    [GeneratedRegex("^(?<name>.+)-(?<number>[0-9]{3,5})$")]
    private static partial Regex PartPattern();
}
