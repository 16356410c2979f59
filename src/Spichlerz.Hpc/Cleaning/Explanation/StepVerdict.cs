using System.Collections.Immutable;

namespace Spichlerz.Hpc.Cleaning.Explanation;

/// <summary>What a step did to a document.</summary>
public enum StepFate
{
    Kept,

    /// <summary>Kept with another text.</summary>
    Edited,

    Dropped,
}

/// <summary>A setting that decided: its dotted key and its value as <c>run.yaml</c> has it.</summary>
public sealed record DecidingSetting(string Key, string Value);

/// <summary>Neighbouring paragraphs in one language.</summary>
/// <param name="Language">Its code.</param>
/// <param name="Words">Number of words.</param>
/// <param name="Text">The paragraphs.</param>
public sealed record Passage(string Language, int Words, string Text);

/// <summary>What one step made of one document.</summary>
/// <param name="Reason">Why it was dropped; null if it was not.</param>
/// <param name="Value">The measured value that failed, as the dropped table has it; 0 if it was not dropped.</param>
/// <param name="Setting">What the value was held against; null where the rule has no setting, or nothing was dropped.</param>
/// <param name="Facts">Members that the step added to <c>meta.spichlerz</c>: raw JSON without braces, perhaps empty.</param>
/// <param name="Before">The text as the step got it.</param>
/// <param name="After">The text as the step left it.</param>
public sealed record StepVerdict(string Step, StepFate Fate, string? Reason, double Value, DecidingSetting? Setting, string Facts, string Before, string After)
{
    /// <summary>Of a document in several languages, by the step that tells them: the text, cut where the language changes.</summary>
    public ImmutableArray<Passage> Passages { get; init; } = [];
}
