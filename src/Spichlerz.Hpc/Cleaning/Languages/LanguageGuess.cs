namespace Spichlerz.Hpc.Cleaning.Languages;

/// <summary>The likeliest language of a text: Wikipedia's code of it ("pl", "hsb") and the model's probability, 0 to 1.</summary>
public readonly record struct LanguageGuess(string Code, float Probability);
