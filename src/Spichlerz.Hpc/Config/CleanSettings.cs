using System.Collections.Immutable;
using System.ComponentModel.DataAnnotations;

namespace Spichlerz.Hpc.Config;

/// <summary>The kind of text a run cleans; it sets the defaults of the steps.</summary>
public enum CleanProfile
{
    /// <summary>Web pages, books, articles: documents of some length.</summary>
    Web,

    /// <summary>Posts, headlines, sentences: nothing is dropped for being short.</summary>
    Social,
}

/// <summary>Section <c>clean:</c>, the steps a document passes, in their order.</summary>
public sealed record CleanSettings
{
    public CleanProfile Profile { get; init; } = CleanProfile.Web;

    public StepSettings Steps { get; init; } = new();

    /// <summary>The steps' defaults under a profile, before the user's own keys.</summary>
    public static CleanSettings For(CleanProfile profile) => new()
    {
        Profile = profile,
        Steps = profile is CleanProfile.Social ? new StepSettings { Length = new() { MinCharacters = 1 } } : new(),
    };
}

/// <summary>One record for each step, in the order in which documents pass them.</summary>
public sealed record StepSettings
{
    public RepairSettings Repair { get; init; } = new();

    public UnicodeSettings Unicode { get; init; } = new();

    public WhitespaceSettings Whitespace { get; init; } = new();

    public HazardSettings Hazards { get; init; } = new();

    public PiiSettings Pii { get; init; } = new();

    public LengthSettings Length { get; init; } = new();

    public LanguageSettings Language { get; init; } = new();

    public RepetitionSettings Repetition { get; init; } = new();
}

/// <summary>What happens to typographic quotes, dashes and ellipses.</summary>
public enum Typography
{
    Keep,

    /// <summary>They become the signs of a keyboard: " ' - ...</summary>
    Normalise,
}

/// <summary>Undoes wrong code pages, HTML entities, ligatures and font glyphs.</summary>
public sealed record RepairSettings
{
    public bool Enabled { get; init; } = true;

    public Typography Typography { get; init; } = Typography.Keep;

    /// <summary>Largest share of characters that are U+FFFD: at one in a hundred every sixteenth Polish word lacks a letter.</summary>
    [Range(0.0, 1.0)]
    public double MaxReplacementRatio { get; init; } = 0.01;
}

/// <summary>NFC and removal of control characters, soft hyphens and zero-width characters.</summary>
public sealed record UnicodeSettings
{
    public bool Enabled { get; init; } = true;
}

/// <summary>Line ends become \n; blanks at line ends, runs of empty lines and white space around the document go. Indentation stays.</summary>
public sealed record WhitespaceSettings
{
    public bool Enabled { get; init; } = true;

    /// <summary>Most empty lines kept between two lines of text.</summary>
    [Range(0, 100)]
    public int MaxEmptyLines { get; init; } = 1;
}

/// <summary>Drops what is too short to be worth training on, counted in Unicode code points.</summary>
public sealed record LengthSettings
{
    public bool Enabled { get; init; } = true;

    [Range(0, int.MaxValue)]
    public int MinCharacters { get; init; } = 200;
}

/// <summary>Drops documents in other languages.</summary>
public sealed record LanguageSettings
{
    public bool Enabled { get; init; } = true;

    /// <summary>ISO 639 codes of the languages to keep, as fastText's lid.176 names them.</summary>
    public ImmutableArray<string> Keep { get; init; } = ["pl"];
}

/// <summary>Drops documents that say the same thing over and over.</summary>
public sealed record RepetitionSettings
{
    public bool Enabled { get; init; } = true;

    /// <summary>Largest share of lines that repeat an earlier line; FineWeb-2's limit for Polish.</summary>
    [Range(0.0, 1.0)]
    public double MaxDuplicateLineRatio { get; init; } = 0.32;

    /// <summary>
    /// Largest share of the text's bytes inside word 5-grams that occurred before in it. FineWeb-2 has 0.172 for Polish pages stripped of
    /// their markup; at that limit penal codes ("podlega karze pozbawienia wolności"), songs with a refrain and news with their title
    /// in an attribute are lost, so ours is wider.
    /// </summary>
    [Range(0.0, 1.0)]
    public double MaxDuplicateShingleRatio { get; init; } = 0.3;
}
