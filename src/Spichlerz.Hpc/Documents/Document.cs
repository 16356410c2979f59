namespace Spichlerz.Hpc.Documents;

/// <summary>
/// One text of the corpus with its metadata. Immutable: a step that edits the text returns a new document.
/// Text and metadata may be views into a reader's buffers; the reader says how long they live.
/// </summary>
/// <param name="Shard">The shard that first held the document.</param>
/// <param name="Row">Its row there, from 0; with the shard it is the document's identity for good.</param>
/// <param name="Text">Valid UTF-8.</param>
/// <param name="Facts">What the pipeline knows of the document: the members of <c>meta.spichlerz</c> besides the id, raw JSON without braces, perhaps empty.</param>
/// <param name="Meta">The dataset's own metadata: the other members of <c>meta</c>, raw JSON without braces, perhaps empty.</param>
public sealed record Document(ShardId Shard, int Row, ReadOnlyMemory<byte> Text, ReadOnlyMemory<byte> Facts, ReadOnlyMemory<byte> Meta)
{
    /// <summary>The table of the text's words and lines, set once no step edits the text any more. It belongs to the batch.</summary>
    public TextAnalysis? Analysis { get; init; }

    /// <summary>Whether a step has put another text in place of one that a step before it has looked at.</summary>
    public bool IsEdited { get; private init; }

    /// <summary>Whether a step has put placeholders into it.</summary>
    public bool IsMasked { get; init; }

    /// <summary>DATASET/FFFFF-PPPPP/ROW.</summary>
    public string Id => $"{Shard}/{Row}";

    /// <summary>The document with an edited text.</summary>
    public Document WithText(ReadOnlyMemory<byte> text) => this with { Text = text, IsEdited = true };
}
