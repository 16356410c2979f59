namespace Spichlerz.Hpc.Config;

/// <summary>What the profiles change in the steps' defaults, which are those of <see cref="CleanProfile.Web"/>.</summary>
internal static class CleanProfiles
{
    /// <summary>A share that nothing exceeds: the rule is off.</summary>
    private const double Any = 1;

    public static StepSettings StepsOf(CleanProfile profile) => profile switch
    {
        CleanProfile.Books => Books,
        CleanProfile.Legal => Legal,
        CleanProfile.Social => Social,
        _ => new(),
    };

    private static StepSettings Books => new()
    {
        Boilerplate = new() { MaxCopies = 0 }, // a rosary, a whole stanza in one line
        Length = new() { MinCharacters = 100 },
        GopherQuality = new()
        {
            MinWords = 15, // a sonnet's page, an epigram
            MaxWords = int.MaxValue,
            MaxEllipsisRatio = 0.5,
            MaxEllipsisLineRatio = Any,
            MinProseStopWords = 2, // the lines of old title pages end with full stops
        },
        // A play alternates two names, verse has four words a line and may do without end marks.
        Fineweb = new() { MinEndMarkLineRatio = 0, MaxRepeatedLineCharacterRatio = 0.4, MaxNewlineRatio = 1 },
        // Refrains and litanies.
        GopherRepetition = new GopherRepetitionSettings { MaxDuplicateLineRatio = 0.6, MaxTop2gramRatio = Any, MaxTop3gramRatio = Any, MaxTop4gramRatio = Any }.WithDuplicateLimit(0.5),
    };

    private static StepSettings Legal => new()
    {
        // Formulas return from act to act and from article to article; what most acts share is the editor's.
        Boilerplate = new() { MaxDocumentRatio = 0.5, MaxCopies = 0 },
        Length = new() { MinCharacters = 100 },
        GopherQuality = new()
        {
            MinWords = 15,
            MaxWords = int.MaxValue,
            MinAlphabeticWordRatio = 0.5, // tables of amending acts are numbers for the most part
        },
        // Items of an enumeration end with commas and semicolons and are short.
        Fineweb = new() { MinEndMarkLineRatio = 0, MaxRepeatedLineCharacterRatio = 0.5, MaxNewlineRatio = 1 },
        GopherRepetition = new GopherRepetitionSettings { MaxDuplicateLineRatio = 0.6 }.WithDuplicateLimit(0.6),
    };

    private static StepSettings Social => new()
    {
        Length = new() { MinCharacters = 1 },
        GopherQuality = new() { Enabled = false },
        Fineweb = new() { Enabled = false },
        GopherRepetition = new() { Enabled = false }, // replies name the same account five times over
    };

    /// <summary>One limit for the duplicate n-grams of all lengths.</summary>
    private static GopherRepetitionSettings WithDuplicateLimit(this GopherRepetitionSettings settings, double ratio) => settings with
    {
        MaxDuplicate5gramRatio = ratio,
        MaxDuplicate6gramRatio = ratio,
        MaxDuplicate7gramRatio = ratio,
        MaxDuplicate8gramRatio = ratio,
        MaxDuplicate9gramRatio = ratio,
        MaxDuplicate10gramRatio = ratio,
    };
}
