using System.Text;
using CsCheck;
using Spichlerz.Hpc.Cleaning.Pii;
using Spichlerz.Hpc.Tests.Documents;

namespace Spichlerz.Hpc.Tests.Cleaning.Pii;

public sealed class PiiScanKernelTests
{
    private static readonly Gen<string> Text = Gen.Frequency(
        (3, Gen.OneOf("słowo ", "dzień i noc ", "w roku ", "art. ", "a: b ", "- ")), (3, Gen.OneOf("1", "12", "345", "2022", "1.2", " ", "-", ".", "/", ")", "\u00a0", ":", "1a-2b-")), (1, Texts.Any)).Array[0, 40].Select(string.Concat);

    [TestCase("Zażółć gęślą jaźń: 12 i 345, w 2022 r., § 5 ust. 2 – 100 zł.", -1)]
    [TestCase("jan@polna.pl", 0)]
    [TestCase("601 234 567", 0)]
    [TestCase("601 234 56", 0, Description = "nine, blanks between included")]
    [TestCase("601 234", -1)]
    [TestCase("8.8.8.8", 0)]
    [TestCase("1.2.3", -1)]
    [TestCase("2a00::1:2", 0)]
    [TestCase("a: b; c: d; e: f", -1)]
    [TestCase("1a-2b-3c-4d-5e-6f", 0)]
    public void IndexOfSuspect_Example_PassesOverOrdinaryText(string text, int expected) => Assert.That(PiiScanKernel.IndexOfSuspect(Encoding.UTF8.GetBytes(text), 0), Is.EqualTo(expected));

    [Test]
    public void IndexOfSuspectVector_AnyText_EqualsScalarTwin() => Gen.Select(Text, Gen.Int[0, 60]).Sample(
        (text, from) =>
        {
            byte[] utf8 = Encoding.UTF8.GetBytes(text);
            Assert.That(PiiScanKernel.IndexOfSuspectVector(utf8, from), Is.EqualTo(PiiScanKernel.IndexOfSuspectScalar(utf8, from)));
        },
        seed: "0000KFkd4vb1", iter: 5_000);
}
