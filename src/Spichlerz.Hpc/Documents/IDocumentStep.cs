using System.Collections.Immutable;

namespace Spichlerz.Hpc.Documents;

/// <summary>One judgement inside a shard pass: a filter, a classifier, a tagger.</summary>
public interface IDocumentStep
{
    /// <summary>The name in configurations, logs and manifests, e.g. <c>length</c>.</summary>
    string Name { get; }

    /// <summary>Writes the fate of documents[i] to outcomes[i]. Both spans have one length, 1 to the batch size.</summary>
    void Judge(ReadOnlySpan<Document> documents, Span<Outcome> outcomes);

    /// <summary>What the last <see cref="Judge"/> counted besides outcomes, e.g. <c>pii_email</c>; the manifest's notes sum it by name.</summary>
    IReadOnlyDictionary<string, long> Notes => ImmutableDictionary<string, long>.Empty;
}
