using System.Collections.Immutable;
using System.ComponentModel.DataAnnotations;

namespace Spichlerz.Hpc.Config;

/// <summary>C4's rules: lines that are no sentences go, and documents of which too little is left. Off: FineWeb-2 does without them.</summary>
/// <remarks>
/// Raffel et al. 2020, section 2.2. What stands in a list is found as words, whatever their case and diacritics. Headings, lists and verse
/// lose lines here, so this is for pages of which nothing but prose is wanted.
/// </remarks>
public sealed record C4Settings
{
    public bool Enabled { get; init; }

    /// <summary>Whether a line must end with one of . ? ! … : or a closing quotation mark.</summary>
    public bool RequireEndMark { get; init; } = true;

    /// <summary>Words a line: 5 in C4, 3 in datatrove and here, for Polish does without articles and pronouns.</summary>
    [Range(0, int.MaxValue)]
    public int MinLineWords { get; init; } = 3;

    /// <summary>Code points of the longest word of a line.</summary>
    [Range(0, int.MaxValue)]
    public int MaxWordLength { get; init; } = 1000;

    /// <summary>Removes [12], [edytuj], [potrzebny przypis] and their English twins from the lines that stay.</summary>
    public bool RemoveCitations { get; init; } = true;

    /// <summary>Lines that hold one of these are dropped.</summary>
    public ImmutableArray<string> LinePhrases { get; init; } =
    [
        "javascript", "terms of use", "privacy policy", "cookie policy", "uses cookies", "use of cookies", "use cookies",
        "regulamin serwisu", "warunki korzystania", "polityka prywatności", "politykę prywatności", "polityki prywatności", "polityce prywatności",
        "pliki cookie", "pliki cookies", "plików cookie", "plików cookies", "plikach cookie", "plikach cookies", "ciasteczek",
    ];

    /// <summary>Documents that hold one of these in a line that stays are dropped.</summary>
    public ImmutableArray<string> DocumentPhrases { get; init; } = ["lorem ipsum"];

    /// <summary>Whether a document with a brace in a line that stays is dropped as program code. Technical documentation is lost by it.</summary>
    public bool DropBraces { get; init; } = true;

    /// <summary>Sentences that must be left: 3 in C4, 5 in datatrove.</summary>
    [Range(0, int.MaxValue)]
    public int MinSentences { get; init; } = 3;
}
