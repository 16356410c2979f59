using Spichlerz.Hpc.Documents;

namespace Spichlerz.Hpc.Cleaning.Steps;

/// <summary>Bytes [Start, End) of a text and what stands there instead.</summary>
internal readonly record struct Replacement(int Start, int End, ReadOnlyMemory<byte> Placeholder);

/// <summary>Puts placeholders into texts.</summary>
internal static class MaskedText
{
    /// <summary>The document with its text replaced; the same one if there is nothing to replace.</summary>
    /// <param name="document">Its text stays where it is.</param>
    /// <param name="replacements">In order and apart from each other.</param>
    /// <param name="buffer">Where the new text lies.</param>
    public static Document Of(Document document, List<Replacement> replacements, StepBuffer buffer)
    {
        if (replacements.Count == 0)
            return document;
        ReadOnlySpan<byte> text = document.Text.Span;
        int length = text.Length;
        foreach (Replacement replacement in replacements)
            length += replacement.Placeholder.Length - (replacement.End - replacement.Start);
        Span<byte> target = buffer.Reserve(length);
        int done = 0, written = 0;
        foreach (Replacement replacement in replacements)
        {
            text[done..replacement.Start].CopyTo(target[written..]);
            written += replacement.Start - done;
            replacement.Placeholder.Span.CopyTo(target[written..]);
            written += replacement.Placeholder.Length;
            done = replacement.End;
        }
        text[done..].CopyTo(target[written..]);
        return document.WithText(buffer.Take(length)) with { IsMasked = true };
    }
}
