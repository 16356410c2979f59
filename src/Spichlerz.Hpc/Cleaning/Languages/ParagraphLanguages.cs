using Spichlerz.Hpc.Documents;

namespace Spichlerz.Hpc.Cleaning.Languages;

/// <summary>
/// Finds the language of each paragraph of a document. Their words settle most Polish ones; the identifier is asked about the others. One
/// that is too short to tell, or no prose, or of which the model is not sure, counts for the document's language.
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

    /// <summary>The document's text cut where the language changes; nothing of a document that has no paragraphs. Valid until the next call.</summary>
    /// <param name="text">The document's text.</param>
    /// <param name="analysis">Its table.</param>
    /// <param name="code">The language of the document as a whole.</param>
    public IReadOnlyList<LanguageRun> Read(ReadOnlySpan<byte> text, TextAnalysis analysis, string code)
    {
        runs.Clear();
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
        text = text[part.Start..part.End];
        return LanguageIdentifier.ProseRatio(text) >= MinProseRatio && identifier.IdentifyParagraph(text, analysis.WordClasses[words]) is { Probability: >= MinProbability } guess ? guess.Code : code;
    }

    private void Add(TextParts.Part part, string code)
    {
        if (runs.Count > 0 && runs[^1].Code == code)
            runs[^1] = runs[^1] with { End = part.End, Words = runs[^1].Words + part.Words };
        else
            runs.Add(new LanguageRun(code, part.Start, part.End, part.Words));
    }
}
