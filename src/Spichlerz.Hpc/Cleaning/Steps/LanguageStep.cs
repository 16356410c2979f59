using System.Globalization;
using System.Text;
using System.Text.Unicode;
using Spichlerz.Hpc.Cleaning.Languages;
using Spichlerz.Hpc.Config;
using Spichlerz.Hpc.Documents;

namespace Spichlerz.Hpc.Cleaning.Steps;

/// <summary>
/// Drops documents in other languages and notes the language of the rest. Words that only Polish has settle most documents;
/// fastText's lid.176 looks at the first prose of the others.
/// </summary>
internal sealed class LanguageStep(LanguageSettings settings, LanguageModel model) : IDocumentStep
{
    private const int MaxFactBytes = 128;

    /// <summary>How much of a shouted text is lowered: more than the model asks for, so a letter cut at its end does not matter.</summary>
    private const int ShoutedBytes = 8192;

    private readonly LanguageIdentifier identifier = new(model);
    private readonly StepBuffer buffer = new();
    private readonly bool keepsPolish = settings.Keep.Contains("pl");

    private static ReadOnlySpan<byte> SettledByWords => "\"language\":{\"code\":\"pl\",\"by\":\"words\"}"u8;

    public string Name => "language";

    public void Judge(ReadOnlySpan<Document> documents, Span<Outcome> outcomes)
    {
        buffer.Clear();
        for (int i = 0; i < documents.Length; i++)
            outcomes[i] = Judge(documents[i]);
    }

    private Outcome Judge(Document document)
    {
        if (keepsPolish && PolishGate.IsSurelyPolish(document.Analysis!))
            return new Outcome(DocumentFacts.Add(document, SettledByWords, buffer));
        LanguageGuess guess = identifier.IdentifyProse(IsShouted(document.Analysis!) ? Lowered(document.Text.Span) : document.Text.Span);
        if (!settings.Keep.Contains(guess.Code))
            return new Outcome(document, "language_" + guess.Code, guess.Probability);
        Span<byte> fact = stackalloc byte[MaxFactBytes];
        Utf8.TryWrite(fact, CultureInfo.InvariantCulture, $"\"language\":{{\"code\":\"{guess.Code}\",\"by\":\"fasttext\",\"score\":{guess.Probability:0.000}}}", out int length);
        return new Outcome(DocumentFacts.Add(document, fact[..length], buffer));
    }

    /// <summary>Mostly in capitals, as title pages are. The model has seen few such texts and takes Polish ones for German or English.</summary>
    private static bool IsShouted(TextAnalysis analysis) => ColumnKernel.Count(analysis.WordClasses, WordClass.AllUpper) * 2 > analysis.WordCount;

    private static byte[] Lowered(ReadOnlySpan<byte> text) =>
        Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(text[..Math.Min(text.Length, ShoutedBytes)]).ToLowerInvariant());
}
