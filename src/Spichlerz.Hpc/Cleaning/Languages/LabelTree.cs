namespace Spichlerz.Hpc.Cleaning.Languages;

/// <summary>fastText's hierarchical softmax: a Huffman tree over the labels, one output vector at every inner node.</summary>
/// <remarks>Bag of Tricks: Joulin et al. 2016, section 2.1. Immutable.</remarks>
internal sealed class LabelTree
{
    private readonly string[] codes;
    private readonly int[] left, right, parent;
    private readonly float[] output;
    private readonly int dimensions;

    /// <param name="codes">The labels, the most frequent first.</param>
    /// <param name="counts">Their frequencies in training: they alone decide the tree's shape.</param>
    /// <param name="output">Inner node by inner node, <paramref name="dimensions"/> numbers each.</param>
    /// <param name="dimensions">Length of a vector.</param>
    public LabelTree(string[] codes, ReadOnlySpan<long> counts, float[] output, int dimensions)
    {
        (this.codes, this.output, this.dimensions) = (codes, output, dimensions);
        int leaves = codes.Length;
        left = new int[leaves - 1];
        right = new int[leaves - 1];
        parent = new int[(2 * leaves) - 1];
        long[] weights = new long[(2 * leaves) - 1];
        counts.CopyTo(weights);
        weights.AsSpan(leaves).Fill(1_000_000_000_000_000); // as fastText: heavier than any real label
        int leaf = leaves - 1, inner = leaves;
        for (int node = leaves; node < weights.Length; node++)
        {
            int first = Lightest(weights, ref leaf, ref inner), second = Lightest(weights, ref leaf, ref inner);
            (left[node - leaves], right[node - leaves]) = (first, second);
            parent[first] = parent[second] = node;
            weights[node] = weights[first] + weights[second];
        }
    }

    private int Root => (2 * codes.Length) - 2;

    /// <summary>The likeliest label of a hidden vector of the model's dimensions.</summary>
    public LanguageGuess Best(ReadOnlySpan<float> hidden)
    {
        (int Leaf, float Score) best = (-1, float.NegativeInfinity);
        Search(Root, 0, hidden, ref best);
        return new LanguageGuess(codes[best.Leaf], Chance(best.Score));
    }

    /// <summary>The chance of one label, which <see cref="Best"/> would give if it were the likeliest.</summary>
    /// <param name="label">Its place among the codes.</param>
    /// <param name="hidden">A vector of the model's dimensions.</param>
    public LanguageGuess Of(int label, ReadOnlySpan<float> hidden) => new(codes[label], Chance(Score(label, hidden)));

    // fastText adds 1e-5 under each logarithm, so a sure guess comes out slightly above 1.
    private static float Chance(float score) => Math.Min(1, (float)PortableMath.Exp(score));

    private static int Lightest(long[] weights, ref int leaf, ref int inner) =>
        leaf >= 0 && weights[leaf] < weights[inner] ? leaf-- : inner++;

    // The float and double steps stand where fastText's C++ has them: the rounding is part of its answer. The likelier branch comes
    // first, unlike there: it bounds the other one, and a tenth of the nodes are looked at.
    private void Search(int node, float score, ReadOnlySpan<float> hidden, ref (int Leaf, float Score) best)
    {
        while (score >= best.Score)
        {
            if (node < codes.Length)
            {
                best = (node, score);
                return;
            }
            int inner = node - codes.Length;
            float chance = ChanceOfRight(inner, hidden), other = (float)(1.0 - chance);
            (int likely, int unlikely) = chance < other ? (left[inner], right[inner]) : (right[inner], left[inner]);
            Search(likely, score + SafeLog(Math.Max(chance, other)), hidden, ref best);
            (node, score) = (unlikely, score + SafeLog(Math.Min(chance, other)));
        }
    }

    private float Score(int node, ReadOnlySpan<float> hidden)
    {
        if (node == Root)
            return 0;
        int inner = parent[node] - codes.Length;
        float chance = ChanceOfRight(inner, hidden);
        return Score(parent[node], hidden) + SafeLog(right[inner] == node ? chance : (float)(1.0 - chance));
    }

    private float ChanceOfRight(int inner, ReadOnlySpan<float> hidden)
    {
        ReadOnlySpan<float> row = output.AsSpan(inner * dimensions, dimensions);
        float dot = 0;
        for (int i = 0; i < row.Length; i++)
            dot += row[i] * hidden[i];
        return (float)(1.0 / (1 + (float)PortableMath.Exp(-dot)));
    }

    private static float SafeLog(float x) => (float)PortableMath.Log(x + 1e-5);
}
