using System.Globalization;
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
        LanguageGuess guess = identifier.IdentifyProse(document.Text.Span);
        if (!settings.Keep.Contains(guess.Code))
            return new Outcome(document, "language_" + guess.Code, guess.Probability);
        Span<byte> fact = stackalloc byte[MaxFactBytes];
        Utf8.TryWrite(fact, CultureInfo.InvariantCulture, $"\"language\":{{\"code\":\"{guess.Code}\",\"by\":\"fasttext\",\"score\":{guess.Probability:0.000}}}", out int length);
        return new Outcome(DocumentFacts.Add(document, fact[..length], buffer));
    }
}
