using System.Text;
using CsCheck;
using Spichlerz.Hpc.Cleaning.Steps;
using Spichlerz.Hpc.Documents;

namespace Spichlerz.Hpc.Tests.Cleaning.Steps;

public sealed class LineRepeatsTests
{
    /// <summary>Lines of few letters, among which many have ends and length in common.</summary>
    private static readonly Gen<string[]> Texts = Gen.Int[0, 3].Array[0, 20].Select(lines => string.Join('\n', lines.Select(line => $"  początek {line % 2} w środku {line} i koniec"))).Array[1, 4];

    [Test]
    public void Of_AnyDocuments_IsTheNaiveCountAtEachAsking() => Texts.Sample(texts =>
    {
        var repeats = new LineRepeats();
        Document[] documents = [.. texts.Select(Analyzed)];
        LineCounts[] expected = [.. texts.Select(Naive)];
        Assert.That(documents.Select(repeats.Of), Is.EqualTo(expected));
        Assert.That(documents.Reverse().Select(repeats.Of), Is.EqualTo(expected.Reverse()), "asked again");
        repeats.Forget();
        Assert.That(documents.Select(repeats.Of), Is.EqualTo(expected), "forgotten");
    }, seed: "0000KFkd4vb1", iter: 300);

    private static LineCounts Naive(string text)
    {
        string[] lines = [.. text.Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0)];
        string[] copies = [.. lines.Where((line, i) => lines.AsSpan(0, i).Contains(line))];
        return new(lines.Length, copies.Length, copies.Sum(copy => copy.Length));
    }

    private static Document Analyzed(string text)
    {
        byte[] utf8 = Encoding.UTF8.GetBytes(text);
        var analysis = new TextAnalysis();
        analysis.Analyze(utf8);
        return new Document(new ShardId("a", 0, 0), 0, utf8, default, default) { Analysis = analysis };
    }
}
