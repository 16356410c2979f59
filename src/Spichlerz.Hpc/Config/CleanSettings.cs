using System.Collections.Immutable;
using System.ComponentModel.DataAnnotations;

namespace Spichlerz.Hpc.Config;

/// <summary>The kind of text a run cleans; it sets the defaults of the steps.</summary>
public enum CleanProfile
{
    /// <summary>Web pages and articles: documents of some length, among them menus and lists.</summary>
    Web,

    /// <summary>Books and their pages, with verse and dialogue: line ends, ellipses and refrains say nothing against them.</summary>
    Books,

    /// <summary>Acts, codes and rulings: enumerations, tables of acts and formulas that return in every article.</summary>
    Legal,

    /// <summary>Posts, headlines, sentences: nothing is dropped for being short, or for not being prose.</summary>
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
        Steps = CleanProfiles.StepsOf(profile),
    };
}

/// <summary>One record for each step, in the order in which documents pass them.</summary>
public sealed record StepSettings
{
    public BoilerplateSettings Boilerplate { get; init; } = new();

    public RepairSettings Repair { get; init; } = new();

    public LayoutSettings Layout { get; init; } = new();

    public UnicodeSettings Unicode { get; init; } = new();

    public WhitespaceSettings Whitespace { get; init; } = new();

    public HazardSettings Hazards { get; init; } = new();

    public PiiSettings Pii { get; init; } = new();

    public LengthSettings Length { get; init; } = new();

    public LanguageSettings Language { get; init; } = new();

    public C4Settings C4 { get; init; } = new();

    public GopherRepetitionSettings GopherRepetition { get; init; } = new();

    public GopherQualitySettings GopherQuality { get; init; } = new();

    public FinewebSettings Fineweb { get; init; } = new();

    public StatisticsSettings Statistics { get; init; } = new();
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

/// <summary>Undoes what pages and file formats did to running text.</summary>
public sealed record LayoutSettings
{
    public bool Enabled { get; init; } = true;

    /// <summary>Whether words divided at line ends are rejoined.</summary>
    public bool Hyphenation { get; init; } = true;

    /// <summary>Whether the lines of paragraphs broken at a fixed width are joined.</summary>
    public bool Rewrap { get; init; } = true;

    /// <summary>Whether page numbers and running heads go.</summary>
    public bool RunningHeads { get; init; } = true;

    /// <summary>Whether the YAML head of Markdown goes.</summary>
    public bool FrontMatter { get; init; } = true;

    /// <summary>Whether numbers and time codes of subtitles go.</summary>
    public bool Subtitles { get; init; } = true;

    /// <summary>Whether a document that is HTML becomes its text.</summary>
    public bool Html { get; init; } = true;

    /// <summary>Largest document that is parsed as HTML, in 2^20 UTF-16 units; others stay as they are.</summary>
    [Range(0, 64)]
    public int MaxHtmlMib { get; init; } = 4;
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

/// <summary>Drops documents in other languages and notes how much of a kept one is in another.</summary>
public sealed record LanguageSettings
{
    public bool Enabled { get; init; } = true;

    /// <summary>ISO 639 codes of the languages to keep, as fastText's lid.176 names them.</summary>
    public ImmutableArray<string> Keep { get; init; } = ["pl"];

    /// <summary>
    /// Fewer than 8 words tell little of their language: there one to keep stays if it is up to so many times less likely than the likeliest.
    /// In a corpus of Polish 20 finds 97.6 % of Polish texts of 3 words and 99.6 % of 5, and keeps 1 to 3 % of German and English ones and a
    /// quarter of Slovak ones. 1: only the likeliest language counts.
    /// </summary>
    [Range(1.0, 1e6)]
    public double ShortTextOdds { get; init; } = 20;

    /// <summary>
    /// Words of a paragraph whose language is looked at; shorter ones in a row are read together. 20 words of Polish and of its neighbours are
    /// told apart. 0 looks at no paragraph.
    /// </summary>
    [Range(0, 10_000)]
    public int MinParagraphWords { get; init; } = 20;
}
