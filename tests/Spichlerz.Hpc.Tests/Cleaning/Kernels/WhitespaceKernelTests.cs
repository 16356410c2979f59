using System.Text;
using CsCheck;
using Spichlerz.Hpc.Cleaning.Kernels;

namespace Spichlerz.Hpc.Tests.Cleaning.Kernels;

public sealed class WhitespaceKernelTests
{
    private static readonly Gen<string> Text = Gen.Frequency(
        (5, Gen.OneOf("a", "zażółć", "słowo słowo słowo słowo słowo", "\u00a0", ".")), (4, Gen.OneOf(" ", "\t", "\n", "\n\n", "\r\n", "\r", "  "))).Array[0, 30].Select(string.Concat);

    [TestCase("raz\ndwa", "raz\ndwa")]
    [TestCase("raz\r\ndwa\rtrzy\n\rcztery", "raz\ndwa\ntrzy\n\ncztery", Description = "CRLF and CR are line ends")]
    [TestCase("raz  \ndwa\t\n \t \ntrzy ", "raz\ndwa\n\ntrzy", Description = "blanks at line ends")]
    [TestCase("raz\n\n\n\n\ndwa\n\ntrzy", "raz\n\ndwa\n\ntrzy", Description = "runs of empty lines")]
    [TestCase("\n \n\t raz\n  dwa\n\n", "raz\n  dwa", Description = "around the document; indentation inside stays")]
    [TestCase("raz  dwa\t\ttrzy", "raz  dwa\t\ttrzy", Description = "blanks inside a line stay")]
    [TestCase(" \t\r\n ", "")]
    [TestCase("", "")]
    [TestCase("\u00a0raz\u00a0", "\u00a0raz\u00a0", Description = "no-break spaces are the text's own")]
    public void Tidy_Example_PutsWhiteSpaceInOrder(string text, string expected)
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Tidy(text, 1), Is.EqualTo(expected));
            Assert.That(WhitespaceKernel.IsTidy(Encoding.UTF8.GetBytes(text)), Is.EqualTo(text == expected));
        }
    }

    [TestCase(0, "raz\ndwa\ntrzy")]
    [TestCase(1, "raz\n\ndwa\n\ntrzy")]
    [TestCase(2, "raz\n\ndwa\n\n\ntrzy")]
    [TestCase(3, "raz\n\ndwa\n\n\n\ntrzy")]
    [TestCase(100, "raz\n\ndwa\n\n\n\ntrzy")]
    public void Tidy_MaxEmptyLines_KeepsSoManyInARow(int maxEmptyLines, string expected) =>
        Assert.That(Tidy("raz\n\ndwa\n\n\n\ntrzy", maxEmptyLines), Is.EqualTo(expected));

    [Test]
    public void IsTidyVector_AnyText_EqualsScalarTwin() => Text.Sample(
        text =>
        {
            byte[] utf8 = Encoding.UTF8.GetBytes(text);
            Assert.That(WhitespaceKernel.IsTidyVector(utf8), Is.EqualTo(WhitespaceKernel.IsTidyScalar(utf8)));
        },
        seed: "0000KFkd4vb1", iter: 5_000);

    [Test]
    public void IsTidyVector_FaultAtEveryPlaceOfABlock_IsFound()
    {
        foreach (string fault in (string[])["\r", " \n", "\t\n", "\n\n\n"])
        {
            for (int before = 1; before <= 70; before++)
                Assert.That(WhitespaceKernel.IsTidyVector(Encoding.UTF8.GetBytes(new string('x', before) + fault + new string('y', 70))), Is.False, $"after {before} bytes");
        }
        Assert.That(WhitespaceKernel.IsTidyVector(Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("x y\n\n\tz\n", 30)))), Is.True);
    }

    [Test]
    public void Tidy_AnyText_IsIdempotentAndNeverLonger() => Gen.Select(Text, Gen.Int[0, 3]).Sample(
        (text, maxEmptyLines) =>
        {
            string tidied = Tidy(text, maxEmptyLines);
            using (Assert.EnterMultipleScope())
            {
                Assert.That(Tidy(tidied, maxEmptyLines), Is.EqualTo(tidied));
                Assert.That(tidied, Has.Length.LessThanOrEqualTo(text.Length));
                Assert.That(WhitespaceKernel.IsTidy(Encoding.UTF8.GetBytes(tidied)) || maxEmptyLines > 1, Is.True);
                Assert.That(Words(tidied), Is.EqualTo(Words(text)), "only white space changes");
            }
        },
        seed: "0000KFkd4vb1", iter: 3_000);

    [Test]
    public void IsTidy_AnyText_MeansThatTidyChangesNothing() => Text.Sample(
        text => Assert.That(WhitespaceKernel.IsTidy(Encoding.UTF8.GetBytes(text)), Is.EqualTo(Tidy(text, 1) == text)), seed: "0000KFkd4vb1", iter: 3_000);

    private static string[] Words(string text) => text.Split((char[])[' ', '\t', '\r', '\n'], StringSplitOptions.RemoveEmptyEntries);

    private static string Tidy(string text, int maxEmptyLines)
    {
        byte[] utf8 = Encoding.UTF8.GetBytes(text), tidied = new byte[utf8.Length];
        return Encoding.UTF8.GetString(tidied, 0, WhitespaceKernel.Tidy(utf8, maxEmptyLines, tidied));
    }
}
