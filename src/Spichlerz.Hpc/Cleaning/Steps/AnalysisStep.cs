using Spichlerz.Hpc.Documents;

namespace Spichlerz.Hpc.Cleaning.Steps;

/// <summary>Makes the table of words and lines that every later step reads. Stands after the last step that edits text.</summary>
internal sealed class AnalysisStep : IDocumentStep
{
    private readonly List<TextAnalysis> analyses = [];

    public string Name => "analysis";

    public void Judge(ReadOnlySpan<Document> documents, Span<Outcome> outcomes)
    {
        while (analyses.Count < documents.Length)
            analyses.Add(new TextAnalysis());
        for (int i = 0; i < documents.Length; i++)
        {
            analyses[i].Analyze(documents[i].Text.Span);
            outcomes[i] = new Outcome(documents[i] with { Analysis = analyses[i] });
        }
    }
}
