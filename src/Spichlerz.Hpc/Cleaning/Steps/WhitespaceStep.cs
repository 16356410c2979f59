using Spichlerz.Hpc.Cleaning.Kernels;
using Spichlerz.Hpc.Config;
using Spichlerz.Hpc.Documents;

namespace Spichlerz.Hpc.Cleaning.Steps;

/// <summary>Makes line ends \n, removes blanks at line ends and white space around the document, and limits runs of empty lines.</summary>
internal sealed class WhitespaceStep(WhitespaceSettings settings) : IDocumentStep
{
    private readonly StepBuffer buffer = new();

    public string Name => "whitespace";

    public void Judge(ReadOnlySpan<Document> documents, Span<Outcome> outcomes)
    {
        buffer.Clear();
        for (int i = 0; i < documents.Length; i++)
            outcomes[i] = new Outcome(Tidy(documents[i]));
    }

    private Document Tidy(Document document)
    {
        // Most texts are in order but for white space at their ends. The quick look allows one empty line in a row.
        ReadOnlyMemory<byte> trimmed = document.Text.Trim(" \t\r\n"u8);
        if (settings.MaxEmptyLines > 0 && WhitespaceKernel.IsTidy(trimmed.Span))
            return trimmed.Length == document.Text.Length ? document : document.WithText(trimmed);
        ReadOnlySpan<byte> text = document.Text.Span;
        int length = WhitespaceKernel.Tidy(text, settings.MaxEmptyLines, buffer.Reserve(text.Length));
        return length == text.Length && buffer.Reserve(length)[..length].SequenceEqual(text) ? document : document.WithText(buffer.Take(length));
    }
}
