using System.ComponentModel.DataAnnotations;

namespace Spichlerz.Hpc.Config;

/// <summary>Drops lists, menus and tables that pass for prose by their words: FineWeb's rules on lines with FineWeb-2's values for Polish.</summary>
/// <remarks>Penedo et al. 2024, section 3.5; FineWeb-2 <c>configs/pol_Latn.yml</c>. Lines without a word do not count.</remarks>
public sealed record FinewebSettings
{
    public bool Enabled { get; init; } = true;

    /// <summary>
    /// Share of lines that end with one of . ? ! … : or a closing quotation mark. FineWeb-2 has 0.087; prose set in lines has 0.03 to 0.09,
    /// for a line seldom ends where a sentence does, and nine in ten of the menus and error pages found so have less than 0.02.
    /// </summary>
    [Range(0.0, 1.0)]
    public double MinEndMarkLineRatio { get; init; } = 0.02;

    /// <summary>
    /// Sentences that end inside a line, for each line, that are enough where few lines end well: prose set in lines and news whose lines end
    /// with a tag have 0.15 to 0.6, menus and parked domains next to none.
    /// </summary>
    [Range(0.0, 1000.0)]
    public double MinInnerSentenceEndRatio { get; init; } = 0.1;

    /// <summary>Fewer lines are not judged by shares of lines: a page of a book that ends inside a sentence may be one line.</summary>
    [Range(1, int.MaxValue)]
    public int MinJudgedLines { get; init; } = 5;

    /// <summary>Share of lines of at most <see cref="ShortLineCharacters"/>. Off, as in FineWeb-2.</summary>
    [Range(0.0, 1.0)]
    public double MaxShortLineRatio { get; init; } = 1;

    [Range(0, int.MaxValue)]
    public int ShortLineCharacters { get; init; } = 30;

    /// <summary>
    /// Share of the characters, line ends aside, in lines that repeat an earlier line. FineWeb-2 has 0.1, at which penal codes fall (a penalty
    /// is a line), tales that repeat a plea and songs.
    /// </summary>
    [Range(0.0, 1.0)]
    public double MaxRepeatedLineCharacterRatio { get; init; } = 0.2;

    /// <summary>
    /// Line ends a word, those of empty lines included. FineWeb-2 has 0.158 for pages whose paragraphs are one line each; ours come in all
    /// forms, and at that limit three quarters of scanned books fall, posts set in lines of 80 characters, and all verse. Menus have one or
    /// two words a line, so FineWeb's own limit for English still finds them.
    /// </summary>
    [Range(0.0, 1000.0)]
    public double MaxNewlineRatio { get; init; } = 0.3;

    /// <summary>
    /// Share of lines that end with an end mark, a comma or a dash at which more line ends are verse or dialogue and stay. Five in six pages of
    /// verse have it, of menus and program code one in two hundred.
    /// </summary>
    [Range(0.0, 1.0)]
    public double MinVerseLineRatio { get; init; } = 0.5;
}
