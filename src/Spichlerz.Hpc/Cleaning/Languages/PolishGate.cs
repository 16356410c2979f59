using Spichlerz.Hpc.Documents;

namespace Spichlerz.Hpc.Cleaning.Languages;

/// <summary>Settles documents, and parts of them, that are surely Polish from the words they are made of, which have been hashed anyway.</summary>
public static class PolishGate
{
    /// <summary>The language that is settled, as <see cref="LanguageGuess"/> names it.</summary>
    public const string Code = "pl";

    private const int MinWords = 20;
    private const double MinMarkerRatio = 0.05;
    private const double MinPolishLetterRatio = 0.1;

    // Short news has fewer of the markers: half of what the model was asked about was this.
    private const double MinFewMarkersLetterRatio = 0.2, MinFewMarkerRatio = 0.01;

    // Hungarian or Spanish paragraphs may reach the first ratio by their ó, but have no marker; Slovak ones have a marker ("nie"), but 0.09 at most
    // in 99 of 100. Sorbian ones have 0.15 at the median, 0.31 at most, and a marker rarely.
    private const double MinPartLetterRatio = 0.1, MinUnmarkedLetterRatio = 0.32;

    /// <summary>A long document shows in its first words what it is; the rest would only cost time.</summary>
    private const int MaxWords = 512;

    // Frequent words that Czech, Slovak and Sorbian write otherwise, also once diacritics are folded: "są" would be Slovak "sa",
    // "może" Slovak "môže", "także" Czech "takže", "już" Sorbian "juž". "nie" alone is Slovak too; other words must come with it.
    private static readonly string[] SurestWords =
    [
        "się", "nie", "jest", "przez", "przy", "czy", "tylko", "oraz", "który", "która", "które", "których", "którzy", "jego", "więc",
        "bardzo", "jeszcze", "został", "została", "dla", "lub", "gdy", "gdzie", "kiedy", "między", "przed", "tego", "będzie", "jestem",
        "jednak", "ponieważ", "wszystko", "wszystkie", "dlatego", "nawet", "żeby", "mnie",
    ];

    private static readonly WordSet Markers = new(SurestWords);

    // Of paragraphs without the words above most have one of these: of news and manuals, and in none of their neighbours' languages either.
    private static readonly WordSet PartMarkers = new(
    [
        .. SurestWords, "aplikacji", "były", "będą", "czasu", "dotyczące", "dwóch", "dzięki", "elementu", "funkcji", "informacji", "jeśli", "jeżeli", "każdy", "której",
        "którym", "którego", "można", "nazwa", "należy", "następnie", "następujące", "odpowiedzi", "pliku", "pliki", "podczas", "pomocą", "ponad", "pracy", "przykład", "również", "tych",
        "umożliwia", "usługi", "utworzyć", "użytkownika", "według", "właściwości", "wartość", "wartości", "wybierz", "wszystkich", "zawiera", "zobacz", "zostanie", "zostały",
    ]);

    /// <summary>Whether the document can be nothing but Polish, as its first words show.</summary>
    public static bool IsSurelyPolish(TextAnalysis analysis)
    {
        int words = Math.Min(analysis.WordCount, MaxWords);
        if (words < MinWords)
            return false;
        double ratio = (double)ColumnKernel.Count(analysis.WordClasses[..words], WordClass.PolishLetter) / words;
        ReadOnlySpan<ulong> hashes = analysis.WordHashes[..words];
        return ratio >= MinUnmarkedLetterRatio
            || ratio >= MinPolishLetterRatio && Has(Markers, hashes, MinMarkerRatio * words)
            || ratio >= MinFewMarkersLetterRatio && Has(PartMarkers, hashes, MinFewMarkerRatio * words);
    }

    /// <summary>Whether a paragraph is Polish. Less evidence will do than for a document, in which most are: 9 of 381,000 that it settles the model would give to another language.</summary>
    /// <param name="analysis">The document's table.</param>
    /// <param name="words">Their place in it.</param>
    public static bool IsPolishPart(TextAnalysis analysis, Range words)
    {
        ReadOnlySpan<WordClass> classes = analysis.WordClasses[words];
        double ratio = (double)ColumnKernel.Count(classes, WordClass.PolishLetter) / classes.Length;
        return ratio >= MinUnmarkedLetterRatio || ratio >= MinPartLetterRatio && Has(PartMarkers, analysis.WordHashes[words], 1);
    }

    /// <summary>Looks no further than the last marker that is needed: prose has twice as many.</summary>
    private static bool Has(WordSet markers, ReadOnlySpan<ulong> hashes, double needed)
    {
        int count = 0;
        foreach (ulong hash in hashes)
        {
            if (markers.Contains(hash) && ++count >= needed)
                return true;
        }
        return false;
    }
}
