using System.Collections.Immutable;

namespace Spichlerz.Hpc.Cleaning.Explanation;

/// <summary>The verdicts on one document in the order of the steps, up to the one that dropped it.</summary>
public sealed record Journey(ImmutableArray<StepVerdict> Verdicts)
{
    /// <summary>The verdict that ended the journey; null if the document is kept.</summary>
    public StepVerdict? Drop => Verdicts.FirstOrDefault(verdict => verdict.Fate == StepFate.Dropped);

    /// <summary>The steps that changed the text.</summary>
    public IEnumerable<string> EditedBy => Verdicts.Where(verdict => verdict.Fate == StepFate.Edited).Select(verdict => verdict.Step);
}
