using Spichlerz.Hpc.Config;
using Spichlerz.Hpc.Documents;

namespace Spichlerz.Hpc.Cleaning.Steps;

/// <summary>Drops documents that repeat themselves, by Gopher's repetition rules: lines, paragraphs, and word n-grams.</summary>
/// <remarks>Rae et al. 2021, table A1. <see cref="LineRepeats"/>, <see cref="ParagraphRepeats"/> and <see cref="NgramRepeats"/> say how is counted.</remarks>
/// <param name="repeats">Null: the step counts for itself.</param>
internal sealed class GopherRepetitionStep(GopherRepetitionSettings settings, LineRepeats? repeats = null) : IDocumentStep
{
    private const int FirstTop = 2, FirstDuplicate = 5;

    /// <summary>N-grams are counted in documents of up to so many words, longer than any book: it takes 40 bytes a word.</summary>
    private const int MaxNgramWords = 1 << 21;

    private static readonly string[] TopReasons = ["top_2gram", "top_3gram", "top_4gram"];

    private static readonly string[] DuplicateReasons =
        ["duplicate_5gram", "duplicate_6gram", "duplicate_7gram", "duplicate_8gram", "duplicate_9gram", "duplicate_10gram"];

    private readonly double[] maxTop = [Limit(settings.MaxTop2gramRatio), Limit(settings.MaxTop3gramRatio), Limit(settings.MaxTop4gramRatio)];
    private readonly double leastTop = Limit(Math.Min(settings.MaxTop2gramRatio, Math.Min(settings.MaxTop3gramRatio, settings.MaxTop4gramRatio)));

    private readonly double[] maxDuplicate =
    [
        settings.MaxDuplicate5gramRatio, settings.MaxDuplicate6gramRatio, settings.MaxDuplicate7gramRatio,
        settings.MaxDuplicate8gramRatio, settings.MaxDuplicate9gramRatio, settings.MaxDuplicate10gramRatio,
    ];

    private readonly double leastDuplicate = ((double[])
    [
        settings.MaxDuplicate5gramRatio, settings.MaxDuplicate6gramRatio, settings.MaxDuplicate7gramRatio,
        settings.MaxDuplicate8gramRatio, settings.MaxDuplicate9gramRatio, settings.MaxDuplicate10gramRatio,
    ]).Min();

    private readonly bool asksParagraphs = settings.MaxDuplicateParagraphRatio < 1 || settings.MaxDuplicateParagraphCharacterRatio < 1;
    private readonly LineRepeats repeats = repeats ?? new();
    private readonly ParagraphRepeats paragraphs = new();
    private readonly NgramRepeats ngrams = new();

    public string Name => "gopher_repetition";

    public void Judge(ReadOnlySpan<Document> documents, Span<Outcome> outcomes)
    {
        repeats.Forget();
        for (int i = 0; i < documents.Length; i++)
        {
            outcomes[i] = JudgeLines(documents[i]);
            if (outcomes[i].IsKept && documents[i].Analysis!.WordCount <= MaxNgramWords)
                outcomes[i] = JudgeNgrams(documents[i]);
        }
    }

    private Outcome JudgeLines(Document document)
    {
        LineCounts lines = repeats.Of(document);
        double characters = Math.Max(document.Analysis!.Characters, 1);
        double line = (double)lines.Duplicates / Math.Max(lines.Lines, 1), lineCharacters = lines.DuplicateCharacters / characters;
        return line > settings.MaxDuplicateLineRatio ? new Outcome(document, "duplicate_lines", line)
            : lineCharacters > settings.MaxDuplicateLineCharacterRatio ? new Outcome(document, "duplicate_line_characters", lineCharacters)
            : lines.Duplicates > 0 && asksParagraphs ? JudgeParagraphs(document, characters) // without a duplicate line no paragraph is one
            : new Outcome(document);
    }

    private Outcome JudgeParagraphs(Document document, double characters)
    {
        paragraphs.Count(document);
        double paragraph = (double)paragraphs.DuplicateParagraphs / Math.Max(paragraphs.Paragraphs, 1), paragraphCharacters = paragraphs.DuplicateParagraphCharacters / characters;
        return paragraph > settings.MaxDuplicateParagraphRatio ? new Outcome(document, "duplicate_paragraphs", paragraph)
            : paragraphCharacters > settings.MaxDuplicateParagraphCharacterRatio ? new Outcome(document, "duplicate_paragraph_characters", paragraphCharacters)
            : new Outcome(document);
    }

    private Outcome JudgeNgrams(Document document)
    {
        TextAnalysis analysis = document.Analysis!;
        ngrams.Begin(analysis);
        bool mayHaveTop = ngrams.TopOccurrences >= settings.MinTopOccurrences && ngrams.MaxTopRatio > leastTop && ngrams.MaxFourgramRatio(analysis) > leastTop;
        if (!mayHaveTop && ngrams.MaxDuplicateRatio(analysis, leastDuplicate) <= leastDuplicate)
            return new Outcome(document);
        ngrams.Hold();
        for (int i = 0; i < maxTop.Length && mayHaveTop && ngrams.TopOccurrences >= settings.MinTopOccurrences && ngrams.MaxTopRatio > leastTop; i++)
        {
            if (i > 0)
                ngrams.Lengthen(FirstTop + i, analysis);
            ngrams.CountTop(analysis);
            if (IsTooFrequent(maxTop[i]))
                return new Outcome(document, TopReasons[i], ngrams.TopRatio);
        }
        for (int i = 0; i < maxDuplicate.Length && ngrams.HasRepeats; i++)
        {
            ngrams.Lengthen(FirstDuplicate + i, analysis);
            ngrams.CountDuplicates(analysis, leastDuplicate);
            if (ngrams.DuplicateRatio > maxDuplicate[i])
                return new Outcome(document, DuplicateReasons[i], ngrams.DuplicateRatio);
            if (ngrams.DuplicateRatio <= leastDuplicate)
                break; // longer ones cover no more
        }
        return new Outcome(document);
    }

    private bool IsTooFrequent(double maxRatio) => ngrams.TopRatio > maxRatio && ngrams.TopOccurrences >= settings.MinTopOccurrences;

    /// <summary>A limit of 1 is none: overlapping occurrences can make more than the text.</summary>
    private static double Limit(double maxRatio) => maxRatio < 1 ? maxRatio : double.PositiveInfinity;
}
