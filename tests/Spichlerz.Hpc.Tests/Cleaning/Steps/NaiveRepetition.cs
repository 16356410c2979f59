using Spichlerz.Hpc.Config;

namespace Spichlerz.Hpc.Tests.Cleaning.Steps;

/// <summary>Gopher's repetition rules as one would write them down: strings, dictionaries, no cleverness. For texts of Polish words and blanks.</summary>
internal static class NaiveRepetition
{
    /// <summary>Each rule alone with the limit 0, its reason, and the value that it should find.</summary>
    public static IEnumerable<(GopherRepetitionSettings Settings, string Reason, double Value)> Rules(GopherRepetitionSettings off, string text)
    {
        string[] words = Words(text);
        yield return (off with { MaxDuplicateLineRatio = 0 }, "duplicate_lines", Lines(text));
        yield return (off with { MaxTop2gramRatio = 0 }, "top_2gram", Top(words, 2));
        yield return (off with { MaxTop3gramRatio = 0 }, "top_3gram", Top(words, 3));
        yield return (off with { MaxTop4gramRatio = 0 }, "top_4gram", Top(words, 4));
        yield return (off with { MaxDuplicate5gramRatio = 0 }, "duplicate_5gram", Duplicate(words, 5));
        yield return (off with { MaxDuplicate6gramRatio = 0 }, "duplicate_6gram", Duplicate(words, 6));
        yield return (off with { MaxDuplicate7gramRatio = 0 }, "duplicate_7gram", Duplicate(words, 7));
        yield return (off with { MaxDuplicate8gramRatio = 0 }, "duplicate_8gram", Duplicate(words, 8));
        yield return (off with { MaxDuplicate9gramRatio = 0 }, "duplicate_9gram", Duplicate(words, 9));
        yield return (off with { MaxDuplicate10gramRatio = 0 }, "duplicate_10gram", Duplicate(words, 10));
    }

    private static double Lines(string text)
    {
        string[] lines = [.. text.Split('\n').Select(line => line.Trim(' ')).Where(line => line.Any(char.IsLetterOrDigit))];
        return lines.Length == 0 ? 0 : (double)(lines.Length - lines.Distinct().Count()) / lines.Length;
    }

    private static double Top(string[] words, int n)
    {
        var top = Ngrams(words, n).CountBy(ngram => ngram).Where(ngram => ngram.Value > 1).OrderByDescending(ngram => ngram.Value).ThenByDescending(ngram => Length(ngram.Key)).FirstOrDefault();
        return top.Key is null ? 0 : (double)top.Value * Length(top.Key) / Length(string.Join(' ', words));
    }

    private static double Duplicate(string[] words, int n)
    {
        var seen = new HashSet<string>();
        bool[] isDuplicate = new bool[words.Length], joinsNext = new bool[words.Length];
        string[] ngrams = [.. Ngrams(words, n)];
        int end = 0;
        for (int i = 0; i < ngrams.Length; i++)
        {
            if (seen.Add(ngrams[i]))
                continue;
            isDuplicate.AsSpan(i, n).Fill(true);
            joinsNext.AsSpan(i, n - 1).Fill(true);
            if (end == i && i > 0)
                joinsNext[i - 1] = true;
            end = i + n;
        }
        long covered = words.Where((_, i) => isDuplicate[i]).Sum(Length) + joinsNext.Count(joins => joins);
        return words.Length == 0 ? 0 : (double)covered / Length(string.Join(' ', words));
    }

    private static IEnumerable<string> Ngrams(string[] words, int n) => Enumerable.Range(0, Math.Max(words.Length - n + 1, 0)).Select(i => string.Join(' ', words[i..(i + n)]));

    private static string[] Words(string text) => string.Concat(text.Select(c => char.IsLetterOrDigit(c) ? c : ' ')).Split(' ', StringSplitOptions.RemoveEmptyEntries);

    private static int Length(string text) => text.EnumerateRunes().Count();
}
