using Spichlerz.Hpc.Documents;

namespace Spichlerz.Hpc.Cleaning.Languages;

/// <summary>Settles documents that are surely Polish from the words they are made of, which have been hashed anyway.</summary>
public static class PolishGate
{
    private const int MinWords = 20;
    private const double MinMarkerRatio = 0.05;
    private const double MinPolishLetterRatio = 0.1;

    /// <summary>A long document shows in its first words what it is; the rest would only cost time.</summary>
    private const int MaxWords = 512;

    // Frequent words that Czech, Slovak and Sorbian write otherwise, also once diacritics are folded: "są" would be Slovak "sa",
    // "może" Slovak "môže", "także" Czech "takže", "już" Sorbian "juž". "nie" alone is Slovak too; other words must come with it.
    private static readonly WordSet Markers = new(
        "się", "nie", "jest", "przez", "przy", "czy", "tylko", "oraz", "który", "która", "które", "których", "którzy", "jego", "więc",
        "bardzo", "jeszcze", "został", "została", "dla", "lub", "gdy", "gdzie", "kiedy", "między", "przed", "tego", "będzie", "jestem",
        "jednak", "ponieważ", "wszystko", "wszystkie", "dlatego", "nawet", "żeby", "mnie");

    public static bool IsSurelyPolish(TextAnalysis analysis)
    {
        int words = Math.Min(analysis.WordCount, MaxWords);
        if (words < MinWords)
            return false;
        ReadOnlySpan<ulong> hashes = analysis.WordHashes[..words];
        int polishLetters = ColumnKernel.Count(analysis.WordClasses[..words], WordClass.PolishLetter);
        return polishLetters >= MinPolishLetterRatio * words && Markers.Count(hashes) >= MinMarkerRatio * words;
    }
}
