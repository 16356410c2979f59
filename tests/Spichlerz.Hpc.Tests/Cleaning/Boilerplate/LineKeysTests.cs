using System.Text;
using CsCheck;
using Spichlerz.Hpc.Cleaning.Boilerplate;
using Spichlerz.Hpc.Documents;
using Spichlerz.Hpc.Tests.Cleaning.Steps;

namespace Spichlerz.Hpc.Tests.Cleaning.Boilerplate;

public sealed class LineKeysTests
{
    private const string Line = "Ten serwis korzysta z plików cookie.";

    [TestCase("   Ten serwis korzysta z plików cookie.\t ")]
    [TestCase("Ten  serwis   korzysta z plików     cookie.", Description = "justified")]
    [TestCase("Ten\tserwis korzysta z plików cookie.\r")]
    public void Find_OtherBlanks_GivesTheSameKey(string other) => Assert.That(Lines.KeyOf(other), Is.EqualTo(Lines.KeyOf(Line)).And.Not.EqualTo(LineKeys.None));

    [TestCase("<p>Artykuł <a href=\"a\" rel=\"x\">Pierwszy  śnieg</a> pochodzi z serwisu <a href=\"b\">Gazeta</a>.</p>", "<p>Artykuł <a>…</a> pochodzi z serwisu <a>…</a>.</p>")]
    [TestCase("<p>Artykuł <a href=''></a> pochodzi z serwisu <a id='1'>G</a>.</p>", "<p>Artykuł <a>…</a> pochodzi z serwisu <a>…</a>.</p>")]
    [TestCase("<abbr a='1'>n.p.m.</abbr> i <a href=\"nigdy niezamknięty", "<abbr a='1'>n.p.m.</abbr> i <a href=\"nigdy niezamknięty")]
    [TestCase("Ten \t serwis\r", "Ten serwis")]
    public void TextOf_Line_ShowsTheFormThatTheKeyIsOf(string line, string expected)
    {
        string form = CountedLine.TextOf(Encoding.UTF8.GetBytes(line));
        Assert.That(form, Is.EqualTo(expected));
        Assert.That(Lines.KeyOf(line.PadRight(20)), Is.EqualTo(Lines.KeyOf(form.PadRight(20))));
    }

    [TestCase("Ten serwis korzysta z plików cookie")]
    [TestCase("ten serwis korzysta z plików cookie.")]
    [TestCase("Ten serwis korzysta zplików cookie.")]
    public void Find_OtherText_GivesAnotherKey(string other) => Assert.That(Lines.KeyOf(other), Is.Not.EqualTo(Lines.KeyOf(Line)));

    [TestCase("")]
    [TestCase("(Oklaski)")]
    [TestCase("Podstawa prawna")]
    [TestCase("## Polityka prywatności naszego serwisu")]
    [TestCase("| Nazwa rzeczy | Opis tej rzeczy |")]
    public void Find_LineThatStays_HasNoKey(string line) => Assert.That(Lines.KeyOf(line + "\nx"), Is.EqualTo(LineKeys.None));

    [TestCase("```")]
    [TestCase("~~~~")]
    public void Find_BetweenFences_HasNoKeys(string fence)
    {
        LineKeys lines = Lines.Of($"{Line}\n{fence}yaml\n{Line}\n{fence}\n{Line}\n");
        Assert.That(lines.Keys.ToArray().Select(key => key != LineKeys.None), Is.EqualTo([true, false, false, false, true]));
    }

    [Test]
    public void Find_TextAfterAHugeOne_IsFoundAsEver()
    {
        var lines = new LineKeys(20);
        lines.Find(Encoding.UTF8.GetBytes(new string('\n', 1 << 19) + new string('x', 1 << 20) + "  y"));
        int huge = lines.Count;
        lines.Find(Encoding.UTF8.GetBytes(Line + "\n\n" + Line.Replace(" ", "  ", StringComparison.Ordinal)));
        Assert.That((huge, lines.Count, lines.Filled, lines.Keys[0], lines.Keys[2]), Is.EqualTo(((1 << 19) + 1, 3, 2, Lines.KeyOf(Line), Lines.KeyOf(Line))));
    }

    [Test]
    public void Find_AnyText_GivesEachLineTheHashOfItsForm() => Gen.OneOf(Gen.OneOf(Gen.Const(" "), Gen.Const("\t"), Gen.Const("\n"), Gen.Const("ą"), Gen.Const("sad"), Gen.Const("<a b>c</a>"), Gen.Const("```"), Gen.Const("#")).Array[0, 80].Select(string.Concat), LenientTexts.Any).Sample(text =>
    {
        byte[] utf8 = Encoding.UTF8.GetBytes(text);
        var lines = new LineKeys(3);
        lines.Find(utf8);
        bool isFenced = false;
        for (int i = 0; i < lines.Count; i++)
        {
            ReadOnlySpan<byte> line = LineForm.Trim(utf8.AsSpan(lines[i]));
            bool isFence = line.StartsWith("```"u8) || line.StartsWith("~~~"u8);
            isFenced ^= isFence;
            byte[] form = new byte[LineForm.MaxGrowth * line.Length];
            bool hasKey = !isFence && !isFenced && line.Length >= 3 && line[0] is not ((byte)'#' or (byte)'|');
            int length = LineForm.IsPlain(line) ? line.Length : LineForm.Write(line, form);
            Assert.That(lines.Keys[i], Is.EqualTo(!hasKey ? LineKeys.None : WordHash.Of(LineForm.IsPlain(line) ? line : form.AsSpan(0, length))), $"line {i}");
        }
    });

    [Test]
    public void Find_AnyText_CoversEveryByteOnce() => LenientTexts.Any.Sample(text =>
    {
        byte[] utf8 = Encoding.UTF8.GetBytes(text);
        var lines = new LineKeys(1);
        lines.Find(utf8);
        string[] expected = [.. text.Split('\n').SkipLast(text.EndsWith('\n') ? 1 : 0)];
        if (text.Length == 0)
            expected = [];
        string[] actual = [.. Enumerable.Range(0, lines.Count).Select(line => Encoding.UTF8.GetString(utf8[lines[line]]).TrimEnd('\n'))];
        Assert.That(actual, Is.EqualTo(expected));
        Assert.That(lines.Filled, Is.EqualTo(expected.Count(line => line.Any(c => c > ' '))));
        Assert.That(Enumerable.Range(0, lines.Count).Sum(lines.BytesOf), Is.EqualTo(utf8.Length));
    });
}
