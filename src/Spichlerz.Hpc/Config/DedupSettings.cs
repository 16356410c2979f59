using System.Collections.Immutable;
using System.ComponentModel.DataAnnotations;

namespace Spichlerz.Hpc.Config;

/// <summary>What happens to digits before shingles are made.</summary>
public enum DigitFolding
{
    /// <summary>Digits count: acts that differ in their figures stay apart.</summary>
    Keep,

    /// <summary>Every digit becomes 0.</summary>
    Fold,
}

/// <summary>Section <c>sign:</c>, what a word is when signatures are made.</summary>
public sealed record SignSettings
{
    public DigitFolding Digits { get; init; } = DigitFolding.Keep;

    /// <summary>Whether ą and a are one letter, so that text which lost its diacritics still matches.</summary>
    public bool FoldDiacritics { get; init; } = true;
}

/// <summary>Section <c>dedup:</c>, which documents are near-duplicates and which of them stay.</summary>
public sealed record DedupSettings
{
    [Range(1, 128)]
    public int Bands { get; init; } = 20;

    [Range(1, 128)]
    public int Rows { get; init; } = 6;

    /// <summary>A document is removed only if a kept one at least this similar is named beside it (share of equal signature slots).</summary>
    [Range(0.0, 1.0)]
    public double MinSimilarity { get; init; } = 0.75;

    /// <summary>Datasets whose copy of a document is preferred, best first; those not named come after.</summary>
    public ImmutableArray<string> Priority { get; init; } = [];

    /// <summary>
    /// Work directories of earlier runs, absolute after loading. What they kept stays, and what is like it goes; the document kept for it
    /// is then named as RUN:DATASET/FFFFF-PPPPP/ROW.
    /// </summary>
    public ImmutableArray<string> Against { get; init; } = [];

    /// <summary>Memory for sorting and exchanging, per rank. What does not fit is spilled to the work directory; results do not depend on it.</summary>
    [Range(16, 1 << 20), OutputNeutral]
    public int MemoryMib { get; init; } = 128;
}
