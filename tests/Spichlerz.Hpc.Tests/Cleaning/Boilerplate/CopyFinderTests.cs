using System.Text;
using CsCheck;
using Spichlerz.Hpc.Cleaning.Boilerplate;
using Spichlerz.Hpc.Config;

namespace Spichlerz.Hpc.Tests.Cleaning.Boilerplate;

public sealed class CopyFinderTests
{
    private static readonly BoilerplateSettings Settings = new() { MinCharacters = 3, MinCopyWords = 3, MaxCopies = 2 };

    private static readonly Gen<string> Word = Gen.OneOf(Gen.Const("a"), Gen.Const("ą"), Gen.Const("<a b>c</a>"), Gen.Const("-"), Gen.Const("<"));
    private static readonly Gen<string> Blank = Gen.OneOf(Gen.Const(" "), Gen.Const("  "), Gen.Const("\t"), Gen.Const(" \r"));

    /// <summary>A few lines over and over, with other blanks each time.</summary>
    private static readonly Gen<string> Text = Word.Array[1, 5].Array[1, 3].SelectMany(forms => Gen.Int[0, forms.Length - 1].SelectMany(form => Line(forms[form])).Array[0, 12]).Select(lines => string.Join('\n', lines));

    [Test]
    public void MayHave_AnyText_IsTrueWhereCopiesAre() => Text.Sample(
        text =>
        {
            byte[] utf8 = Encoding.UTF8.GetBytes(text);
            var lines = new LineKeys(Settings.MinCharacters);
            lines.Find(utf8);
            var finder = new CopyFinder(Settings);
            return finder.MayHave(utf8) || finder.Mark(utf8, lines, new LineMark[lines.Count]) == 0;
        },
        iter: 20_000);

    [Test]
    public void MayHave_CopiesApart_IsTrueOnlyOfThese()
    {
        byte[] copies = Encoding.UTF8.GetBytes("to jest kopia\ninny wiersz tu\n  to jest  kopia\nto\tjest kopia"), others = Encoding.UTF8.GetBytes("to jest wiersz\ninny wiersz tu\na to jest inny");
        var finder = new CopyFinder(Settings);
        Assert.That((finder.MayHave(copies), finder.MayHave(others)), Is.EqualTo((true, false)));
    }

    private static Gen<string> Line(string[] words) => Blank.Array[words.Length + 1].Select(blanks => string.Concat(words.Select((word, i) => blanks[i] + word)).TrimStart(' ') + blanks[^1]);
}
