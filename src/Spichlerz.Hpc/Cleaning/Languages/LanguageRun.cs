namespace Spichlerz.Hpc.Cleaning.Languages;

/// <summary>Neighbouring paragraphs of a document in one language.</summary>
/// <param name="Code">As in <see cref="LanguageGuess"/>.</param>
/// <param name="Start">The first byte.</param>
/// <param name="End">The byte after the last one.</param>
/// <param name="Words">Number of words.</param>
public readonly record struct LanguageRun(string Code, int Start, int End, int Words);
