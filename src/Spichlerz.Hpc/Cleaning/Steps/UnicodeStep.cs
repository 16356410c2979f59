using Spichlerz.Hpc.Cleaning.Kernels;
using Spichlerz.Hpc.Cleaning.Unicode;
using Spichlerz.Hpc.Documents;

namespace Spichlerz.Hpc.Cleaning.Steps;

/// <summary>
/// Removes what is no text (control characters but tab and line ends, soft hyphens, zero-width spaces, inner byte order marks), ends lines
/// where only a form feed, a vertical tab or one of Unicode's own line ends does, and composes letters with their marks (NFC). Clean text
/// passes untouched, byte for byte.
/// </summary>
internal sealed class UnicodeStep : IDocumentStep
{
    private readonly StepBuffer buffer = new();
    private byte[] composed = [];

    public string Name => "unicode";

    public void Judge(ReadOnlySpan<Document> documents, Span<Outcome> outcomes)
    {
        buffer.Clear();
        for (int i = 0; i < documents.Length; i++)
            outcomes[i] = new Outcome(Compose(RemoveControls(documents[i])));
    }

    private Document RemoveControls(Document document)
    {
        ReadOnlySpan<byte> text = document.Text.Span;
        int first = ControlKernel.IndexOfControl(text);
        if (first < 0)
            return document;
        int length = ControlKernel.RemoveControls(text, first, buffer.Reserve(text.Length));
        return document.WithText(buffer.Take(length));
    }

    private Document Compose(Document document)
    {
        ReadOnlySpan<byte> text = document.Text.Span;
        if (NfcNormalizer.IndexOfSuspect(text) < 0)
            return document;
        int length = NfcNormalizer.Normalize(text, ref composed);
        ReadOnlySpan<byte> normalized = composed.AsSpan(0, length);
        if (normalized.SequenceEqual(text))
            return document;
        normalized.CopyTo(buffer.Reserve(normalized.Length));
        return document.WithText(buffer.Take(normalized.Length));
    }
}
