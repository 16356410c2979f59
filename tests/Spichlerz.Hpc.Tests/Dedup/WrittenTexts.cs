namespace Spichlerz.Hpc.Tests.Dedup;

/// <summary>Texts that look Polish from afar, made from a seed: words of Polish syllables, frequent ones often, in sentences.</summary>
internal sealed class WrittenTexts(int seed)
{
    private static readonly string[] Starts = ["po", "prze", "nie", "wy", "za", "ko", "ża", "mię", "świ", "dra", "go", "le", "szcze", "ry", "tu", "bło", "mo", "na", "ce", "jó"];
    private static readonly string[] Middles = ["ra", "dzi", "wą", "lo", "ste", "czy", "mo", "ka", "ni", "gę", "ro", "", "", "sz", "kła"];
    private static readonly string[] Ends = ["ć", "nie", "ła", "wy", "ach", "em", "ego", "ość", "ka", "ze", "ów", "ami", "y", "ą", "i"];

    private readonly Random random = new(seed);

    /// <summary>A sentence-like text of so many words.</summary>
    public string[] Words(int count) => [.. Enumerable.Range(0, count).Select(_ => Word())];

    /// <summary>Writes words as sentences of 5 to 14 words.</summary>
    public string Text(IReadOnlyList<string> words)
    {
        var parts = new List<string>();
        for (int at = 0, length; at < words.Count; at += length)
        {
            length = Math.Min(random.Next(5, 15), words.Count - at);
            string sentence = string.Join(' ', words.Skip(at).Take(length));
            parts.Add(char.ToUpperInvariant(sentence[0]) + sentence[1..] + ".");
        }
        return string.Join(' ', parts);
    }

    /// <summary>Replaces words evenly over the text until its shingles' Jaccard similarity to the original is near the one asked for.</summary>
    public string[] Edit(string[] words, double jaccard)
    {
        // One word alone stands in five shingles: k of n shingles broken five by five give J = (n − 5k) / (n + 5k).
        int shingles = words.Length - 4, edits = (int)Math.Round(shingles * (1 - jaccard) / (5 * (1 + jaccard)));
        string[] edited = [.. words];
        for (int i = 0; i < edits; i++)
            edited[Math.Min((int)((i + random.NextDouble()) * words.Length / edits), words.Length - 1)] = Word();
        return edited;
    }

    public int Next(int from, int to) => random.Next(from, to);

    public double Next(double from, double to) => from + (random.NextDouble() * (to - from));

    /// <summary>Squaring makes some words frequent, as in language.</summary>
    private string Word() => Pick(Starts) + Pick(Middles) + Pick(Ends);

    private string Pick(string[] syllables) => syllables[(int)(random.NextDouble() * random.NextDouble() * syllables.Length)];
}
