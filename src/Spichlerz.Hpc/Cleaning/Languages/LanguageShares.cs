using System.Globalization;
using System.Text;

namespace Spichlerz.Hpc.Cleaning.Languages;

/// <summary>How a document's words are shared among languages, in hundredths that sum up to 100.</summary>
internal static class LanguageShares
{
    private const int Hundred = 100;

    /// <summary>The languages of at least one hundredth, the largest share first, then by name. Whole numbers alone, by largest remainder: the same on every machine.</summary>
    public static (string Code, int Hundredths)[] Of(IReadOnlyList<LanguageRun> runs)
    {
        (string Code, long Words)[] languages = [.. runs.GroupBy(run => run.Code).Select(same => (same.Key, same.Sum(run => (long)run.Words)))
            .OrderByDescending(language => language.Item2).ThenBy(language => language.Key, StringComparer.Ordinal)];
        long all = languages.Sum(language => language.Words);
        if (all == 0)
            return [];
        int[] shares = [.. languages.Select(language => (int)(Hundred * language.Words / all))];
        // OrderBy is stable: of equal remainders the larger share is rounded up.
        foreach (int i in Enumerable.Range(0, shares.Length).OrderByDescending(i => Hundred * languages[i].Words % all).Take(Hundred - shares.Sum()))
            shares[i]++;
        return [.. languages.Zip(shares, (language, share) => (language.Code, share)).Where(language => language.share > 0)];
    }

    /// <summary>A JSON object: <c>{"pl":0.81,"en":0.19}</c>. Codes are the model's.</summary>
    public static string ToJson(IEnumerable<(string Code, int Hundredths)> shares) => new StringBuilder("{").AppendJoin(',', shares.Select(share =>
        string.Create(CultureInfo.InvariantCulture, $"\"{share.Code}\":{share.Hundredths / Hundred}.{share.Hundredths % Hundred:00}"))).Append('}').ToString();
}
