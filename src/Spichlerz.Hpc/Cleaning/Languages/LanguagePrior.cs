using System.Collections.Immutable;

namespace Spichlerz.Hpc.Cleaning.Languages;

/// <summary>What is known of the languages of texts before they are read: that some are likelier than others. It settles what a few words leave open.</summary>
public sealed class LanguagePrior
{
    /// <param name="model">The model whose guesses are weighed.</param>
    /// <param name="codes">The likelier languages, as the model names them.</param>
    /// <param name="odds">How many times likelier each of them is than any other, 1 or more.</param>
    public LanguagePrior(LanguageModel model, ImmutableArray<string> codes, double odds)
    {
        Labels = [.. model.Codes.Index().Where(label => codes.Contains(label.Item)).Select(label => label.Index)];
        Odds = odds;
    }

    /// <summary>The likelier languages' places among those of the model.</summary>
    internal int[] Labels { get; }

    internal double Odds { get; }
}
