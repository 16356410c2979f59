using System.Collections.Immutable;
using System.ComponentModel.DataAnnotations;
using Spichlerz.Hpc.Cleaning.Languages;

namespace Spichlerz.Hpc.Config;

/// <summary>One run as its YAML file describes it. Every default stands here and in the section records, and nowhere else.</summary>
public sealed record RunConfig
{
    /// <summary>The run's name, as logs and reports show it.</summary>
    public required string Name { get; init; }

    /// <summary>Folders or files of datasets, absolute after loading.</summary>
    public required ImmutableArray<string> Corpus { get; init; }

    /// <summary>The work directory, absolute after loading.</summary>
    public required string Work { get; init; }

    /// <summary>Number of ranks when this process is not one of several; auto is one for each core.</summary>
    [Range(1, 4096), OutputNeutral]
    public int? Ranks { get; init; }

    /// <summary>A dataset with a larger share of unreadable records fails.</summary>
    [Range(0.0, 1.0), OutputNeutral]
    public double MaxQuarantinedFraction { get; init; } = 0.01;

    public ShardSettings Shard { get; init; } = new();

    public CleanSettings Clean { get; init; } = new();

    public SignSettings Sign { get; init; } = new();

    public DedupSettings Dedup { get; init; } = new();

    public ReleaseSettings Release { get; init; } = new();

    /// <summary>What no single key can tell: faults between keys. Faults of one key are found while binding.</summary>
    public IEnumerable<ConfigProblem> Problems()
    {
        if (Dedup.Bands * Dedup.Rows > Hpc.Dedup.Signature.Slots)
            yield return new("dedup.bands", $"{Dedup.Bands} bands of {Dedup.Rows} rows need {Dedup.Bands * Dedup.Rows} slots; a signature has {Hpc.Dedup.Signature.Slots}. Lower bands or rows.");
        foreach (string dataset in Dedup.Priority.CountBy(dataset => dataset).Where(dataset => dataset.Value > 1).Select(dataset => dataset.Key))
            yield return new("dedup.priority", $"names '{dataset}' twice. Each dataset has one place.");
        if (Corpus.IsEmpty)
            yield return new("corpus", "names no folder or file. Give at least one.");
        foreach (string path in Corpus.Where(path => !File.Exists(path) && !Directory.Exists(path)))
            yield return new("corpus", $"'{path}' does not exist. Paths are relative to the configuration file.");
        if (Clean.Steps.Language is { Enabled: true, Keep.IsEmpty: true })
            yield return new("clean.steps.language.keep", "names no language, so that no document would stay. Give at least one, or switch the step off.");
        foreach (string code in UnknownLanguages())
            yield return new("clean.steps.language.keep", $"names '{code}', which the model does not know. Known are {string.Join(", ", LanguageModel.Shared.Codes.Order(StringComparer.Ordinal))}.");
        if (Clean.Steps.Statistics.Words is { } words && !File.Exists(words))
            yield return new("clean.steps.statistics.words", $"'{words}' does not exist. Paths are relative to the configuration file.");
        if (Release.Name is { } release && !SafeName.IsSafe(release, out string? fault))
            yield return new("release.name", $"'{release}' {fault}. It becomes a folder under snapshots/.");
        if (File.Exists(Work))
            yield return new("work", $"'{Work}' is a file; a work directory is needed.");
    }

    /// <summary>The model takes a while to read, and most runs keep Polish, which it knows.</summary>
    private IEnumerable<string> UnknownLanguages() =>
        Clean.Steps.Language.Keep.All(code => code == PolishGate.Code) ? [] : Clean.Steps.Language.Keep.Except(LanguageModel.Shared.Codes);
}
