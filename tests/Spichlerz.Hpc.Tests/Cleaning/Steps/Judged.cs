using System.Text;
using Spichlerz.Hpc.Documents;

namespace Spichlerz.Hpc.Tests.Cleaning.Steps;

/// <summary>What one step says of one text.</summary>
internal sealed record Judged(string? DropReason, double Value, string Text, string Facts, bool IsSameMemory)
{
    public static Judged By(IDocumentStep step, string text, string facts = "") => By(step, [text], facts)[0];

    /// <summary>Judges all texts as one batch, with their table of words.</summary>
    public static Judged[] By(IDocumentStep step, string[] texts, string facts = "")
    {
        Document[] documents = [.. texts.Select((text, row) => Document(text, row, facts))];
        var outcomes = new Outcome[documents.Length];
        step.Judge(documents, outcomes);
        return [.. outcomes.Select((outcome, i) => new Judged(outcome.DropReason, outcome.Value, Decode(outcome.Document.Text), Decode(outcome.Document.Facts), outcome.Document.Text.Equals(documents[i].Text)))];
    }

    private static Document Document(string text, int row, string facts)
    {
        byte[] utf8 = Encoding.UTF8.GetBytes(text);
        var analysis = new TextAnalysis();
        analysis.Analyze(utf8);
        return new Document(new ShardId("zbiór", 0, 0), row, utf8, Encoding.UTF8.GetBytes(facts), default) { Analysis = analysis };
    }

    private static string Decode(ReadOnlyMemory<byte> utf8) => Encoding.UTF8.GetString(utf8.Span);
}
