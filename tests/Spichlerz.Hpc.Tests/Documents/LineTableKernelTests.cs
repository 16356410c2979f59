using System.Text;
using CsCheck;
using Spichlerz.Hpc.Documents;

namespace Spichlerz.Hpc.Tests.Documents;

public sealed class LineTableKernelTests
{
    private static readonly Gen<string> Text = Gen.Frequency((3, Texts.Any), (2, Gen.OneOf("\n", "\n\n", "słowo ", "dwa słowa\n", "\r\n", " "))).Array[0, 8].Select(string.Concat);

    [Test]
    public void FindLines_AnyText_GivesTheLinesOfANaiveReader() => Text.Sample(
        text =>
        {
            byte[] utf8 = Encoding.UTF8.GetBytes(text);
            byte[] lowered = new byte[WordKernel.LoweredLength(utf8.Length)];
            var masks = new WordMasks[WordKernel.MaskCount(utf8.Length)];
            WordKernel.Scan(utf8, lowered, masks);
            int feeds = utf8.Count(value => value == (byte)'\n'), words = WordTableKernel.CountWords(masks);
            int[] starts = new int[feeds + 1], lengths = new int[feeds + 1], before = new int[feeds + 1];
            int lines = LineTableKernel.FindLines(utf8.Length, masks, words, starts, lengths, before);
            using (Assert.EnterMultipleScope())
            {
                Assert.That(LineTableKernel.CountFeeds(masks), Is.EqualTo(feeds));
                Assert.That(starts.Zip(lengths, before).Take(lines), Is.EqualTo(Naive(text)));
            }
        },
        seed: "0000KFkd4vb1", iter: 1_000);

    private static IEnumerable<(int Start, int Length, int WordsBefore)> Naive(string text)
    {
        int start = 0, words = 0;
        string[] lines = text.Split('\n');
        foreach (string line in lines[^1].Length == 0 ? lines[..^1] : lines)
        {
            bool isInWord = false;
            foreach (Rune rune in line.EnumerateRunes())
            {
                words += Rune.IsLetterOrDigit(rune) && !isInWord ? 1 : 0;
                isInWord = Rune.IsLetterOrDigit(rune);
            }
            yield return (start, Encoding.UTF8.GetByteCount(line), words);
            start += Encoding.UTF8.GetByteCount(line) + 1;
        }
    }
}
