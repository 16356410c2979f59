namespace Spichlerz.Hpc.Documents;

/// <summary>The fate of one document after a step: kept, perhaps edited, or dropped for a reason that the manifest counts by name.</summary>
/// <param name="Document">The document as it goes on.</param>
/// <param name="DropReason">Why it was dropped, e.g. <c>too_short</c>; null if it is kept.</param>
/// <param name="Value">The measured value that failed, as the dropped table records it.</param>
public readonly record struct Outcome(Document Document, string? DropReason = null, double Value = 0)
{
    public bool IsKept => DropReason is null;
}
