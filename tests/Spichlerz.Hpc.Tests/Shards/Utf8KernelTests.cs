using System.Text;
using System.Text.Unicode;
using CsCheck;
using Spichlerz.Hpc.Shards;

namespace Spichlerz.Hpc.Tests.Shards;

public sealed class Utf8KernelTests
{
    private static readonly Gen<byte[]> Text =
        Gen.OneOf("a", "zażółć gęślą jaźń ", "„–”", "€", "\u0800\uffff\ud7ff\ue000", "😀\U00010000\U0010FFFF", "\0\u007f\u0080\u07ff", new string('x', 90))
            .Array[0, 60].Select(pieces => Encoding.UTF8.GetBytes(string.Concat(pieces)));

    // The bytes at the borders of what RFC 3629 allows are those that the tables tell apart.
    private static readonly Gen<byte> Corruption = Gen.OneOf<byte>(
        Gen.Byte,
        Gen.OneOf<byte>(0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC0, 0xC1, 0xC2, 0xDF, 0xE0, 0xED, 0xEF, 0xF0, 0xF4, 0xF5, 0xFF));

    private static readonly Gen<byte[]> CorruptedText =
        from text in Text
        from places in Gen.Int[0, int.MaxValue].Select(Corruption).Array[0, 3]
        from cut in Gen.Int[0, 4]
        select Corrupt(text, places)[..Math.Max(0, text.Length - cut)];

    [TestCase("41", -1)]
    [TestCase("C4 85", -1)]
    [TestCase("E2 80 93", -1)]
    [TestCase("F0 9F 98 80", -1)]
    [TestCase("F4 8F BF BF", -1)]
    [TestCase("41 80", 1)] // a continuation without a beginning
    [TestCase("41 C4", 1)] // cut short by the end
    [TestCase("41 E2 80", 1)]
    [TestCase("41 F0 9F 98", 1)]
    [TestCase("C4 41", 0)] // cut short by another character
    [TestCase("E2 80 41", 0)]
    [TestCase("F0 9F 98 C4 85", 0)]
    [TestCase("C4 85 85", 2)] // one continuation too many
    [TestCase("C0 80", 0)] // overlong
    [TestCase("C1 BF", 0)]
    [TestCase("E0 9F BF", 0)]
    [TestCase("F0 8F BF BF", 0)]
    [TestCase("ED A0 80", 0)] // a surrogate
    [TestCase("ED BF BF", 0)]
    [TestCase("F4 90 80 80", 0)] // past U+10FFFF
    [TestCase("F5 80 80 80", 0)]
    [TestCase("FF", 0)]
    public void IndexOfInvalid_Examples_PointAtTheSequence(string hex, int index)
    {
        byte[] example = Convert.FromHexString(hex.Replace(" ", "", StringComparison.Ordinal));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Utf8Kernel.IndexOfInvalid(example), Is.EqualTo(index));
            // Before, across and after every border of the 64-byte blocks, at the start and at the end of the text.
            for (int before = 0; before <= 200; before++)
            {
                byte[] last = [.. Ascii(before), .. example], inside = [.. last, .. Ascii(200 - before)];
                Assert.That(Utf8Kernel.IndexOfInvalid(last), Is.EqualTo(index < 0 ? -1 : before + index));
                Assert.That(Utf8Kernel.IndexOfInvalid(inside), Is.EqualTo(index < 0 ? -1 : before + index));
                Assert.That(Utf8Kernel.IsValid(inside), Is.EqualTo(index < 0));
            }
        }
    }

    [Test]
    public void IsValid_NoBytes_IsTrue() => Assert.That(Utf8Kernel.IsValid([]), Is.True);

    [Test]
    public void IsValid_EveryPairOfBytesInsideAText_EqualsFramework()
    {
        byte[] text = Encoding.UTF8.GetBytes(new string('ż', 70));
        for (int pair = 0; pair <= 0xFFFF; pair++)
        {
            (text[64], text[65]) = ((byte)(pair >> 8), (byte)pair);
            if (Utf8Kernel.IsValid(text) != Utf8.IsValid(text))
                Assert.Fail($"{pair:x4} between two-byte characters");
        }
        Assert.That(Utf8Kernel.IsValid(text), Is.False, "FFFF, the last pair");
    }

    [Test]
    public void IsValid_CorruptedText_EqualsFramework() =>
        CorruptedText.Sample(bytes => Assert.That(Utf8Kernel.IsValid(bytes), Is.EqualTo(Utf8.IsValid(bytes))), iter: 20_000);

    [Test]
    public void IsValid_AnyText_IsTrue() => Text.Sample(bytes => Assert.That(Utf8Kernel.IsValid(bytes), Is.True), iter: 5_000);

    [Test]
    public void IndexOfInvalid_CorruptedText_EndsTheLongestValidPrefix() => CorruptedText.Sample(
        bytes =>
        {
            int index = Utf8Kernel.IndexOfInvalid(bytes);
            int longestValid = Enumerable.Range(0, bytes.Length + 1).Last(length => Utf8.IsValid(bytes.AsSpan(0, length)));
            Assert.That(index, Is.EqualTo(longestValid == bytes.Length ? -1 : longestValid));
        },
        iter: 1_000);

    private static byte[] Ascii(int length)
    {
        byte[] ascii = new byte[length];
        Array.Fill(ascii, (byte)'x');
        return ascii;
    }

    private static byte[] Corrupt(byte[] text, (int Place, byte Value)[] places)
    {
        byte[] corrupted = [.. text];
        foreach ((int place, byte value) in places)
        {
            if (text.Length > 0)
                corrupted[place % text.Length] = value;
        }
        return corrupted;
    }
}
