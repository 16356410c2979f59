using System.Text;
using CsCheck;
using Spichlerz.Hpc.Documents;

namespace Spichlerz.Hpc.Tests.Documents;

public sealed class LineTableKernelTests
{
    private static readonly Gen<string> Text = Gen.Frequency((3, Texts.Any), (2, Gen.OneOf("\n", "\n\n", "słowo ", "dwa słowa\n", "\r\n", " "))).Array[0, 8].Select(string.Concat);

    [Test]
    public void FindLinesVector_AnyText_EqualsScalarTwin() => Text.Sample(
        text =>
        {
            byte[] utf8 = Encoding.UTF8.GetBytes(text);
            byte[] lowered = new byte[WordKernel.LoweredLength(utf8.Length)];
            var masks = new WordMasks[WordKernel.MaskCount(utf8.Length)];
            WordKernel.Scan(utf8, lowered, masks);
            int words = WordTableKernel.CountWords(masks), most = utf8.Count(value => value == (byte)'\n') + 1;
            int[][] expected = [new int[most], new int[most], new int[most]], actual = [new int[most], new int[most], new int[most]];
            int lines = LineTableKernel.FindLinesScalar(utf8, masks, words, expected[0], expected[1], expected[2]);
            using (Assert.EnterMultipleScope())
            {
                Assert.That(LineTableKernel.FindLinesVector(utf8, masks, words, actual[0], actual[1], actual[2]), Is.EqualTo(lines));
                Assert.That(actual, Is.EqualTo(expected));
            }
        },
        seed: "0000KFkd4vb1", iter: 1_000);
}
