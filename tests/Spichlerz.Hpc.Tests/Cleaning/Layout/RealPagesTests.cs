using System.Text;
using System.Text.RegularExpressions;
using Spichlerz.Hpc.Cleaning.Steps;
using Spichlerz.Hpc.Config;
using Spichlerz.Hpc.Documents;
using Spichlerz.Hpc.Tests.Cleaning.Steps;

namespace Spichlerz.Hpc.Tests.Cleaning.Layout;

/// <summary>Scanned pages of books against the same pages as people transcribed them.</summary>
public sealed partial class RealPagesTests
{
    private const string Shards = "ksiazki_ocr-00";

    private readonly LayoutStep step = new(new LayoutSettings(), null);

    [Test]
    public void Judge_ScannedPages_ComeCloserToTheirTranscription()
    {
        Dictionary<string, string> gold = SharedData.Read("ksiazki_wikisource").ToDictionary(page => page.Meta.GetProperty("page_key").GetString()!, page => page.Text);
        List<(double Before, double After, string Text, string Undone)> pages = [];
        foreach ((string text, string key) in Enumerable.Range(0, 3).SelectMany(i => SharedData.Read($"{Shards}{i}")).Select(page => (page.Text, page.Meta.GetProperty("page_key").GetString()!)))
        {
            if (!gold.TryGetValue(key, out string? transcribed))
                continue;
            string undone = Judged.By(step, text).Text;
            pages.Add((Similarity(text, transcribed), Similarity(undone, transcribed), text, undone));
        }
        double before = Median(pages.Select(page => page.Before)), after = Median(pages.Select(page => page.After));
        double worse = pages.Count(page => page.After < page.Before - 1e-9) / (double)pages.Count;
        TestContext.Out.WriteLine($"{pages.Count} pages, {pages.Count(page => page.Text != page.Undone)} changed: median F1 of words {before:0.0000} before, {after:0.0000} after, {worse:0.00%} worse.");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(after, Is.GreaterThan(before + 0.03));
            Assert.That(worse, Is.LessThanOrEqualTo(0.01));
        }
    }

    /// <summary>What stood on two lines of a scan stands on one in the transcription, which has paragraphs in one line and verse in its lines.</summary>
    [Test]
    public void Judge_ScannedPages_JoinLinesOfOneParagraph()
    {
        Dictionary<string, string> gold = SharedData.Read("ksiazki_wikisource").ToDictionary(page => page.Meta.GetProperty("page_key").GetString()!, page => page.Text);
        var lines = new LayoutStep(new LayoutSettings { Rewrap = false }, null);
        int pages = 0, right = 0, wrong = 0, left = 0;
        foreach ((string text, string key) in SharedData.Read($"{Shards}0").Select(page => (page.Text, page.Meta.GetProperty("page_key").GetString()!)))
        {
            if (!gold.TryGetValue(key, out string? transcribed))
                continue;
            Judged joined = Judged.By(step, text);
            pages += joined.Facts.Contains("\"rewrap\"", StringComparison.Ordinal) ? 1 : 0;
            string paragraphs = Spaced(joined.Text), verse = Spaced(transcribed);
            foreach (Match border in LineEnd().Matches(Judged.By(lines, text).Text))
            {
                string words = $" {border.Groups[1].Value} {border.Groups[2].Value} ", apart = $" {border.Groups[1].Value} \n {border.Groups[2].Value} ";
                bool isTogether = verse.Contains(words, StringComparison.Ordinal);
                if (paragraphs.Contains(apart, StringComparison.Ordinal))
                    left += isTogether && !paragraphs.Contains(words, StringComparison.Ordinal) ? 1 : 0;
                else if (paragraphs.Contains(words, StringComparison.Ordinal))
                    (right, wrong) = (right + (isTogether ? 1 : 0), wrong + (!isTogether && verse.Contains(apart, StringComparison.Ordinal) ? 1 : 0));
            }
        }
        TestContext.Out.WriteLine($"{pages} pages joined: {right} joins agree with the transcription, {wrong} do not, {left} are missing.");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(pages, Is.GreaterThan(6_000));
            Assert.That(wrong, Is.LessThanOrEqualTo(0.001 * right));
            Assert.That(left, Is.LessThanOrEqualTo(0.1 * right));
        }
    }

    [TestCase("ksiazki_wikisource", Description = "paragraphs in one line, and verse")]
    [TestCase("sejm_stenogramy_1991")]
    [TestCase("wikipedia_poquad")]
    [TestCase("napisy_3b1b", Description = "subtitles")]
    [TestCase("msdocs_dotnet-000", Description = "Markdown")]
    [TestCase("wielojezyczny_ud")]
    public void Judge_TextThatIsNotWrapped_KeepsItsLines(string dataset) =>
        Assert.That(SharedData.Read(dataset).Select(document => Judged.By(step, document.Text).Facts), Has.None.Contains("\"rewrap\""));

    private static string Spaced(string text) => string.Join(" \n ", text.Split('\n').Select(line => string.Join(' ', line.Split(' ', StringSplitOptions.RemoveEmptyEntries)))).Insert(0, " ") + " ";

    [GeneratedRegex(@"(\S+) *\n *(\S+)")]
    private static partial Regex LineEnd();

    /// <summary>F1 of the two bags of words.</summary>
    private static double Similarity(string text, string transcribed)
    {
        ulong[] words = WordsOf(text);
        Dictionary<ulong, int> expected = WordsOf(transcribed).CountBy(hash => hash).ToDictionary();
        int total = words.Length + expected.Values.Sum(), common = 0;
        foreach (ulong word in words)
        {
            if (expected.GetValueOrDefault(word) == 0)
                continue;
            expected[word]--;
            common++;
        }
        return total == 0 ? 1 : 2.0 * common / total;
    }

    private static ulong[] WordsOf(string text)
    {
        var analysis = new TextAnalysis();
        analysis.Analyze(Encoding.UTF8.GetBytes(text));
        return analysis.WordHashes.ToArray();
    }

    private static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return sorted[sorted.Length / 2];
    }
}
