using System.Text;
using CsCheck;
using Spichlerz.Hpc.Cleaning.Languages;
using Spichlerz.Hpc.Documents;
using Spichlerz.Hpc.Tests.Cleaning.Steps;

namespace Spichlerz.Hpc.Tests.Cleaning.Languages;

public sealed class TextPartsTests
{
    private const string Long = "a b c";

    [TestCase("", "")]
    [TestCase("--- ---", "")]
    [TestCase(Long, "a b c")]
    [TestCase("a b\nc d\n\ne f g", "a b/c d|e f g", Description = "blocks between empty lines")]
    [TestCase("a b c\nd e f", "a b c|d e f", Description = "no empty line: single lines")]
    [TestCase("\n\na b c\n\n\n\nd e f\n\n", "a b c|d e f", Description = "several empty lines, and at the ends")]
    [TestCase("x\n\ny\n\nz\n\na b c", "x//y//z|a b c", Description = "short ones are joined until they are long enough")]
    [TestCase("x y\n\na b c", "x y|a b c", Description = "but not with a long one")]
    [TestCase("a b c\n\nx\n\ny", "a b c|x//y", Description = "the text's end")]
    [TestCase("a b c\n\n---\n\nd e f", "a b c|d e f", Description = "no words")]
    [TestCase("x\n\n---\n\ny z", "x//---//y z")]
    public void MoveNext_TextOfOurs_GivesParagraphsOfThreeWordsAndMore(string text, string parts) =>
        Assert.That(string.Join('|', Of(text, minWords: 3).Select(part => part.Text.Replace('\n', '/'))), Is.EqualTo(parts));

    [Test]
    public void MoveNext_AnyText_CoversEveryWordOnceAndLeavesShortOnesOnlyBesideLongOnes() => LenientTexts.Any.Select(Gen.Int[1, 8]).Sample((text, minWords) =>
    {
        var analysis = new TextAnalysis();
        analysis.Analyze(Encoding.UTF8.GetBytes(text));
        List<(TextParts.Part Part, string Text)> parts = Of(text, minWords);
        Assert.That(parts.Sum(part => part.Part.Words), Is.EqualTo(analysis.WordCount));
        int word = 0;
        for (int i = 0; i < parts.Count; i++)
        {
            TextParts.Part part = parts[i].Part;
            Assert.That(part.FirstWord, Is.EqualTo(word));
            Assert.That(analysis.WordStarts[part.FirstWord], Is.InRange(part.Start, part.End - 1));
            Assert.That(part.Words >= minWords || i + 1 == parts.Count || parts[i + 1].Part.Words >= minWords);
            word = part.EndWord;
        }
    });

    private static List<(TextParts.Part Part, string Text)> Of(string text, int minWords)
    {
        byte[] utf8 = Encoding.UTF8.GetBytes(text);
        var analysis = new TextAnalysis();
        analysis.Analyze(utf8);
        var all = new List<(TextParts.Part, string)>();
        for (var parts = new TextParts(analysis, minWords); parts.MoveNext();)
            all.Add((parts.Current, Encoding.UTF8.GetString(utf8, parts.Current.Start, parts.Current.End - parts.Current.Start)));
        return all;
    }
}
