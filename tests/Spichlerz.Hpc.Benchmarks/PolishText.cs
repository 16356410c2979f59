using System.Globalization;
using System.Text;

namespace Spichlerz.Hpc.Benchmarks;

/// <summary>Text that looks like Polish to a tokenizer: letter and word-length statistics, Zipf's law, sentences, figures, „quotes” and dashes.</summary>
public static class PolishText
{
    private const int Vocabulary = 30_000;

    // Letters in proportion to their frequency in Polish, in thousandths.
    private static readonly string Letters = string.Concat(
        Repeat("a", 89), Repeat("i", 82), Repeat("o", 78), Repeat("e", 77), Repeat("z", 56), Repeat("n", 55), Repeat("r", 47), Repeat("w", 46), Repeat("s", 43),
        Repeat("t", 40), Repeat("c", 40), Repeat("y", 38), Repeat("k", 35), Repeat("d", 33), Repeat("p", 31), Repeat("m", 28), Repeat("u", 25), Repeat("j", 23),
        Repeat("l", 21), Repeat("ł", 18), Repeat("b", 15), Repeat("g", 14), Repeat("ę", 11), Repeat("h", 11), Repeat("ą", 10), Repeat("ó", 9), Repeat("ż", 8),
        Repeat("ś", 7), Repeat("ć", 4), Repeat("f", 3), Repeat("ń", 2), Repeat("ź", 1));

    /// <summary>Documents of some 4 KiB, together at least <paramref name="bytes"/>.</summary>
    public static byte[][] Documents(int bytes, int seed = 1)
    {
        var random = new Random(seed);
        string[] words = [.. Enumerable.Range(0, Vocabulary).Select(rank => Word(random, rank))];
        var documents = new List<byte[]>();
        for (int total = 0; total < bytes; total += documents[^1].Length)
            documents.Add(Encoding.UTF8.GetBytes(Document(random, words, random.Next(100, 1000))));
        return [.. documents];
    }

    private static string Repeat(string letter, int times) => string.Concat(Enumerable.Repeat(letter, times));

    private static string Word(Random random, int rank)
    {
        // Frequent words are short.
        int length = rank < 100 ? random.Next(1, 5) : random.Next(3, 8) + random.Next(0, 7);
        return string.Concat(Enumerable.Range(0, length).Select(_ => Letters[random.Next(Letters.Length)]));
    }

    private static string Document(Random random, string[] words, int count)
    {
        var text = new StringBuilder();
        for (int left = 0; count > 0; count--, left--)
        {
            bool startsSentence = left == 0;
            if (startsSentence)
                left = random.Next(5, 25);
            // Ranks by Zipf's law: the logarithm of the rank is even.
            string word = words[(int)Math.Exp(random.NextDouble() * Math.Log(Vocabulary)) - 1];
            if (random.Next(40) == 0)
                word = random.Next(2100).ToString(CultureInfo.InvariantCulture);
            text.Append(startsSentence || random.Next(20) == 0 ? char.ToUpperInvariant(word[0]) + word[1..] : word);
            text.Append(left == 1 ? (random.Next(6) == 0 ? ".\n" : ". ") : random.Next(60) == 0 ? " – " : random.Next(80) == 0 ? " „" : random.Next(8) == 0 ? ", " : " ");
        }
        return text.ToString();
    }
}
