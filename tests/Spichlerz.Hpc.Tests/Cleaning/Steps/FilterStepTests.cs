using Spichlerz.Hpc.Cleaning.Languages;
using Spichlerz.Hpc.Cleaning.Steps;
using Spichlerz.Hpc.Config;

namespace Spichlerz.Hpc.Tests.Cleaning.Steps;

/// <summary>The steps that drop documents: length and language.</summary>
public sealed class FilterStepTests
{
    private const string Polish =
        "Wczoraj wieczorem poszliśmy nad jezioro, bo dzień był bardzo ciepły i nikt nie chciał siedzieć w domu. " +
        "Dzieci od razu pobiegły do wody, a dorośli rozłożyli koc pod starą wierzbą, która rośnie tu już od stu lat.";

    private const string WithoutDiacritics =
        "Wczoraj wieczorem poszlismy nad jezioro, bo dzien byl bardzo cieply i nikt nie chcial siedziec w domu. " +
        "Dzieci od razu pobiegly do wody, a dorosli rozlozyli koc pod stara wierzba, ktora rosnie tu juz od stu lat.";

    [TestCase("123456789", "too_short", 9)]
    [TestCase("1234567890", null, 0)]
    [TestCase("12345678901", null, 0)]
    [TestCase("ząb żółć ó", null, 0, Description = "characters, not bytes")]
    [TestCase("😀😀😀😀😀 ab", "too_short", 8, Description = "code points, not code units")]
    [TestCase("", "no_words", 0)]
    [TestCase("--- *** ... !!! ???", "no_words", 19)]
    public void Length_MinTenCharacters_DropsWhatIsShorter(string text, string? reason, double value)
    {
        Judged judged = Judged.By(new LengthStep(new LengthSettings { MinCharacters = 10 }), text);
        Assert.That((judged.DropReason, judged.Value, judged.Text), Is.EqualTo((reason, value, text)));
    }

    [Test]
    public void Length_NoMinimum_DropsOnlyWhatHasNoWords() => Assert.That(
        Judged.By(new LengthStep(new LengthSettings { MinCharacters = 0 }), ["a", "", "!"]).Select(judged => judged.DropReason), Is.EqualTo(new[] { null, "no_words", "no_words" }));

    [TestCase(Polish, "\"language\":{\"code\":\"pl\",\"by\":\"words\"}")]
    [TestCase(WithoutDiacritics, "\"language\":{\"code\":\"pl\",\"by\":\"fasttext\",\"score\":")]
    public void Language_Polish_IsKeptAndNoted(string text, string fact)
    {
        Judged judged = Judged.By(Language(), text, facts: "\"licence\":\"MIT\"");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(judged.DropReason, Is.Null);
            Assert.That(judged.Facts, Does.StartWith("\"licence\":\"MIT\"," + fact).And.EndWith("}"));
        }
    }

    [TestCase("Včera večer jsme šli k jezeru, protože den byl velmi teplý a nikdo nechtěl sedět doma. Děti hned běžely do vody a dospělí rozložili deku pod starou vrbou.", "cs")]
    [TestCase("Yesterday evening we went to the lake because the day was very warm and nobody wanted to stay at home. The children ran into the water at once.", "en")]
    [TestCase("Gestern Abend gingen wir zum See, denn der Tag war sehr warm und niemand wollte zu Hause bleiben. Die Kinder liefen sofort ins Wasser.", "de")]
    [TestCase("Учора ввечері ми пішли до озера, бо день був дуже теплий і ніхто не хотів сидіти вдома. Діти відразу побігли до води.", "uk")]
    public void Language_OtherLanguage_IsDroppedByItsName(string text, string code)
    {
        Judged judged = Judged.By(Language(), text), kept = Judged.By(Language("pl", code), text);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(judged.DropReason, Is.EqualTo("language_" + code));
            Assert.That(judged.Value, Is.GreaterThan(0.5).And.LessThanOrEqualTo(1.001));
            Assert.That(kept.DropReason, Is.Null);
            Assert.That(kept.Facts, Does.StartWith($"\"language\":{{\"code\":\"{code}\",\"by\":\"fasttext\",\"score\":"));
        }
    }

    [Test]
    public void Language_PolishNotWanted_IsDropped() =>
        Assert.That(Judged.By(Language("cs"), Polish).DropReason, Is.EqualTo("language_pl"));

    private static LanguageStep Language(params string[] keep) =>
        new(keep.Length == 0 ? new LanguageSettings() : new LanguageSettings { Keep = [.. keep] }, LanguageModel.Shared);
}
