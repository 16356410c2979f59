using Spichlerz.Hpc.Config;

namespace Spichlerz.Hpc.Tests.Config;

public sealed class ConfigKeysTests
{
    private static readonly RunConfig Run = new() { Name = "a", Corpus = ["/c"], Work = "/w" };

    [Test]
    public void Sha256_OutputNeutralSetting_DoesNotChangeIt()
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(ConfigKeys.Sha256(Run with { Ranks = 9, MaxQuarantinedFraction = 0.5 }), Is.EqualTo(ConfigKeys.Sha256(Run)));
            Assert.That(ConfigKeys.Sha256(new DedupSettings { MemoryMib = 16 }), Is.EqualTo(ConfigKeys.Sha256(new DedupSettings())));
        }
    }

    [Test]
    public void Sha256_OutputSetting_ChangesIt()
    {
        object[] sections =
        [
            new DedupSettings(), new DedupSettings { Rows = 5 }, new DedupSettings { MinSimilarity = 0.7500000001 }, new DedupSettings { Priority = ["a"] },
            new DedupSettings { Priority = ["a", "b"] }, new DedupSettings { Priority = ["a, b"] }, new DedupSettings { Priority = ["a\", \"b"] },
        ];

        Assert.That(sections.Select(ConfigKeys.Sha256), Is.Unique);
    }

    [Test]
    public void Flatten_Section_GivesDottedKeysInDeclarationOrder() =>
        Assert.That(ConfigKeys.Flatten(new ReleaseSettings { Date = new(2026, 1, 2) }, outputOnly: true).Select(pair => $"{pair.Key}={pair.Value}"),
            Is.EqualTo(["name=\"snapshot\"", "date=2026-01-02", "to=auto", "where.licence=any", "where.datasets=[]"]));

    [Test]
    public void Flatten_EverySetting_ReadsBackItsDefaultFromText() => // a type that Text cannot write, or the binder cannot read, is found here
        Assert.That(ConfigKeys.Flatten(Run, outputOnly: false).Select(pair => pair.Key), Is.Unique.And.Contains("clean.steps.length.min_characters").And.Contains("ranks"));
}
