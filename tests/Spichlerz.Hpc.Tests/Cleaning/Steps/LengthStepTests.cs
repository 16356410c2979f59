using Spichlerz.Hpc.Cleaning.Steps;
using Spichlerz.Hpc.Config;

namespace Spichlerz.Hpc.Tests.Cleaning.Steps;

public sealed class LengthStepTests
{
    [TestCase("123456789", "too_short", 9)]
    [TestCase("1234567890", null, 0)]
    [TestCase("12345678901", null, 0)]
    [TestCase("ząb żółć ó", null, 0, Description = "characters, not bytes")]
    [TestCase("😀😀😀😀😀 ab", "too_short", 8, Description = "code points, not code units")]
    [TestCase("", "no_words", 0)]
    [TestCase("--- *** ... !!! ???", "no_words", 19)]
    public void Length_MinTenCharacters_DropsWhatIsShorter(string text, string? reason, double value)
    {
        Judged judged = Judged.By(new LengthStep(new LengthSettings { MinCharacters = 10 }), text);
        Assert.That((judged.DropReason, judged.Value, judged.Text), Is.EqualTo((reason, value, text)));
    }

    [Test]
    public void Length_NoMinimum_DropsOnlyWhatHasNoWords() => Assert.That(
        Judged.By(new LengthStep(new LengthSettings { MinCharacters = 0 }), ["a", "", "!"]).Select(judged => judged.DropReason), Is.EqualTo(new[] { null, "no_words", "no_words" }));
}
