namespace Spichlerz.Hpc.Cleaning.Languages;

/// <summary>fastText's lid.176: the words and n-grams it knows, their vectors and the tree of 176 languages. Immutable: all ranks share one.</summary>
/// <remarks>
/// Joulin et al. 2016, arXiv:1607.01759 and arXiv:1612.03651. The vectors are de-quantised once, 3.2 MB;
/// one vector is 64 bytes, a cache line.
/// </remarks>
public sealed class LanguageModel
{
    private const string ResourceName = "Spichlerz.Hpc.Cleaning.Languages.lid.176.ftz";

    private static readonly Lazy<LanguageModel> Loaded = new(LoadResource);

    private readonly string[] codes;

    internal LanguageModel(WordIndex words, SubwordIndex subwords, float[] vectors, LabelTree labels, string[] codes)
    {
        (Words, Subwords, Vectors, Labels, this.codes) = (words, subwords, vectors, labels, codes);
    }

    /// <summary>The model inside this library, read at its first use; takes some 40 ms.</summary>
    public static LanguageModel Shared => Loaded.Value;

    /// <summary>Every code that a guess can have, the most frequent in training first.</summary>
    public IReadOnlyList<string> Codes => codes;

    internal WordIndex Words { get; }

    internal SubwordIndex Subwords { get; }

    /// <summary>Row by row, <see cref="RowSumKernel.Columns"/> numbers each: the words, then the kept n-grams.</summary>
    internal float[] Vectors { get; }

    internal LabelTree Labels { get; }

    private static LanguageModel LoadResource()
    {
        using Stream resource = typeof(LanguageModel).Assembly.GetManifestResourceStream(ResourceName)
            ?? throw new InvalidOperationException($"The library lacks its resource {ResourceName}. Build it again.");
        byte[] bytes = new byte[resource.Length];
        resource.ReadExactly(bytes);
        return LanguageModelReader.Read(bytes);
    }
}
