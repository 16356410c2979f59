using System.Text;
using CsCheck;
using Spichlerz.Hpc.Documents;

namespace Spichlerz.Hpc.Tests.Documents;

public sealed class WordHashTests
{
    // The hash is part of the signature format: if these change, signatures of earlier runs are worthless.
    [TestCase("", 0xC4AD3DD8D0F3F470UL)]
    [TestCase("a", 0x92613599328091A0UL)]
    [TestCase("dom", 0xAAD818EFDD44F431UL)]
    [TestCase("zazolc", 0x27325002C90E5338UL)]
    [TestCase("12345678", 0x0C435D66245F5C87UL)]
    [TestCase("szesnascieznakow", 0x1830C44CFA17D8CFUL)]
    [TestCase("konstantynopolitanczykowianeczka", 0x03A91A72D2102243UL)]
    [TestCase("москва", 0xEC134AC0656E1ACCUL)]
    public void Of_FixedWords_GivesTheGoldenValues(string word, ulong expected) =>
        Assert.That(WordHash.Of(Encoding.UTF8.GetBytes(word)), Is.EqualTo(expected));

    [Test]
    public void OfPadded_AnyPadding_EqualsOf() => Gen.Select(Gen.Byte.Array[1, 80], Gen.Byte.Array[16]).Sample((word, padding) =>
    {
        byte[] padded = [.. word, .. padding];
        Assert.That(WordHash.OfPadded(padded, word.Length), Is.EqualTo(WordHash.Of(word)));
        if (word.Length <= 16)
            Assert.That(WordHash.OfShortPadded(padded, (uint)word.Length), Is.EqualTo(WordHash.Of(word)));
    });

    [Test]
    public void Of_MillionWords_NeverCollides()
    {
        var seen = new HashSet<ulong>();
        for (int i = 0; i < 1_000_000; i++)
            seen.Add(WordHash.Of(BitConverter.GetBytes(i)));
        Assert.That(seen, Has.Count.EqualTo(1_000_000));
    }
}
