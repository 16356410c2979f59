using System.Text;
using CsCheck;
using Spichlerz.Hpc.Cleaning.Languages;
using Spichlerz.Hpc.Cleaning.Steps;
using Spichlerz.Hpc.Config;

namespace Spichlerz.Hpc.Tests.Cleaning.Steps;

/// <summary>The steps that drop documents: length, repetition and language.</summary>
public sealed class FilterStepTests
{
    private const string Polish =
        "Wczoraj wieczorem poszliśmy nad jezioro, bo dzień był bardzo ciepły i nikt nie chciał siedzieć w domu. " +
        "Dzieci od razu pobiegły do wody, a dorośli rozłożyli koc pod starą wierzbą, która rośnie tu już od stu lat.";

    private const string WithoutDiacritics =
        "Wczoraj wieczorem poszlismy nad jezioro, bo dzien byl bardzo cieply i nikt nie chcial siedziec w domu. " +
        "Dzieci od razu pobiegly do wody, a dorosli rozlozyli koc pod stara wierzba, ktora rosnie tu juz od stu lat.";

    private static readonly Gen<string> Repetitive = Gen.OneOf("ala", "ma", "kota", "psa", "i", "\n", "  ", "dom\nstoi\nna skraju wsi\n", "raz dwa trzy cztery pięć").Array[0, 60].Select(words => string.Join(' ', words));

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

    [TestCase("a|b|c|d", null, 0)]
    [TestCase("a|a|c|d", null, 0, Description = "one of four")]
    [TestCase("a|a|a|d", null, 0, Description = "exactly half")]
    [TestCase("a|a|a|d|a", "duplicate_lines", 0.6)]
    [TestCase("a|\t a |  a", "duplicate_lines", 2.0 / 3, Description = "blanks around do not tell lines apart")]
    [TestCase("a|||||||a", null, 0, Description = "empty lines do not count")]
    public void Repetition_HalfOfTheLinesAllowed_DropsMore(string lines, string? reason, double value)
    {
        var step = new RepetitionStep(new RepetitionSettings { MaxDuplicateLineRatio = 0.5, MaxDuplicateShingleRatio = 1 });
        Judged judged = Judged.By(step, lines.Replace('|', '\n'));
        Assert.That((judged.DropReason, judged.Value), Is.EqualTo((reason, value)));
    }

    [TestCase("a b c d e f g h i j", null, 0)]
    [TestCase("a b c d e a b c d e", null, 0, Description = "9 of 19 bytes")]
    [TestCase("a b c d e a b c d e A B C D E", "duplicate_shingles", 18.0 / 29)]
    [TestCase("a b c d", null, 0, Description = "no shingle")]
    public void Repetition_HalfOfTheTextAllowed_DropsMore(string text, string? reason, double value)
    {
        var step = new RepetitionStep(new RepetitionSettings { MaxDuplicateLineRatio = 1, MaxDuplicateShingleRatio = 0.5 });
        Judged judged = Judged.By(step, text);
        Assert.That((judged.DropReason, judged.Value), Is.EqualTo((reason, value)));
    }

    [Test]
    public void Repetition_AnyText_EqualsNaiveCounts() => Repetitive.Sample(
        text =>
        {
            double lines = NaiveLines(text), shingles = NaiveShingles(text);
            Judged byLines = Judged.By(new RepetitionStep(new RepetitionSettings { MaxDuplicateLineRatio = 0, MaxDuplicateShingleRatio = 1 }), text);
            Judged byShingles = Judged.By(new RepetitionStep(new RepetitionSettings { MaxDuplicateLineRatio = 1, MaxDuplicateShingleRatio = 0 }), text);
            using (Assert.EnterMultipleScope())
            {
                Assert.That((byLines.DropReason, byLines.Value), Is.EqualTo(lines > 0 ? ("duplicate_lines", lines) : (null, 0)));
                Assert.That((byShingles.DropReason, byShingles.Value), Is.EqualTo(shingles > 0 ? ("duplicate_shingles", shingles) : (null, 0)));
            }
        },
        seed: "0000KFkd4vb1", iter: 1_000);

    [Test]
    public void Repetition_ShortDocumentAfterALongOne_RemembersNothing()
    {
        string lines = string.Join('\n', Enumerable.Range(0, 30_000).Select(i => $"wiersz {i}"));
        var step = new RepetitionStep(new RepetitionSettings());
        Assert.That(Judged.By(step, [lines, "wiersz 1\nwiersz 2", lines, "wiersz 3"]).Select(judged => judged.DropReason), Is.All.Null);
    }

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

    private static double NaiveLines(string text)
    {
        string[] lines = [.. text.Split('\n').Select(line => line.Trim(' ')).Where(line => line.Length > 0)];
        return lines.Length == 0 ? 0 : (double)(lines.Length - lines.Distinct().Count()) / lines.Length;
    }

    private static double NaiveShingles(string text)
    {
        string[] words = text.Split((char[])[' ', '\n'], StringSplitOptions.RemoveEmptyEntries);
        int[] starts = new int[words.Length];
        for (int i = 0, at = 0; i < words.Length; at = starts[i++] + words[i - 1].Length)
            starts[i] = text.IndexOf(words[i], at, StringComparison.Ordinal);
        var seen = new HashSet<string>();
        int duplicateBytes = 0;
        for (int i = 0; i + 5 <= words.Length;)
        {
            if (seen.Add(string.Join(' ', words[i..(i + 5)])))
            {
                i++;
                continue;
            }
            duplicateBytes += Encoding.UTF8.GetByteCount(text[starts[i]..(starts[i + 4] + words[i + 4].Length)]);
            i += 5;
        }
        return text.Length == 0 ? 0 : (double)duplicateBytes / Encoding.UTF8.GetByteCount(text);
    }
}
