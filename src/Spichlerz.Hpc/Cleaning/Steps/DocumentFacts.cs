using Spichlerz.Hpc.Documents;

namespace Spichlerz.Hpc.Cleaning.Steps;

/// <summary>Adds members to what the pipeline knows of a document.</summary>
internal static class DocumentFacts
{
    /// <summary>The document with one more member (raw JSON, <c>"name":value</c>) among its facts, which lie in the buffer.</summary>
    public static Document Add(Document document, ReadOnlySpan<byte> member, StepBuffer buffer)
    {
        ReadOnlySpan<byte> facts = document.Facts.Span;
        int comma = facts.IsEmpty ? 0 : 1;
        Span<byte> target = buffer.Reserve(facts.Length + comma + member.Length);
        facts.CopyTo(target);
        ","u8[..comma].CopyTo(target[facts.Length..]);
        member.CopyTo(target[(facts.Length + comma)..]);
        return document with { Facts = buffer.Take(facts.Length + comma + member.Length) };
    }
}
