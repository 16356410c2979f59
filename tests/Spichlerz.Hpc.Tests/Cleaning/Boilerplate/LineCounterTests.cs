using CsCheck;
using Spichlerz.Hpc.Cleaning.Boilerplate;
using Spichlerz.Hpc.Config;

namespace Spichlerz.Hpc.Tests.Cleaning.Boilerplate;

public sealed class LineCounterTests
{
    private const string Notice = "Ten serwis korzysta z plików cookie.", Footer = "Redakcja nie odpowiada za treść ogłoszeń.";

    [Test]
    public void Add_LineInOneDocumentTwice_CountsTheDocumentOnce()
    {
        CountedLines counted = Lines.Count(2, $"{Notice}\na\n{Notice}", $"b\n  {Notice.Replace(" ", "  ", StringComparison.Ordinal)}\n", $"{Footer}\nc");
        Assert.That((counted.Documents, counted.Lines.Single()), Is.EqualTo((3, new CountedLine(CountedLine.Format(Lines.KeyOf(Notice)), 2, 6, Notice))));
    }

    [Test]
    public void Add_DocumentOfOneLine_CountsAsDocumentOnly()
    {
        CountedLines counted = Lines.Count(2, Notice, "\n" + Notice + "\n\n", Notice, $"{Notice}\na");
        Assert.That((counted.Documents, counted.Lines.Count), Is.EqualTo((4, 0)));
    }

    [TestCase(1, 0)]
    [TestCase(2, 1)]
    [TestCase(3, 1)]
    public void End_Threshold_IsTheLeastNumberOfDocuments(int documents, int lines) =>
        Assert.That(Lines.Count(2, [.. Enumerable.Range(0, documents).Select(i => $"{Notice}\n{i}")]).Lines, Has.Count.EqualTo(lines));

    [Test]
    public void End_ManyLines_EqualsPlainCounting() => Gen.Select(Gen.Int[2, 5], Gen.Int[0, 900].Select(number => $"Wiersz numer {number} tego zbioru").Array[2, 400].Array[1, 12]).Sample((threshold, documents) =>
    {
        // More lines than the filter has bits: it takes many for seen that were not.
        CountedLines counted = Lines.Count(threshold, [.. documents.Select(document => string.Join('\n', document))]);
        Dictionary<string, int> expected = documents.SelectMany(document => document.Distinct()).CountBy(line => line).Where(line => line.Value >= threshold).ToDictionary();
        Assert.That(counted.Lines.ToDictionary(line => line.Text, line => (int)line.Documents), Is.EquivalentTo(expected));
    }, iter: 200);

    [Test]
    public void Begin_AfterAnotherShard_StartsAnew()
    {
        var counter = new LineCounter(new BoilerplateSettings());
        for (int shard = 0; shard < 2; shard++)
        {
            counter.Begin(1000 - (900 * shard));
            foreach (string text in new[] { $"{Notice}\na", $"{Notice}\nb", $"{Footer}\nc" })
                counter.Add(System.Text.Encoding.UTF8.GetBytes(text), Lines.Of(text));
            CountedLines counted = counter.End();
            Assert.That((counted.Documents, counted.Lines.Single().Text, counted.Lines.Single().Documents), Is.EqualTo((3, Notice, 2)));
        }
    }

    [Test]
    public void TextOf_LongLine_IsCutBetweenCharacters()
    {
        string line = new string('ą', 198) + "😀 i dalej";
        Assert.That(CountedLine.TextOf(System.Text.Encoding.UTF8.GetBytes(line)), Is.EqualTo(new string('ą', 198) + "…"));
    }

    [TestCase("podlega karze pozbawienia wolności do lat 3.", 6)]
    [TestCase("## <a name=\"x\"></a>Łódź — 12", 2)]
    [TestCase("§ 2. – © • „…”", 0)]
    [TestCase("И śpiewał Łódź ą", 4)]
    [TestCase("", 0)]
    public void CountWords_Line_CountsWhatBlanksSeparateAndHasALetter(string line, int words) => Assert.That(CountedLine.CountWords(System.Text.Encoding.UTF8.GetBytes(line)), Is.EqualTo(words));
}
