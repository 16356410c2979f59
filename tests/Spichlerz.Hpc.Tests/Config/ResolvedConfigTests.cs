using System.Collections.Immutable;
using CsCheck;
using Spichlerz.Hpc.Config;

namespace Spichlerz.Hpc.Tests.Config;

public sealed class ResolvedConfigTests
{
    private static readonly string[] OddTexts =
    [
        "a", "1", "true", "null", "~", "zażółć", " x ", "a: b", "# c", "\"", "\\", "\n", "\t", "\0", "\u0085", "\u2028", "😀", "- a", "[b]", "*c", "&d", "!e", "%f", "2026-11-30",
    ];

    // YAML, like UTF-8, has no lone surrogates; no path or name that was read from a file holds one.
    private static readonly Gen<string> Text = Gen.OneOf(
        Gen.Char.Where(c => !char.IsSurrogate(c)).Array[1, 20].Select(chars => new string(chars)),
        Gen.Int[0, OddTexts.Length - 1].Select(i => OddTexts[i]));

    private static readonly Gen<ImmutableArray<string>> Texts = Text.Array[0, 4].Select(texts => texts.ToImmutableArray());

    private static readonly Gen<RunConfig> Configs =
        from name in Text
        from corpus in Texts
        from ranks in Gen.OneOf(Gen.Int[1, 4096].Select(ranks => (int?)ranks), Gen.Const((int?)null))
        from fraction in Gen.Double[0, 1]
        from profile in Gen.Enum<CleanProfile>()
        from minCharacters in Gen.Int[0, int.MaxValue]
        from languages in Texts
        from digits in Gen.Enum<DigitFolding>()
        from similarity in Gen.Double[0, 1]
        from to in Gen.OneOf(Text, Gen.Const((string)null!))
        from day in Gen.OneOf(Gen.Int[0, 3_000_000].Select(day => (DateOnly?)DateOnly.FromDayNumber(day)), Gen.Const((DateOnly?)null))
        from licence in Gen.Enum<LicenceFilter>()
        select new RunConfig
        {
            Name = name,
            Corpus = corpus,
            Work = "/work",
            Ranks = ranks,
            MaxQuarantinedFraction = fraction,
            Clean = new() { Profile = profile, Steps = new() { Length = new() { MinCharacters = minCharacters }, Language = new() { Keep = languages } } },
            Sign = new() { Digits = digits, FoldDiacritics = minCharacters % 2 == 0 },
            Dedup = new() { MinSimilarity = similarity, Priority = languages },
            Release = new() { To = to, Date = day, Where = new() { Licence = licence, Datasets = languages } },
        };

    [Test]
    public void Write_AnyConfiguration_IsReadBackAsItWas() => Configs.Sample(config =>
    {
        using var file = new TemporaryConfig(ResolvedConfig.Write(config));
        var read = ConfigFile.LoadResolved(file.FilePath);
        return read is not null && ConfigKeys.Flatten(read, outputOnly: false).SequenceEqual(ConfigKeys.Flatten(config, outputOnly: false));
    }, seed: "0000KOGGXKp5", iter: 300, threads: 1);

    [Test]
    public void Write_Defaults_SpellsOutEverySettingAndHash()
    {
        string text = ResolvedConfig.Write(new RunConfig { Name = "a", Corpus = ["/c"], Work = "/w", Release = new() { Date = new(2026, 11, 30) } });

        Assert.That(text, Is.EqualTo(GoldenFile.Expected("run.yaml", text)));
    }

    [Test]
    public void LoadResolved_NoFileOrForeignFile_IsNull()
    {
        using var file = new TemporaryConfig("name: a\nfuture: 1\n");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(ConfigFile.LoadResolved(file.FilePath), Is.Null);
            Assert.That(ConfigFile.LoadResolved(file.FilePath + ".none"), Is.Null);
        }
    }
}
