using System.Text;
using CsCheck;
using Spichlerz.Hpc.Cleaning.Kernels;
using Spichlerz.Hpc.Tests.Cleaning.Steps;

namespace Spichlerz.Hpc.Tests.Cleaning.Kernels;

public sealed class SignKernelTests
{
    private static readonly Gen<string> Text = Gen.OneOf(
        LenientTexts.Any, Gen.OneOf(Gen.Char[' ', '~'].Select(sign => $"{sign}"), Gen.OneOf("…", "„", "”", "×", "÷", "ó", "§", "°", "—", "’", "‐", "‧", "\u2028", "\u00a0", "€", "\n", "Ж", "🙂")).Array[0, 200].Select(string.Concat));

    [Test]
    public void CountVector_AnyText_EqualsScalarTwin() => Text.Sample(text =>
    {
        byte[] utf8 = Encoding.UTF8.GetBytes(text);
        ulong[] expected = new ulong[SignKernel.BlockCount(utf8.Length)], actual = new ulong[expected.Length];
        ulong[] feeds = new ulong[expected.Length], actualFeeds = new ulong[expected.Length];
        actual.AsSpan().Fill(ulong.MaxValue);
        actualFeeds.AsSpan().Fill(ulong.MaxValue);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(SignKernel.CountVector(utf8, actual, actualFeeds), Is.EqualTo(SignKernel.CountScalar(utf8, expected, feeds)));
            Assert.That(actual, Is.EqualTo(expected));
            Assert.That(actualFeeds, Is.EqualTo(feeds));
        }
    }, seed: "0000KFkd4vb1", iter: 1_000);

    [TestCase("Ala ma 3 koty.", 1, 0, 1)]
    [TestCase("„Tak” — rzekł…", 4, 0, 1)]
    [TestCase("2 × 3 = 6\n§ 5", 1, 2, 0, Description = "§ is punctuation to Unicode")]
    [TestCase("zażółć gęślą jaźń", 0, 0, 0)]
    [TestCase("a+b<c $5 50°", 0, 4, 0)]
    [TestCase("(a) [b] {c} \"d\" 'e' #f @g %h &i *j /k \\l _m !n ?o :p ;q", 22, 0, 2)]
    public void Count_Text_IsByUnicodeCategory(string text, int punctuations, int symbols, int ends)
    {
        byte[] utf8 = Encoding.UTF8.GetBytes(text);
        ulong[] marks = new ulong[SignKernel.BlockCount(utf8.Length)], feeds = new ulong[marks.Length];
        using (Assert.EnterMultipleScope())
        {
            Assert.That(SignKernel.Count(utf8, marks, feeds), Is.EqualTo((punctuations, symbols)));
            Assert.That(marks.Sum(block => (int)ulong.PopCount(block)), Is.EqualTo(ends));
            Assert.That(feeds.Sum(block => (int)ulong.PopCount(block)), Is.EqualTo(text.Count(c => c == '\n')));
        }
    }
}
