using System.Text;
using Spichlerz.Hpc.Cleaning.Languages;

namespace Spichlerz.Hpc.Tests.Cleaning.Languages;

public sealed class LanguageQualityTests
{
    private const int MinWords = 20;

    [Test]
    public void IdentifyProse_SentencesOfNineLanguages_FindsThePolishOnes()
    {
        var identifier = new LanguageIdentifier(LanguageModel.Shared);
        var guesses = (
            from document in SharedData.Read("wielojezyczny_ud")
            select (True: document.Meta.GetProperty("lang_true").GetString()!, Words: document.Meta.GetProperty("words").GetInt32(),
                identifier.IdentifyProse(Encoding.UTF8.GetBytes(document.Text)).Code,
                Stripped: identifier.IdentifyProse(Encoding.UTF8.GetBytes(WithoutDiacritics(document.Text))).Code)).ToList();

        foreach (var row in guesses.GroupBy(guess => guess.True).OrderBy(row => row.Key, StringComparer.Ordinal))
        {
            var counts = row.CountBy(guess => guess.Code).OrderByDescending(code => code.Value).ThenBy(code => code.Key, StringComparer.Ordinal);
            TestContext.Out.WriteLine($"{row.Key} {row.Count()}: {string.Join(", ", counts.Select(code => $"{code.Key} {code.Value}"))}");
        }
        double recall = Share(guesses.Where(guess => guess.True == "pl" && guess.Words >= MinWords), guess => guess.Code == "pl");
        double strippedRecall = Share(guesses.Where(guess => guess.True == "pl" && guess.Words >= MinWords), guess => guess.Stripped == "pl");
        double falsePolish = Share(guesses.Where(guess => guess.True != "pl"), guess => guess.Code == "pl");
        TestContext.Out.WriteLine($"Polish of {MinWords} words or more found: {recall:0.0000}, without diacritics {strippedRecall:0.0000}; others taken for Polish: {falsePolish:0.0000}");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(recall, Is.GreaterThanOrEqualTo(0.98));
            Assert.That(strippedRecall, Is.GreaterThanOrEqualTo(0.98));
            Assert.That(falsePolish, Is.LessThanOrEqualTo(0.006));
        }
    }

    private static string WithoutDiacritics(string text) => string.Create(text.Length, text, (result, source) =>
    {
        for (int i = 0; i < source.Length; i++)
        {
            int letter = "ąćęłńóśźżĄĆĘŁŃÓŚŹŻ".IndexOf(source[i], StringComparison.Ordinal);
            result[i] = letter < 0 ? source[i] : "acelnoszzACELNOSZZ"[letter];
        }
    });

    private static double Share<T>(IEnumerable<T> all, Func<T, bool> isCounted)
    {
        (int count, int counted) = (0, 0);
        foreach (T item in all)
        {
            count++;
            if (isCounted(item)) counted++;
        }
        return (double)counted / count;
    }
}
