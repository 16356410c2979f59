using Spichlerz.Hpc.Documents;

namespace Spichlerz.Hpc.Cleaning.Languages;

/// <summary>
/// Finds the language of each paragraph of a document. Their words settle most Polish ones; the identifier is asked about the others. One
/// that is too short to tell, or code or no prose, or of which the model is not sure, counts for the document's language.
/// </summary>
/// <param name="identifier">Answers for one rank.</param>
/// <param name="minWords">Words that tell a language; shorter paragraphs in a row are read together. 0: documents are taken as a whole.</param>
internal sealed class ParagraphLanguages(LanguageIdentifier identifier, int minWords)
{
    /// <summary>Of 2,332 texts of 20 words and more in eight other languages none is told with less; pages misread and lists of names are.</summary>
    private const float MinProbability = 0.2f;

    /// <summary>Code, tables, indices and references have less; so have 29 of those 2,332 texts, with dates and links.</summary>
    private const double MinProseRatio = 0.8;

    private readonly List<LanguageRun> runs = [];
    private int fencesBytes; // of the text in hand, looked through for fences
    private bool isFenced; // where these bytes end

    /// <summary>What Markdown puts before and behind code.</summary>
    private static ReadOnlySpan<byte> Fence => "```"u8;

    /// <summary>The document's text cut where the language changes; nothing of a document that has no paragraphs. Valid until the next call.</summary>
    /// <param name="text">The document's text.</param>
    /// <param name="analysis">Its table.</param>
    /// <param name="code">The language of the document as a whole.</param>
    public IReadOnlyList<LanguageRun> Read(ReadOnlySpan<byte> text, TextAnalysis analysis, string code)
    {
        runs.Clear();
        (fencesBytes, isFenced) = (0, false);
        if (minWords == 0 || analysis.LineCount < 2)
            return runs;
        var parts = new TextParts(analysis, minWords);
        while (parts.MoveNext())
            Add(parts.Current, IsTold(parts.Current, analysis) ? LanguageOf(parts.Current, text, analysis, code) : code);
        return runs;
    }

    private bool IsTold(TextParts.Part part, TextAnalysis analysis) => part.Words >= minWords && part.Words < analysis.WordCount;

    private string LanguageOf(TextParts.Part part, ReadOnlySpan<byte> text, TextAnalysis analysis, string code)
    {
        Range words = part.FirstWord..part.EndWord;
        if (PolishGate.IsPolishPart(analysis, words))
            return PolishGate.Code;
        ReadOnlySpan<byte> paragraph = text[part.Start..part.End];
        if (IsCode(paragraph, text, part.Start) || LanguageIdentifier.ProseRatio(paragraph) < MinProseRatio)
            return code;
        LanguageGuess guess = identifier.IdentifyParagraph(paragraph, analysis.WordClasses[words]);
        return guess.Probability >= MinProbability ? guess.Code : code;
    }

    /// <summary>Whether the paragraph begins in or with a block between Markdown's fences. Asked in the order of the text.</summary>
    private bool IsCode(ReadOnlySpan<byte> paragraph, ReadOnlySpan<byte> text, int start)
    {
        isFenced ^= text[fencesBytes..start].Count(Fence) % 2 == 1;
        fencesBytes = start;
        return isFenced || paragraph.TrimStart(" \t"u8).StartsWith(Fence);
    }

    private void Add(TextParts.Part part, string code)
    {
        if (runs.Count > 0 && runs[^1].Code == code)
            runs[^1] = runs[^1] with { End = part.End, Words = runs[^1].Words + part.Words };
        else
            runs.Add(new LanguageRun(code, part.Start, part.End, part.Words));
    }
}
