using System.Text;
using CsCheck;
using Spichlerz.Hpc.Cleaning.Repair;
using Spichlerz.Hpc.Tests.Documents;

namespace Spichlerz.Hpc.Tests.Cleaning.Repair;

public sealed class SuspectKernelTests
{
    private const SuspectClasses Every = SuspectClasses.Mojibake | SuspectClasses.Glyph | SuspectClasses.Entity | SuspectClasses.Typography;

    private static readonly Gen<string> Text = Gen.Frequency(
        (4, Texts.Any), (2, Gen.OneOf("Ĺ‚", "Ä", "┼é", "偶", "³", "\u009c", "ﬁ", "\ufffd", "&oacute;", "&", "„", "Zażółć gęślą jaźń. "))).Array[0, 8].Select(string.Concat);

    private static readonly Gen<SuspectClasses> Classes = Gen.Int[0, (int)Every].Select(value => (SuspectClasses)value & Every);

    [TestCase("Zażółć gęślą jaźń – „cytat” (2024 r.), 5 °C, § 7… Müller, café, señor bez ñ? nie", SuspectClasses.WesternSign)]
    [TestCase("Zażółć gęślą jaźń – „cytat” (2024 r.), 5 °C, § 7… Müller, café", SuspectClasses.None)]
    [TestCase("Ä B", SuspectClasses.None, Description = "a leading byte needs another character outside ASCII after it")]
    [TestCase("Ä…", SuspectClasses.Lead)]
    [TestCase("A & B, R&D;", SuspectClasses.Entity, Description = "D; may be one, to be looked at")]
    [TestCase("A & B, 5&6", SuspectClasses.None)]
    [TestCase("x?a=1&b=2&c=3 oraz R&D", SuspectClasses.None, Description = "no semicolon near")]
    [TestCase("偶", SuspectClasses.Chinese)]
    [TestCase("\uf0b7", SuspectClasses.Glyph)]
    [TestCase("s±", SuspectClasses.CentralSign)]
    public void IndexOfSuspect_Example_FindsItsClass(string text, object expected)
    {
        byte[] utf8 = Encoding.UTF8.GetBytes(text);
        int at = SuspectKernel.IndexOfSuspect(utf8, Every & ~SuspectClasses.Typography);
        Assert.That(at < 0 ? SuspectClasses.None : SuspectKernel.ClassAt(utf8, at), Is.EqualTo(expected));
    }

    [Test]
    public void IndexOfSuspectVector_AtEveryPlaceOfABlock_IsFound()
    {
        foreach (string suspect in (string[])["Ĺ‚", "&#1;", "偶", "\ufffd", "¹"])
        {
            for (int before = 0; before <= 140; before++)
                Assert.That(SuspectKernel.IndexOfSuspectVector(Encoding.UTF8.GetBytes(new string('x', before) + suspect + new string('y', 140 - before)), Every), Is.EqualTo(before), suspect);
        }
    }

    [TestCase(Every)]
    [TestCase(Every & ~SuspectClasses.Typography)]
    public void IndexOfSuspectVector_EveryCharacter_EqualsScalarTwin(object classes)
    {
        for (char character = '\u0001'; character < char.MaxValue; character++)
        {
            byte[] utf8 = Encoding.UTF8.GetBytes($"słowo {(char.IsSurrogate(character) ? ' ' : character)}ł;");
            Assert.That(SuspectKernel.IndexOfSuspectVector(utf8, (SuspectClasses)classes), Is.EqualTo(SuspectKernel.IndexOfSuspectScalar(utf8, (SuspectClasses)classes)), $"U+{(int)character:X4}");
        }
    }

    [Test]
    public void IndexOfSuspectVector_AnyText_EqualsScalarTwin() => Gen.Select(Text, Classes).Sample(
        (text, classes) =>
        {
            byte[] utf8 = Encoding.UTF8.GetBytes(text);
            Assert.That(SuspectKernel.IndexOfSuspectVector(utf8, classes), Is.EqualTo(SuspectKernel.IndexOfSuspectScalar(utf8, classes)));
        },
        seed: "0000KFkd4vb1", iter: 5_000);

    [TestCase("Szkoła Škody ma 5 m³ i ±2 są", SuspectClasses.None, Description = "ą proves the line right")]
    [TestCase("Szkoła Škody ma 5 m³", SuspectClasses.None, Description = "ł is not in CP1252")]
    [TestCase("Szkoła ma ±2", SuspectClasses.CentralSign, Description = "ł is the same in CP1250 and ISO-8859-2")]
    [TestCase("są\nby³o", SuspectClasses.WesternSign, Description = "each line for itself")]
    public void ClassesIn_SignsBesideRightLetters_AreHonest(string text, object expected) =>
        Assert.That(SuspectCharacters.ClassesIn(Encoding.UTF8.GetBytes(text), Every), Is.EqualTo(expected));
}
