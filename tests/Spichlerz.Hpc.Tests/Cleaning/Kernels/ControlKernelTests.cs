using System.Text;
using CsCheck;
using Spichlerz.Hpc.Cleaning.Kernels;
using Spichlerz.Hpc.Tests.Documents;

namespace Spichlerz.Hpc.Tests.Cleaning.Kernels;

public sealed class ControlKernelTests
{
    private static readonly Gen<string> Text = Gen.Frequency(
        (4, Texts.Any),
        (1, Gen.OneOf("\f", "\v", "\u0085", "\u2028", "\u2029")),
        (1, Gen.OneOf("\0", "\u0001", "\u001f", "\u007f", "\u0080", "\u009f", "\u00ad", "\u200b", "\ufeff")),
        (1, Gen.OneOf("\u2027", "\u202a", "\u2068", "\t", "\n", "\r", "\u00a0", "\u00ab", "\u2014", "\u200c", "\u200d", "\ufefe", "\ufefd"))).Array[0, 8].Select(string.Concat);

    [TestCase("zażółć gęślą jaźń\tkolumna\r\nnowy wiersz", "zażółć gęślą jaźń\tkolumna\r\nnowy wiersz")]
    [TestCase("a\0b\u0001c\u001fd\u007fe", "abcde")]
    [TestCase("a\u0080b\u009fc\u00a0d", "abc\u00a0d", Description = "C1 controls go, the no-break space stays")]
    [TestCase("niepo\u00addziel\u200bne\ufeff", "niepodzielne")]
    [TestCase("\ufeff", "")]
    [TestCase("👩\u200d💻 \u200c", "👩\u200d💻 \u200c", Description = "joiners mean something")]
    [TestCase("„«»” – — …", "„«»” – — …", Description = "the same lead bytes")]
    [TestCase("koniec strony\fpoczątek strony", "koniec strony\npoczątek strony")]
    [TestCase("koniec strony\n\fpoczątek strony\r\n\f", "koniec strony\npoczątek strony\r\n", Description = "a page's end has a line end already")]
    [TestCase("wiersz\vwiersz\v\vwiersz\f\nwiersz", "wiersz\nwiersz\nwiersz\nwiersz")]
    [TestCase("\fwiersz\v", "wiersz")]
    [TestCase("wiersz\u2028wiersz\u2029wiersz\u0085wiersz", "wiersz\nwiersz\nwiersz\nwiersz")]
    [TestCase("wiersz\u2028\nwiersz\n\u2029wiersz\u2028\u2028wiersz\u2028", "wiersz\nwiersz\nwiersz\nwiersz")]
    [TestCase("", "")]
    public void RemoveControls_Example_RemovesWhatIsNoText(string text, string expected) => Assert.That(Clean(text), Is.EqualTo(expected));

    [Test]
    public void RemoveControls_AtEveryPlaceOfABlock_IsFound()
    {
        foreach (string control in (string[])["\u0002", "\u0080", "\u00ad", "\u200b", "\ufeff", "\u0085", "\u2028", "\u2029"])
        {
            for (int before = 0; before <= 70; before++)
            {
                string start = new('x', before), end = new('y', 70 - before), lineEnd = control[0] is '\u0085' or '\u2028' or '\u2029' && before is > 0 and < 70 ? "\n" : "";
                Assert.That(Clean(start + control + end), Is.EqualTo(start + lineEnd + end), $"{(int)control[0]:x4} after {before} bytes");
                Assert.That(ControlKernel.IndexOfControlVector(Encoding.UTF8.GetBytes(start + control)), Is.EqualTo(before));
            }
        }
    }

    [Test]
    public void IndexOfControlVector_AnyText_EqualsScalarTwin() => Text.Sample(
        text =>
        {
            byte[] utf8 = Encoding.UTF8.GetBytes(text);
            Assert.That(ControlKernel.IndexOfControlVector(utf8), Is.EqualTo(ControlKernel.IndexOfControlScalar(utf8)));
        },
        seed: "0000KFkd4vb1", iter: 3_000);

    [Test]
    public void RemoveControls_AnyText_EqualsRuneByRune() => Text.Sample(
        text => Assert.That(Clean(text), Is.EqualTo(RuneByRune(text))), seed: "0000KFkd4vb1", iter: 3_000);

    [Test]
    public void RemoveControls_CleanedText_HasNoneLeft() => Text.Sample(
        text => Assert.That(ControlKernel.IndexOfControl(Encoding.UTF8.GetBytes(Clean(text))), Is.EqualTo(-1)), seed: "0000KFkd4vb1", iter: 2_000);

    private static string RuneByRune(string text)
    {
        var kept = new StringBuilder();
        for (int i = 0; i < text.Length; i += Rune.GetRuneAt(text, i).Utf16SequenceLength)
        {
            bool isInsideLine = kept.Length > 0 && kept[^1] is not ('\n' or '\r') && i + 1 < text.Length && text[i + 1] is not ('\n' or '\r');
            if (text[i] is '\f' or '\v' or '\u0085' or '\u2028' or '\u2029')
                kept.Append(isInsideLine ? "\n" : "");
            else if (IsText(Rune.GetRuneAt(text, i)))
                kept.Append(Rune.GetRuneAt(text, i).ToString());
        }
        return kept.ToString();
    }

    private static bool IsText(Rune rune) => rune.Value is '\t' or '\n' or '\r' || !(Rune.IsControl(rune) || rune.Value is 0xAD or 0x200B or 0xFEFF);

    private static string Clean(string text)
    {
        byte[] utf8 = Encoding.UTF8.GetBytes(text), cleaned = new byte[utf8.Length];
        int first = ControlKernel.IndexOfControl(utf8);
        return first < 0 ? text : Encoding.UTF8.GetString(cleaned, 0, ControlKernel.RemoveControls(utf8, first, cleaned));
    }
}
