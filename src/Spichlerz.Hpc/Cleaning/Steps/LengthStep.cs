using Spichlerz.Hpc.Config;
using Spichlerz.Hpc.Documents;

namespace Spichlerz.Hpc.Cleaning.Steps;

/// <summary>Drops documents shorter than <see cref="LengthSettings.MinCharacters"/>; a document without words is dropped as empty.</summary>
internal sealed class LengthStep(LengthSettings settings) : IDocumentStep
{
    public string Name => "length";

    public void Judge(ReadOnlySpan<Document> documents, Span<Outcome> outcomes)
    {
        for (int i = 0; i < documents.Length; i++)
        {
            TextAnalysis analysis = documents[i].Analysis!;
            outcomes[i] = analysis.WordCount == 0 ? new Outcome(documents[i], "no_words", analysis.Characters)
                : analysis.Characters < settings.MinCharacters ? new Outcome(documents[i], "too_short", analysis.Characters)
                : new Outcome(documents[i]);
        }
    }
}
