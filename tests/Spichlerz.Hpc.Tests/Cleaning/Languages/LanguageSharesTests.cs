using CsCheck;
using Spichlerz.Hpc.Cleaning.Languages;

namespace Spichlerz.Hpc.Tests.Cleaning.Languages;

public sealed class LanguageSharesTests
{
    [TestCase("pl 81, en 19", "{\"pl\":0.81,\"en\":0.19}")]
    [TestCase("en 1, pl 9", "{\"pl\":0.90,\"en\":0.10}", Description = "the largest first")]
    [TestCase("pl 1, cs 1", "{\"cs\":0.50,\"pl\":0.50}", Description = "equal ones by name")]
    [TestCase("pl 1, en 1, de 1", "{\"de\":0.34,\"en\":0.33,\"pl\":0.33}", Description = "the sum is 1")]
    [TestCase("pl 994, en 6", "{\"pl\":0.99,\"en\":0.01}")]
    [TestCase("pl 996, en 4", "{\"pl\":1.00}", Description = "under half a hundredth")]
    [TestCase("pl 40, en 20, pl 40", "{\"pl\":0.80,\"en\":0.20}", Description = "runs of one language are added up")]
    [TestCase("pl 0", "{}")]
    [TestCase("", "{}")]
    public void Of_RunsOfOurs_AreSharesOfWords(string runs, string json) => Assert.That(LanguageShares.ToJson(LanguageShares.Of(Runs(runs))), Is.EqualTo(json));

    [Test]
    public void Of_AnyRuns_SumUpToOneAndAreRoundedOnce() => Gen.Select(Gen.OneOf(Gen.Const("pl"), Gen.Const("en"), Gen.Const("de"), Gen.Const("cs")), Gen.Int[1, 1_000_000]).Array[1, 20].Sample(words =>
    {
        LanguageRun[] runs = [.. words.Select(run => new LanguageRun(run.Item1, 0, 0, run.Item2))];
        (string Code, int Hundredths)[] shares = LanguageShares.Of(runs);
        double all = runs.Sum(run => (double)run.Words);
        Assert.That(shares.Sum(share => share.Hundredths), Is.EqualTo(100));
        foreach ((string code, int hundredths) in shares)
            Assert.That(hundredths, Is.EqualTo(100 * runs.Where(run => run.Code == code).Sum(run => (double)run.Words) / all).Within(1));
    });

    private static LanguageRun[] Runs(string runs) =>
        [.. runs.Split(", ", StringSplitOptions.RemoveEmptyEntries).Select(run => run.Split(' ')).Select(run => new LanguageRun(run[0], 0, 0, int.Parse(run[1], System.Globalization.CultureInfo.InvariantCulture)))];
}
