using System.Text;
using CsCheck;
using Spichlerz.Hpc.Documents;

namespace Spichlerz.Hpc.Tests.Documents;

public sealed class WordKernelTests
{
    [Test]
    public void ScanVector_AnyText_EqualsScalarTwin() => Texts.Any.Sample(text => EqualsScalarTwin(Encoding.UTF8.GetBytes(text)), iter: 5000);

    [Test]
    public void ScanVector_EveryPlaceInABlock_EqualsScalarTwin()
    {
        foreach (string piece in (string[])["ł", "×", "÷", "µ", "©", "–", "“", "ẵ", "東", "🙂", "𝔸", "٤", "İ"])
        {
            for (int before = 0; before <= 130; before++)
            {
                EqualsScalarTwin(Encoding.UTF8.GetBytes(new string('a', before) + piece));
                EqualsScalarTwin(Encoding.UTF8.GetBytes(new string(' ', before) + piece + piece + "bŻ"));
            }
        }
    }

    [Test]
    public void Scan_BuffersTooSmall_SaysWhatItNeeds() => Assert.That(
        () => WordKernel.Scan(new byte[65], new byte[191], new WordMasks[3]),
        Throws.ArgumentException.With.Message.EqualTo("65 bytes of text need 192 bytes and 3 masks; got 191 and 3."));

    private static void EqualsScalarTwin(byte[] utf8)
    {
        int lowered = WordKernel.LoweredLength(utf8.Length), masks = WordKernel.MaskCount(utf8.Length);
        byte[] expected = new byte[lowered], actual = new byte[lowered];
        WordMasks[] expectedMasks = new WordMasks[masks], actualMasks = new WordMasks[masks];
        int expectedCharacters = WordKernel.ScanScalar(utf8, expected, expectedMasks);
        int actualCharacters = WordKernel.ScanVector(utf8, actual, actualMasks);
        Assert.That(actualCharacters, Is.EqualTo(expectedCharacters));
        Assert.That(actual.AsSpan().SequenceEqual(expected));
        for (int i = 0; i < masks; i++)
        {
            WordMasks e = expectedMasks[i], a = actualMasks[i];
            Assert.That((a.Words, a.NonAscii, a.Upper, a.Digits, a.LineFeeds), Is.EqualTo((e.Words, e.NonAscii, e.Upper, e.Digits, e.LineFeeds)), Encoding.UTF8.GetString(utf8));
        }
    }
}
