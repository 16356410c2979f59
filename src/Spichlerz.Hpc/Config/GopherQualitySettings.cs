using System.Collections.Immutable;
using System.ComponentModel.DataAnnotations;

namespace Spichlerz.Hpc.Config;

/// <summary>Drops documents that do not read like prose: Gopher's quality rules with FineWeb-2's values for Polish.</summary>
/// <remarks>Rae et al. 2021, section A1.1; FineWeb-2 <c>configs/pol_Latn.yml</c>. A value at its limit passes; words are runs of letters and digits.</remarks>
public sealed record GopherQualitySettings
{
    public bool Enabled { get; init; } = true;

    /// <summary>Most of what is so short on the web is menus and notices; what is sentences is asked for <see cref="MinProseWords"/> instead.</summary>
    [Range(0, int.MaxValue)]
    public int MinWords { get; init; } = 50;

    /// <summary>
    /// Words that are enough if at least <see cref="MinProseLineRatio"/> of the lines end as sentences do. The suites know no such rule: at 50
    /// words a Wikipedia lead in twelve falls, a tenth of the speeches in the Sejm and long headlines with their first sentence, and nothing
    /// is wrong with them. Where sentences are, 25 Polish words are the 200 characters that <see cref="LengthSettings"/> asks for.
    /// </summary>
    [Range(0, int.MaxValue)]
    public int MinProseWords { get; init; } = 25;

    /// <summary>Half the lines: a title and its sentence. Of notices on cookies and pages that are not found a quarter ends so, or less.</summary>
    [Range(0.0, 1.0)]
    public double MinProseLineRatio { get; init; } = 0.5;

    [Range(0, int.MaxValue)]
    public int MaxWords { get; init; } = 100_000;

    /// <summary>Code points a word, on the average.</summary>
    [Range(0.0, 1000.0)]
    public double MinMeanWordLength { get; init; } = 3;

    [Range(0.0, 1000.0)]
    public double MaxMeanWordLength { get; init; } = 12;

    /// <summary>Number signs (#) a word, several in a row counting once: statutes in Markdown have six before each article.</summary>
    [Range(0.0, 1000.0)]
    public double MaxHashRatio { get; init; } = 0.1;

    /// <summary>
    /// Ellipses a word: … or three full stops and more, a line of them counting once. Tables of contents have one an entry. Gopher has 0.1; novels
    /// of 1900 have up to 0.15.
    /// </summary>
    [Range(0.0, 1000.0)]
    public double MaxEllipsisRatio { get; init; } = 0.2;

    /// <summary>Share of lines that begin with a bullet. Dashes are none: Polish dialogue begins with them.</summary>
    [Range(0.0, 1.0)]
    public double MaxBulletLineRatio { get; init; } = 0.9;

    /// <summary>
    /// Share of lines that end with an ellipsis. Gopher has 0.3 for lists of teasers; novels of 1900 let every paragraph and every answer die
    /// away, and at 0.5 nothing else fell.
    /// </summary>
    [Range(0.0, 1.0)]
    public double MaxEllipsisLineRatio { get; init; } = 0.9;

    /// <summary>Fewer lines are not judged by shares of lines: of two lines one that breaks off is half. Three fifths of what fell so was prose.</summary>
    [Range(1, int.MaxValue)]
    public int MinJudgedLines { get; init; } = 5;

    /// <summary>Share of words with a letter. FineWeb-2 counts punctuation among the words, we do not, so ours asks less.</summary>
    [Range(0.0, 1.0)]
    public double MinAlphabeticWordRatio { get; init; } = 0.726;

    /// <summary>How many different ones of <see cref="StopWords"/> occur.</summary>
    [Range(0, MaxDistinctStopWords)]
    public int MinDistinctStopWords { get; init; } = 2;

    /// <summary>
    /// How many are enough in a text of fewer than 50 words if at least <see cref="MinProseLineRatio"/> of its lines end as sentences do. Of 221
    /// such texts that had one, all but a few were news of two sentences, headlines and speeches: "Głos ma pan poseł …".
    /// </summary>
    [Range(0, MaxDistinctStopWords)]
    public int MinProseStopWords { get; init; } = 1;

    /// <summary>
    /// In any case and with or without diacritics, like the text's. Behind FineWeb-2's eighteen stand the next most frequent words of grammar:
    /// a news item of two sentences may well have only one of the former.
    /// </summary>
    public ImmutableArray<string> StopWords { get; init; } =
    [
        "w", "i", "na", "z", "do", "się", "roku", "od", "a", "jest", "przez", "po", "jako", "oraz", "o", "został", "był", "nie",
        "to", "że", "za", "ze", "dla", "jak", "ale", "są", "czy", "co",
    ];

    internal const int MaxDistinctStopWords = 50;
}
