using System.Text;
using CsCheck;
using Spichlerz.Hpc.Cleaning;
using Spichlerz.Hpc.Cleaning.Layout;

namespace Spichlerz.Hpc.Tests.Cleaning.Layout;

/// <summary>Lines are described as they were before divided words were rejoined.</summary>
public sealed class DividedLinesTests
{
    private static readonly string[] Words = ["młyn", "żółtodziób", "nadrzeczny,", "zaprzepaszczony", "w", "i", "Łódź.", "🙂", "niedopowiedziany", "gospodarstwo;"];

    private static readonly Gen<string> Prose = Gen.Int[0, Words.Length - 1].Select(i => Words[i]).Array[1, 120].Select(words => string.Join(' ', words) + " i tak");

    /// <summary>Wide enough that no second half of a word stands alone.</summary>
    private static readonly Gen<string[]> DividedPages = Gen.Select(Prose, Gen.Int[36, 80], (prose, width) => WrappedText.Of(prose, width, dividesOften: true).Split('\n')).Where(page => page.Any(line => line.EndsWith('-')));

    [Test]
    public void Lines_OfAnyPage_AreAsLongAsTheyWere() => DividedPages.Sample(
        before =>
        {
            WrappedLine[] lines = Rejoined(string.Join('\n', before))!;
            Assert.That(lines.Select(line => line.Length), Is.EqualTo(before.Select(line => line.Length)));
            for (int i = 0; i < before.Length; i++)
            {
                bool ends = i + 1 < before.Length && before[i][^1] == '-', begins = i > 0 && before[i - 1][^1] == '-';
                Assert.That((lines[i].EndsOpen, lines[i].BeginsSmall), Is.EqualTo((ends || char.IsLetter(before[i][^1]) || before[i][^1] == ',', begins || char.IsLower(before[i][0]))), before[i]);
            }
        },
        seed: "0000KFkd4vb1", iter: 3_000);

    [TestCase("stał na końcu zaprze-\n  paszczony\ni sam", new[] { 11, 5 }, Description = "the second half alone in its line")]
    [TestCase("stał na końcu za-\nprze-\npaszczony i sam", new[] { 5, 15 }, Description = "a word in three lines")]
    [TestCase("stał na końcu zaprze-\r\npaszczony \t i sam\r\n", new[] { 21, 17, 0 }, Description = "line ends of DOS, blanks side by side")]
    [TestCase("stał na końcu zaprze-\npaszczony\u00a0\u00a0\u00a0\u00a0 i sam", new[] { 17, 19 }, Description = "white space that is no blank goes with the word")]
    public void Lines_OfThese_AreSoLong(string text, int[] lengths) => Assert.That(Rejoined(text)!.Select(line => line.Length), Is.EqualTo(lengths));

    [Test]
    public void Divisions_OfManyLines_AreCounted()
    {
        var divided = new DividedLines();
        divided.Begin(3);
        divided.Divide(line: 0, gain: 4, loss: 6);
        divided.Divide(line: 1, gain: 2, loss: 4);
        using (Assert.EnterMultipleScope())
        {
            Assert.That((divided[0], divided[1], divided[2]), Is.EqualTo((new LineDivision(4, false, true), new LineDivision(-4, true, true), new LineDivision(-4, true, false))));
            Assert.That(divided.Count, Is.EqualTo(2));
        }
        divided.Begin(2);
        Assert.That((divided.Count, divided[1]), Is.EqualTo((0, default(LineDivision))));
    }

    /// <summary>The lines of a text once its divided words are whole; null if there are none.</summary>
    private static WrappedLine[]? Rejoined(string text)
    {
        byte[] utf8 = Encoding.UTF8.GetBytes(text), target = new byte[utf8.Length];
        var lines = new LineTable();
        lines.Find(utf8);
        var hyphenation = new Hyphenation(known: null);
        if (hyphenation.Rejoin(utf8, lines, target, new KindCounts()) is not { } length)
            return null;
        lines.Find(target.AsSpan(0, length));
        return [.. Enumerable.Range(0, lines.Count).Select(i => new WrappedLine(target.AsSpan(0, length), lines.Start(i), lines.End(i), division: hyphenation.Lines[i]))];
    }
}
