using System.Text;
using CsCheck;
using Spichlerz.Hpc.Cleaning.Hazards;
using Spichlerz.Hpc.Tests.Documents;

namespace Spichlerz.Hpc.Tests.Cleaning.Hazards;

public sealed class LongTokenKernelTests
{
    private static readonly Gen<string> Text = Gen.Frequency(
        (4, Gen.OneOf("słowo", "a", "nieprawdopodobieństwo", "xxxxxxxxxx", "\u00a0")), (3, Gen.OneOf(" ", "\n", "\t", "")), (1, Texts.Any)).Array[0, 40].Select(string.Concat);

    [Test]
    public void NextVector_AnyText_FindsWhatTheScalarTwinFinds() => Text.Sample(
        text =>
        {
            byte[] utf8 = Encoding.UTF8.GetBytes(text);
            for (int from = 0; ;)
            {
                Range expected = LongTokenKernel.NextScalar(utf8, from);
                Assert.That(LongTokenKernel.NextVector(utf8, from), Is.EqualTo(expected));
                if (expected.Start.Value == utf8.Length)
                    return;
                from = expected.End.Value;
            }
        },
        seed: "0000KFkd4vb1", iter: 3_000);

    [Test]
    public void Next_TokenAtEveryPlaceOfABlock_IsFound()
    {
        for (int before = 1; before <= 130; before++)
        {
            byte[] utf8 = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("x ", before)) + new string('y', LongTokenKernel.MinBytes) + string.Concat(Enumerable.Repeat(" z", 70)));
            Assert.That(LongTokenKernel.NextVector(utf8, 0), Is.EqualTo((2 * before)..((2 * before) + LongTokenKernel.MinBytes)), $"after {2 * before} bytes");
        }
    }
}
