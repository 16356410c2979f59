using System.ComponentModel.DataAnnotations;

namespace Spichlerz.Hpc.Config;

/// <summary>Drops documents that say the same thing over and over: Gopher's repetition rules. A limit of 1 turns its rule off.</summary>
/// <remarks>
/// Rae et al. 2021, table A1; the values are FineWeb-2's for Polish (<c>configs/pol_Latn.yml</c>) unless said otherwise. A duplicate is
/// every copy after the first. Lengths are code points; n-grams are measured in the text's words joined by single blanks.
/// </remarks>
public sealed record GopherRepetitionSettings
{
    public bool Enabled { get; init; } = true;

    /// <summary>Share of lines that repeat an earlier line.</summary>
    [Range(0.0, 1.0)]
    public double MaxDuplicateLineRatio { get; init; } = 0.32;

    /// <summary>Share of the characters in such lines. Off, as in FineWeb-2: the <c>fineweb</c> step has a rule like it.</summary>
    [Range(0.0, 1.0)]
    public double MaxDuplicateLineCharacterRatio { get; init; } = 1;

    /// <summary>Share of paragraphs, which empty lines separate, that repeat an earlier one. Off, as in FineWeb-2.</summary>
    [Range(0.0, 1.0)]
    public double MaxDuplicateParagraphRatio { get; init; } = 1;

    /// <summary>Share of the characters in such paragraphs. Off, as in FineWeb-2.</summary>
    [Range(0.0, 1.0)]
    public double MaxDuplicateParagraphCharacterRatio { get; init; } = 1;

    /// <summary>
    /// Share of the most frequent word bigram: its length times its occurrences. FineWeb-2 has 0.222, 0.198 and
    /// 0.176 for bi-, tri- and fourgrams. A speaker who calls two speakers has 0.2, news of 60 words that name their subject three times 0.3.
    /// </summary>
    [Range(0.0, 1.0)]
    public double MaxTop2gramRatio { get; init; } = 0.3;

    [Range(0.0, 1.0)]
    public double MaxTop3gramRatio { get; init; } = 0.3;

    [Range(0.0, 1.0)]
    public double MaxTop4gramRatio { get; init; } = 0.3;

    /// <summary>
    /// Occurrences from which on a bi-, tri- or fourgram can be too frequent. Gopher's rules mean long pages: in news of two sentences a title
    /// that the first of them says again is a third of the text.
    /// </summary>
    [Range(2, 100)]
    public int MinTopOccurrences { get; init; } = 3;

    /// <summary>
    /// Share of the words that lie in 5-grams that occurred before. FineWeb-2 has 0.172 for pages stripped of their markup; at that limit
    /// penal codes ("podlega karze pozbawienia wolności") and songs with a refrain are lost, at 0.35 still chapters of the labour code and a
    /// fifth of all news with their title in an attribute and in the address, at 0.4 one in 250 of these. What longer n-grams cover is part
    /// of what 5-grams do, so their limits are little lower.
    /// </summary>
    [Range(0.0, 1.0)]
    public double MaxDuplicate5gramRatio { get; init; } = 0.4;

    [Range(0.0, 1.0)]
    public double MaxDuplicate6gramRatio { get; init; } = 0.39;

    [Range(0.0, 1.0)]
    public double MaxDuplicate7gramRatio { get; init; } = 0.38;

    [Range(0.0, 1.0)]
    public double MaxDuplicate8gramRatio { get; init; } = 0.37;

    [Range(0.0, 1.0)]
    public double MaxDuplicate9gramRatio { get; init; } = 0.36;

    [Range(0.0, 1.0)]
    public double MaxDuplicate10gramRatio { get; init; } = 0.35;
}
