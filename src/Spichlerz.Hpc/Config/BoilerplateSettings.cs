using System.ComponentModel.DataAnnotations;

namespace Spichlerz.Hpc.Config;

/// <summary>
/// Removes lines that a dataset's documents have in common, and lines that one document repeats over and over. Stands first, so that
/// lines are removed as they were counted.
/// </summary>
public sealed record BoilerplateSettings
{
    public bool Enabled { get; init; } = true;

    /// <summary>
    /// Largest share of a dataset's documents that a line may stand in. Notices and licences of one site stand in nearly all of them; of the
    /// articles of a code, one in fourteen ends with the same penalty. A line above 1.1 times this share is always found, one below never.
    /// </summary>
    [Range(0.001, 1.0)]
    public double MaxDocumentRatio { get; init; } = 0.2;

    /// <summary>Lines that fewer documents have stay, whatever their share: few documents say nothing of a dataset.</summary>
    [Range(2, int.MaxValue)]
    public int MinDocuments { get; init; } = 20;

    /// <summary>
    /// Words of a line that falls by itself; a word is what blanks separate and has a letter. Shorter ones ("Dziękuję panu posłowi.") belong
    /// to what stands around them: they fall only beside a line that falls.
    /// </summary>
    [Range(1, int.MaxValue)]
    public int MinWords { get; init; } = 6;

    /// <summary>Code points of a line that can fall at all: "§ 2.", "(Oklaski)", "Podstawa prawna" stay.</summary>
    [Range(1, 100)]
    public int MinCharacters { get; init; } = 20;

    /// <summary>
    /// Copies of one line that a document may hold; of more the first is kept. 0 allows any number. Refrains, responses of litanies and
    /// formulas of law do not come into it, for they are shorter than <see cref="MinCopyWords"/>.
    /// </summary>
    [Range(0, int.MaxValue)]
    public int MaxCopies { get; init; } = 8;

    /// <summary>Words of a line whose copies are counted: the penalties of the penal code have up to 17.</summary>
    [Range(1, int.MaxValue)]
    public int MinCopyWords { get; init; } = 20;
}
