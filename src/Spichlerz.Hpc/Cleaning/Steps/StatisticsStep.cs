using System.Buffers;
using System.Text.Json;
using Spichlerz.Hpc.Documents;

namespace Spichlerz.Hpc.Cleaning.Steps;

/// <summary>
/// Counts what SpeakLeash publishes of each document, as far as no tagger is needed, and writes it to <c>meta.spichlerz.statistics</c>
/// (top-level numbers in <c>meta</c> would be summed by SpeakLeash's own tools).
/// </summary>
internal sealed class StatisticsStep : IDocumentStep
{
    private readonly StepBuffer buffer = new();
    private readonly ArrayBufferWriter<byte> json = new(1024);

    public string Name => "statistics";

    public void Judge(ReadOnlySpan<Document> documents, Span<Outcome> outcomes)
    {
        buffer.Clear();
        for (int i = 0; i < documents.Length; i++)
            outcomes[i] = new Outcome(Add(documents[i]));
    }

    private Document Add(Document document)
    {
        json.ResetWrittenCount();
        using var writer = new Utf8JsonWriter(json, new JsonWriterOptions { SkipValidation = true });
        writer.WriteStartObject();
        writer.WriteStartObject("statistics"u8);
        TextStatistics.Of(document.Text.Span, document.Analysis!).Write(writer);
        writer.WriteEndObject();
        writer.WriteEndObject();
        writer.Flush();
        return DocumentFacts.Add(document, json.WrittenSpan[1..^1], buffer);
    }
}
