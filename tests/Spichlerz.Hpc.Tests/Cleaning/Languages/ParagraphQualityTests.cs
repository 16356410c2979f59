using System.Text;
using System.Text.Json;
using Spichlerz.Hpc.Cleaning.Languages;
using Spichlerz.Hpc.Cleaning.Steps;
using Spichlerz.Hpc.Config;
using Spichlerz.Hpc.Documents;
using Spichlerz.Hpc.Tests.Cleaning.Steps;

namespace Spichlerz.Hpc.Tests.Cleaning.Languages;

/// <summary>How well the languages of paragraphs are told, on mixed documents made from sentences whose language is known.</summary>
public sealed class ParagraphQualityTests
{
    private const int Documents = 1500, MinWords = 20;

    private static readonly Lazy<Mixed[]> Made = new(Make);

    private sealed record Paragraph(string Language, string Text, int Words);

    private sealed record Mixed(Paragraph[] Paragraphs, string Separator)
    {
        public string Text => string.Join(Separator, Paragraphs.Select(paragraph => paragraph.Text));

        public double PolishShare => (double)Paragraphs.Where(paragraph => paragraph.Language == "pl").Sum(paragraph => paragraph.Words) / Paragraphs.Sum(paragraph => paragraph.Words);
    }

    [Test]
    public void Read_ParagraphsOfTwentyWordsAndMore_TellsPolishFromOthers()
    {
        var told = new ParagraphLanguages(new LanguageIdentifier(LanguageModel.Shared), MinWords);
        List<(string Language, string Code)> answers = [.. Made.Value.SelectMany(document => Answers(document, told))];
        foreach (var language in answers.GroupBy(answer => answer.Language).OrderBy(language => language.Key, StringComparer.Ordinal))
            TestContext.Out.WriteLine($"{language.Key} {language.Count()}: {string.Join(", ", language.CountBy(answer => answer.Code).OrderByDescending(code => code.Value).Select(code => $"{code.Key} {code.Value}"))}");
        double polish = Share(answers.Where(answer => answer.Language == "pl"), answer => answer.Code == "pl");
        double others = Share(answers.Where(answer => answer.Language != "pl"), answer => answer.Code != "pl");
        double all = Share(answers, answer => (answer.Language == "pl") == (answer.Code == "pl"));
        TestContext.Out.WriteLine($"of {answers.Count} paragraphs right: {all:0.0000}; Polish {polish:0.0000}, others {others:0.0000}");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(all, Is.GreaterThanOrEqualTo(0.99));
            Assert.That(polish, Is.GreaterThanOrEqualTo(0.995));
            Assert.That(others, Is.GreaterThanOrEqualTo(0.98));
        }
    }

    [Test]
    public void Judge_MixedDocuments_RecoversTheShareOfPolish()
    {
        Judged[] judged = Judged.By(new LanguageStep(new LanguageSettings(), LanguageModel.Shared), [.. Made.Value.Select(document => document.Text)]);
        List<double> errors = [.. judged.Zip(Made.Value).Where(pair => pair.First.DropReason is null).Select(pair => Math.Abs(PolishShare(pair.First.Facts) - pair.Second.PolishShare)).Order()];
        TestContext.Out.WriteLine($"{errors.Count} of {judged.Length} kept; error of the share: mean {errors.Average():0.0000}, within 0.01 {Share(errors, error => error <= 0.01):0.0000}, largest {errors[^1]:0.00}");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(errors, Has.Count.GreaterThan(Documents * 95 / 100), "most of each is Polish");
            Assert.That(errors.Average(), Is.LessThanOrEqualTo(0.01));
            Assert.That(Share(errors, error => error <= 0.01), Is.GreaterThanOrEqualTo(0.96));
        }
    }

    private static IEnumerable<(string Language, string Code)> Answers(Mixed document, ParagraphLanguages told)
    {
        byte[] text = Encoding.UTF8.GetBytes(document.Text);
        var analysis = new TextAnalysis();
        analysis.Analyze(text);
        IReadOnlyList<LanguageRun> runs = told.Read(text, analysis, "pl");
        int start = 0;
        foreach (Paragraph paragraph in document.Paragraphs)
        {
            yield return (paragraph.Language, runs.Single(run => run.Start <= start && start < run.End).Code);
            start += Encoding.UTF8.GetByteCount(paragraph.Text + document.Separator);
        }
    }

    private static double PolishShare(string facts)
    {
        using var json = JsonDocument.Parse($"{{{facts}}}");
        return !json.RootElement.GetProperty("language").TryGetProperty("shares", out JsonElement shares) ? 1
            : shares.TryGetProperty("pl", out JsonElement share) ? share.GetDouble() : 0;
    }

    /// <summary>Two or three Polish paragraphs, the first of them first, and one or two in one other language; every third document has no empty lines.</summary>
    private static Mixed[] Make()
    {
        var analysis = new TextAnalysis();
        Paragraph[] all = [.. SharedData.Read("wielojezyczny_ud").Select(document =>
        {
            string text = document.Text.ReplaceLineEndings(" ").Trim();
            analysis.Analyze(Encoding.UTF8.GetBytes(text));
            return new Paragraph(document.Meta.GetProperty("lang_true").GetString()!, text, analysis.WordCount);
        }).Where(paragraph => paragraph.Words >= MinWords)];
        Paragraph[] polish = [.. all.Where(paragraph => paragraph.Language == "pl")];
        Paragraph[][] others = [.. all.Where(paragraph => paragraph.Language != "pl").GroupBy(paragraph => paragraph.Language).OrderBy(language => language.Key, StringComparer.Ordinal).Select(language => language.ToArray())];
        var random = new Random(20261128);
        return [.. Enumerable.Range(0, Documents).Select(i =>
        {
            Paragraph[] language = others[i % others.Length];
            Paragraph[] rest = [.. Pick(polish, random.Next(1, 3), random), .. Pick(language, random.Next(1, 3), random)];
            random.Shuffle(rest);
            return new Mixed([.. Pick(polish, 1, random), .. rest], i % 3 == 0 ? "\n" : "\n\n");
        })];
    }

    private static Paragraph[] Pick(Paragraph[] from, int count, Random random) => random.GetItems(from, count);

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
