using Spichlerz.Hpc.Cleaning.Languages;
using Spichlerz.Hpc.Cleaning.Steps;
using Spichlerz.Hpc.Config;

namespace Spichlerz.Hpc.Tests.Cleaning.Steps;

public sealed class LanguageStepTests
{
    private const string Polish =
        "Wczoraj wieczorem poszliśmy nad jezioro, bo dzień był bardzo ciepły i nikt nie chciał siedzieć w domu. " +
        "Dzieci od razu pobiegły do wody, a dorośli rozłożyli koc pod starą wierzbą, która rośnie tu już od stu lat.";

    private const string WithoutDiacritics =
        "Wczoraj wieczorem poszlismy nad jezioro, bo dzien byl bardzo cieply i nikt nie chcial siedziec w domu. " +
        "Dzieci od razu pobiegly do wody, a dorosli rozlozyli koc pod stara wierzba, ktora rosnie tu juz od stu lat.";

    private const string English =
        "Yesterday evening we went to the lake because the day was very warm and nobody wanted to stay at home. The children ran into the water at once.";

    private const string German =
        "Gestern Abend gingen wir zum See, denn der Tag war sehr warm und niemand wollte zu Hause bleiben. Die Kinder liefen sofort ins Wasser.";

    private const string Code =
        "var granary = new Granary(path);\nforeach (Sack sack in granary.Sacks)\n{\n    if (sack.Weight > limit) continue;\n    total += sack.Weight; // kilograms\n    Console.WriteLine($\"{sack.Name}: {sack.Weight}\");\n}\nreturn total / granary.Sacks.Count;";

    private const string Comments =
        "// The granary keeps the sacks of many people, and those who come for flour\n// take from it what they are allowed to take. Nothing is lost on the way.";

    private const string Verse =
        "Nad rzeką stoi stary młyn,\na w młynie mieszka młynarz.\nZ młynarzem mieszka młody syn,\nco nigdy nic nie wspomina.\nPrzez okno patrzy cały dzień\ni liczy białe chmury,\naż przyjdzie noc i przyjdzie cień,\nco schodzi z czarnej góry.";

    private const string Items = "- mąka pszenna, dwie szklanki\n- trzy jajka\n- szczypta soli\n- mleko\n- masło do smażenia\n- cukier puder do posypania\n- sok z połowy cytryny";

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

    /// <summary>lid.176 takes each for another language, by little.</summary>
    [TestCase("Stragany na rynku")]
    [TestCase("Dynia i cukinia")]
    [TestCase("Parking i basen za darmo")]
    [TestCase("Remont szopy, cena 300 zl")]
    [TestCase("Pan profesor zavolal na psa a kota", Description = "seven words, which Slovak shares")]
    public void Language_FewWordsOfPolish_AreKeptForTheOdds(string text)
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Judged.By(Language(), text).DropReason, Is.Null);
            Assert.That(Judged.By(new LanguageStep(new LanguageSettings { ShortTextOdds = 1 }, LanguageModel.Shared), text).DropReason, Does.StartWith("language_"));
        }
    }

    [TestCase("Watch the official trailer now", "language_en", Description = "beyond doubt")]
    [TestCase("Der Zug ist schon da", "language_de")]
    [TestCase("Pan profesor zavolal na psa a na kota", "language_sk", Description = "eight words tell for themselves")]
    public void Language_OtherFewWords_AreDropped(string text, string reason) => Assert.That(Judged.By(Language(), text).DropReason, Is.EqualTo(reason));

    [Test]
    public void Language_PolishNotWanted_IsDropped() =>
        Assert.That(Judged.By(Language("cs"), Polish).DropReason, Is.EqualTo("language_pl"));

    [TestCase(Polish + "\n\n" + English + "\n\n" + Polish, "{\"pl\":0.73,\"en\":0.27}", Description = "an article with a quotation: 37 + 28 + 37 words")]
    [TestCase(Polish + "\n" + English, "{\"pl\":0.57,\"en\":0.43}", Description = "without empty lines a line is a paragraph")]
    [TestCase(Polish + "\n\n" + German + "\n\n" + Polish + "\n\n" + German, "{\"pl\":0.61,\"de\":0.39}", Description = "a parallel text: 74 + 48 words")]
    [TestCase(WithoutDiacritics + "\n\n" + English, "{\"pl\":0.57,\"en\":0.43}")]
    [TestCase(Polish + "\n\n" + Verse + "\n\n" + English, "{\"pl\":0.73,\"en\":0.27}")]
    [TestCase(Polish + "\n\n```\n" + Code + "\n```\n\n" + English + "\n\n" + Polish, "{\"pl\":0.79,\"en\":0.21}", Description = "behind a fenced block is text again: 37 + 31 + 28 + 37 words")]
    [TestCase(Polish + "\n\nIn English:\n\n" + English, "{\"pl\":0.58,\"en\":0.42}", Description = "two words between long paragraphs say nothing")]
    public void Language_ParagraphsInAnotherLanguage_AreToldByTheirShareOfWords(string text, string shares)
    {
        LanguageStep step = Language();
        Judged judged = Judged.By(step, text);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(judged.DropReason, Is.Null);
            Assert.That(judged.Facts, Does.StartWith("\"language\":{\"code\":\"pl\",").And.EndWith($",\"shares\":{shares}}}"));
            Assert.That(step.Notes, Is.EqualTo(new Dictionary<string, long> { ["language_mixed"] = 1 }));
        }
    }

    [TestCase(Polish + "\n\n" + Polish)]
    [TestCase(Polish + "\n\n" + WithoutDiacritics)]
    [TestCase(Polish + "\n\n" + Code + "\n\n" + Polish, Description = "code is in no language")]
    [TestCase(Polish + "\n\n```csharp\n" + Comments + "\n```\n\n" + Polish, Description = "a fenced block is code, whatever stands in it")]
    [TestCase(Polish + "\n\n  ```csharp\n" + Code + "\n\n" + Comments + "\n\n" + Comments + "\n  ```\n\n" + Polish, Description = "also behind an empty line")]
    [TestCase(Polish + "\n\nHow do you do?\n\n" + Polish, Description = "too short to tell")]
    [TestCase(Verse)]
    [TestCase(Polish + "\n\n" + Items)]
    [TestCase("SPIS ROZDZIAŁÓW TEJ KSIĄŻKI\n\nMŁYN NAD RZEKĄ, STARY MŁYNARZ I JEGO SYN, KTÓRY NIGDY NIC NIE WSPOMINA, A PRZEZ OKNO PATRZY CAŁY DZIEŃ I LICZY BIAŁE CHMURY\n\n" + Polish, Description = "capitals are read in small letters")]
    public void Language_PolishOnly_HasNoShares(string text)
    {
        LanguageStep step = Language();
        Judged judged = Judged.By(step, text);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(judged.DropReason, Is.Null);
            Assert.That(judged.Facts, Does.StartWith("\"language\":{\"code\":\"pl\",").And.Not.Contains("shares"));
            Assert.That(step.Notes, Is.Empty);
        }
    }

    // Each of these lines has four or five words; together they are enough to tell.
    [Test]
    public void Language_ShortLinesInARow_AreReadTogether()
    {
        string lines = "The mill is old.\nThe miller has a son.\nHe looks at the clouds.\nHe counts them every day.\nThen the night comes down.";
        Assert.That(Judged.By(Language(), $"{Polish}\n\n{lines.Replace("\n", "\n\n", StringComparison.Ordinal)}\n\n{Polish}").Facts, Does.EndWith(",\"shares\":{\"pl\":0.76,\"en\":0.24}}"));
    }

    [Test]
    public void Language_ParagraphsNotWanted_HasNoShares() => Assert.That(
        Judged.By(new LanguageStep(new LanguageSettings { MinParagraphWords = 0 }, LanguageModel.Shared), $"{Polish}\n\n{Polish}\n\n{English}").Facts, Is.EqualTo("\"language\":{\"code\":\"pl\",\"by\":\"words\"}"));

    [TestCase(28, true)]
    [TestCase(29, false)]
    public void Language_ParagraphOfSoManyWords_IsToldFromTheMinimumOn(int minWords, bool isTold) => Assert.That(
        Judged.By(new LanguageStep(new LanguageSettings { MinParagraphWords = minWords }, LanguageModel.Shared), $"{Polish}\n\n{English}").Facts.Contains("shares", StringComparison.Ordinal), Is.EqualTo(isTold));

    /// <summary>What is dropped depends on the document as a whole: here on its beginning, though most of it is Polish.</summary>
    [Test]
    public void Language_ForeignDocumentWithPolishParagraphs_IsDroppedAsBefore() =>
        Assert.That(Judged.By(Language(), $"{English} {English} {English}\n\n{Polish}").DropReason, Is.EqualTo("language_en"));

    [Test]
    public void Language_KeptForeignDocument_TellsItsPolishShare() =>
        Assert.That(Judged.By(Language("pl", "en"), $"{English} {English} {English}\n\n{Polish}").Facts, Does.EndWith(",\"shares\":{\"en\":0.69,\"pl\":0.31}}"));

    [Test]
    public void Language_NextBatch_CountsAnew()
    {
        LanguageStep step = Language();
        Judged.By(step, [$"{Polish}\n\n{English}", Polish, $"{Polish}\n\n{German}"]);
        long first = step.Notes["language_mixed"];
        Judged.By(step, Polish);
        Assert.That((first, step.Notes.Count), Is.EqualTo((2, 0)));
    }

    private static LanguageStep Language(params string[] keep) =>
        new(keep.Length == 0 ? new LanguageSettings() : new LanguageSettings { Keep = [.. keep] }, LanguageModel.Shared);
}
