using Spichlerz.Hpc.Cleaning.Languages;
using Spichlerz.Hpc.Cleaning.Steps;
using Spichlerz.Hpc.Config;
using Spichlerz.Hpc.Tests.Cleaning.Steps;

namespace Spichlerz.Hpc.Tests.Cleaning.Languages;

/// <summary>How well the step keeps Polish and drops its neighbours, on sentences whose language is known.</summary>
public sealed class LanguageQualityTests
{
    private const string Dataset = "wielojezyczny_ud";
    private const int MinWords = 20;

    private readonly LanguageStep step = new(new LanguageSettings(), LanguageModel.Shared);

    [Test]
    public void Judge_PolishOfTwentyWordsAndMore_Keeps99In100()
    {
        (int kept, int all) = Kept(Polish);
        TestContext.Out.WriteLine($"kept {kept} of {all} Polish documents of {MinWords} words or more: {(double)kept / all:0.0000}");
        Assert.That((double)kept / all, Is.GreaterThanOrEqualTo(0.99));
    }

    [Test]
    public void Judge_PolishWithoutDiacritics_Keeps98In100()
    {
        (int kept, int all) = Kept(Polish.Select(WithoutDiacritics));
        TestContext.Out.WriteLine($"kept {kept} of {all} Polish documents of {MinWords} words or more without diacritics: {(double)kept / all:0.0000}");
        Assert.That((double)kept / all, Is.GreaterThanOrEqualTo(0.98));
    }

    [Test]
    public void Judge_OtherLanguages_TakesAtMost5In1000ForPolish()
    {
        (int Kept, int All) sum = default;
        foreach (var language in SharedData.Read(Dataset).GroupBy(document => Language(document.Meta), document => document.Text).Where(language => language.Key != "pl").OrderBy(language => language.Key, StringComparer.Ordinal))
        {
            (int kept, int all) = Kept(language);
            TestContext.Out.WriteLine($"{language.Key}: {kept} of {all} kept as Polish");
            sum = (sum.Kept + kept, sum.All + all);
        }
        TestContext.Out.WriteLine($"{sum.Kept} of {sum.All}: {(double)sum.Kept / sum.All:0.0000}");
        Assert.That((double)sum.Kept / sum.All, Is.LessThanOrEqualTo(0.005));
    }

    /// <summary>What sets Polish apart from its neighbours, one by one: none may hide behind the others. Sorbian is the nearest and has the fewest texts.</summary>
    [TestCase("cs", 0.005), TestCase("sk", 0.005), TestCase("be", 0.005), TestCase("uk", 0.005), TestCase("ru", 0.005), TestCase("de", 0.005), TestCase("en", 0.005), TestCase("hsb", 0.05)]
    public void Judge_OneLanguage_TakesFewForPolish(string code, double limit)
    {
        (int kept, int all) = Kept(SharedData.Read(Dataset).Where(document => Language(document.Meta) == code).Select(document => document.Text));
        Assert.That((double)kept / all, Is.LessThanOrEqualTo(limit), $"{kept} of {all}");
    }

    [TestCase(3, 0.97, 0.04)]
    [TestCase(5, 0.99, 0.02)]
    [TestCase(7, 0.995, 0.01)]
    public void Judge_SoFewWords_KeepsPolishAndFewOthers(int words, double minPolish, double maxOthers)
    {
        (int kept, int all) = Kept(Polish.Select(text => FirstWords(text, words)));
        (int others, int allOthers) = Kept(SharedData.Read(Dataset).Where(document => Language(document.Meta) is "en" or "de" or "uk" or "ru").Select(document => FirstWords(document.Text, words)));
        TestContext.Out.WriteLine($"of {words} words kept {kept} of {all} Polish texts, {others} of {allOthers} English, German, Ukrainian and Russian ones");
        using (Assert.EnterMultipleScope())
        {
            Assert.That((double)kept / all, Is.GreaterThanOrEqualTo(minPolish));
            Assert.That((double)others / allOthers, Is.LessThanOrEqualTo(maxOthers));
        }
    }

    private static IEnumerable<string> Polish => SharedData.Read(Dataset).Where(document => Language(document.Meta) == "pl" && document.Meta.GetProperty("words").GetInt32() >= MinWords).Select(document => document.Text);

    private static string FirstWords(string text, int words) => string.Join(' ', text.Split(' ').Take(words));

    private static string Language(System.Text.Json.JsonElement meta) => meta.GetProperty("lang_true").GetString()!;

    private (int Kept, int All) Kept(IEnumerable<string> texts)
    {
        Judged[] judged = Judged.By(step, [.. texts]);
        return (judged.Count(document => document.DropReason is null), judged.Length);
    }

    private static string WithoutDiacritics(string text) => string.Create(text.Length, text, (result, source) =>
    {
        for (int i = 0; i < source.Length; i++)
        {
            int letter = "ąćęłńóśźżĄĆĘŁŃÓŚŹŻ".IndexOf(source[i], StringComparison.Ordinal);
            result[i] = letter < 0 ? source[i] : "acelnoszzACELNOSZZ"[letter];
        }
    });
}
