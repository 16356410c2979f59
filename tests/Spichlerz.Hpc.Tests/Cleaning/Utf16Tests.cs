using System.Text;
using CsCheck;
using Spichlerz.Hpc.Cleaning;

namespace Spichlerz.Hpc.Tests.Cleaning;

public sealed class Utf16Tests
{
    private static readonly string[] Pieces = ["a", "Ł", "—", "🙂", " ", "\t", "\r", "\v", "\u0085", "\u00a0", "\u1680", "\u2003", "\u2028", "\u3000", "\ufeff", "\u200b", "\u007f", "\u001f", "\0"];

    private static readonly Gen<string> Texts = Gen.Int[0, Pieces.Length - 1].Select(i => Pieces[i]).Array[0, 12].Select(string.Concat);

    [Test]
    public void Trim_AnyText_LeavesWhatStringsLeave() => Texts.Sample(text =>
    {
        byte[] utf8 = Encoding.UTF8.GetBytes(text);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Encoding.UTF8.GetString(Utf16.Trim(utf8)), Is.EqualTo(text.Trim()));
            Assert.That(Encoding.UTF8.GetString(Utf16.TrimStart(utf8)), Is.EqualTo(text.TrimStart()));
            Assert.That(Encoding.UTF8.GetString(Utf16.TrimEnd(utf8)), Is.EqualTo(text.TrimEnd()));
        }
    }, seed: "0000KFkd4vb1", iter: 3_000);

    [Test]
    public void Ends_OfEveryCharacter_AreItsUnits()
    {
        var wrong = new List<string>();
        for (int value = 0; value <= 0x10FFFF; value++)
        {
            if (!Rune.TryCreate(value, out Rune rune))
                continue;
            string text = $"{rune}";
            byte[] utf8 = Encoding.UTF8.GetBytes(text), between = Encoding.UTF8.GetBytes($"ł{text}");
            (char First, char Last) expected = rune.IsBmp ? (text[0], text[0]) : ('\ud800', '\udc00');
            if ((Utf16.First(utf8), Utf16.Last(between)) != expected || Utf16.FirstLength(utf8) != utf8.Length || Utf16.LastIndex(between) != 2)
                wrong.Add($"U+{value:X4}");
        }
        Assert.That(wrong, Is.Empty);
    }
}
