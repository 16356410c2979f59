using Spichlerz.Hpc.Config;

namespace Spichlerz.Hpc.Tests.Config;

public sealed class ConfigFileTests
{
    private const string RunKeys = "name, corpus, work, ranks, max_quarantined_fraction, shard, clean, sign, dedup, release";

    [TestCase("colour: red\n", "line 4, colour: is not a known key. Allowed here: " + RunKeys + ".")]
    [TestCase("clean:\n  steps:\n    length: { min_chars: 3 }\n", "line 6, clean.steps.length.min_chars: is not a known key. Allowed here: enabled, min_characters.")]
    [TestCase("? [a, b]\n: 1\n", "line 4, [ a, b ]: is not a known key. Allowed here: " + RunKeys + ".")]
    [TestCase("ranks: many\n", "line 4, ranks: is 'many'; a whole number is needed.")]
    [TestCase("ranks: 1.5\n", "line 4, ranks: is '1.5'; a whole number is needed.")]
    [TestCase("ranks: 0\n", "line 4, ranks: is 0; allowed is 1 to 4096.")]
    [TestCase("ranks: [1]\n", "line 4, ranks: is one value, not a list or a section.")]
    [TestCase("max_quarantined_fraction: 1.01\n", "line 4, max_quarantined_fraction: is 1.01; allowed is 0 to 1.")]
    [TestCase("max_quarantined_fraction: 0,5\n", "line 4, max_quarantined_fraction: is '0,5'; a number such as 0.75 is needed.")]
    [TestCase("max_quarantined_fraction: NaN\n", "line 4, max_quarantined_fraction: is 'NaN'; a number such as 0.75 is needed.")]
    [TestCase("max_quarantined_fraction: 1e999\n", "line 4, max_quarantined_fraction: is '1e999'; a number such as 0.75 is needed.")]
    [TestCase("shard: { size_mib: 0 }\n", "line 4, shard.size_mib: is 0; allowed is 1 to 4096.")]
    [TestCase("shard: { size_mib: auto }\n", "line 4, shard.size_mib: is 'auto'; a whole number is needed.")]
    [TestCase("shard: { max_window_log: 32 }\n", "line 4, shard.max_window_log: is 32; allowed is 10 to 31.")]
    [TestCase("shard: 64\n", "line 4, shard: is a section; write keys under it.")]
    [TestCase("shard:\n", "line 4, shard: is a section; write keys under it.")]
    [TestCase("clean: { profile: poems }\n", "line 4, clean.profile: is 'poems'; allowed is web, books, legal, social.")]
    [TestCase("clean: { profile: Web }\n", "line 4, clean.profile: is 'Web'; allowed is web, books, legal, social.")]
    [TestCase("clean: { profile: 1 }\n", "line 4, clean.profile: is '1'; allowed is web, books, legal, social.")]
    [TestCase("clean: { steps: { unicode: { enabled: yes } } }\n", "line 4, clean.steps.unicode.enabled: is 'yes'; allowed is true or false.")]
    [TestCase("clean: { steps: { repair: { typography: plain } } }\n", "line 4, clean.steps.repair.typography: is 'plain'; allowed is keep, normalise.")]
    [TestCase("clean: { steps: { language: { keep: pl } } }\n", "line 4, clean.steps.language.keep: is a list; write [one, two].")]
    [TestCase("clean:\n  steps:\n    language:\n      keep:\n        - pl\n        - [cs]\n", "line 9, clean.steps.language.keep: holds something that is not a text.")]
    [TestCase("clean: { steps: { gopher_repetition: { max_duplicate_line_ratio: -0.1 } } }\n", "line 4, clean.steps.gopher_repetition.max_duplicate_line_ratio: is -0.1; allowed is 0 to 1.")]
    [TestCase("sign: { digits: drop }\n", "line 4, sign.digits: is 'drop'; allowed is keep, fold.")]
    [TestCase("dedup: { memory_mib: 15 }\n", "line 4, dedup.memory_mib: is 15; allowed is 16 to 1048576.")]
    [TestCase("dedup: { bands: 20, rows: 7 }\n", "dedup.bands: 20 bands of 7 rows need 140 slots; a signature has 128. Lower bands or rows.")]
    [TestCase("dedup: { priority: [wiki, forum, wiki] }\n", "dedup.priority: names 'wiki' twice. Each dataset has one place.")]
    [TestCase("release: { date: 30.11.2026 }\n", "line 4, release.date: is '30.11.2026'; a day such as 2026-11-30 is needed.")]
    [TestCase("release: { to: }\n", "line 4, release.to: is empty; a text is needed.")]
    [TestCase("release: { where: { licence: free } }\n", "line 4, release.where.licence: is 'free'; allowed is any, open, commercial.")]
    [TestCase("release: { name: ../x }\n", "release.name: '../x' holds '/', '\\' or ':', so it could leave its folder. It becomes a folder under snapshots/.")]
    public void Load_OneFault_NamesKeyLineAndWhatIsAllowed(string yaml, string fault) =>
        Assert.That(TemporaryConfig.Faults(yaml), Is.EqualTo([fault]));

    [TestCase("", "(file): is not one YAML mapping. Start from configs/quickstart.yaml.")]
    [TestCase("- a\n- b\n", "(file): is not one YAML mapping. Start from configs/quickstart.yaml.")]
    [TestCase("name: a\n---\nname: b\n", "(file): is not one YAML mapping. Start from configs/quickstart.yaml.")]
    [TestCase("name: a\nwork: b\nname: c\n", "line 3, (file): is not valid YAML: Duplicate key name")]
    [TestCase("name: a\nclean:\n  profile: web\n  profile: social\n", "line 4, (file): is not valid YAML: Duplicate key profile")]
    public void Load_NoMapping_TellsTheFileIsAtFault(string yaml, string fault) =>
        Assert.That(TemporaryConfig.FaultsOfWhole(yaml), Is.EqualTo([fault]));

    [Test]
    public void Load_BrokenYaml_TellsTheLine() =>
        Assert.That(TemporaryConfig.Faults("shard: { size_mib: 1\n"), Has.One.StartsWith("line 5, (file): is not valid YAML: "));

    [Test]
    public void Load_UnknownLanguages_NamesThemAndThoseOfTheModel()
    {
        string[] faults = TemporaryConfig.Faults("clean: { steps: { language: { keep: [polish, pl, PL, polish] } } }\n");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(faults, Has.Length.EqualTo(2));
            Assert.That(faults[0], Does.StartWith("clean.steps.language.keep: names 'polish', which the model does not know. Known are af, als, am, ").And.EndWith(", yo, yue, zh."));
            Assert.That(faults[0].Split(", "), Has.Length.EqualTo(177).And.Contains("hsb").And.Contains("pl"), "176 languages and the sentence before them");
            Assert.That(faults[1], Does.StartWith("clean.steps.language.keep: names 'PL', "));
        }
    }

    [Test]
    public void Load_NoLanguageToKeep_IsRefused() => Assert.That(
        TemporaryConfig.Faults("clean: { steps: { language: { keep: [] } } }\n"),
        Is.EqualTo(["clean.steps.language.keep: names no language, so that no document would stay. Give at least one, or switch the step off."]));

    [Test]
    public void Load_NoFile_SaysSo()
    {
        var exception = Assert.Throws<ConfigException>(() => ConfigFile.Load("/nowhere/run.yaml"));

        Assert.That(exception!.Message, Is.EqualTo("/nowhere/run.yaml has 1 fault:\n  - (file): cannot be read: Could not find a part of the path '/nowhere/run.yaml'."));
    }

    [Test]
    public void Load_ManyFaults_NamesAllAtOnce()
    {
        string[] faults = TemporaryConfig.FaultsOfWhole(
            "corpus: [korpus, corpus]\nranks: many\nshard: { size_mib: 0, sise: 1 }\nclean: { profile: poems }\ndedup: { bands: 40 }\nrelease: { name: .x }\n",
            "sign.digits=drop", "nonsense");

        Assert.That(faults, Is.EqualTo(
        [
            "--set: 'nonsense' is not of the form key=value, for example clean.steps.length.min_characters=100.",
            "line 2, ranks: is 'many'; a whole number is needed.",
            "line 3, shard.size_mib: is 0; allowed is 1 to 4096.",
            "line 3, shard.sise: is not a known key. Allowed here: size_mib, max_document_mib, max_window_log.",
            "line 4, clean.profile: is 'poems'; allowed is web, books, legal, social.",
            "sign.digits: is 'drop'; allowed is keep, fold.",
            "name: is missing; it has no default.",
            "work: is missing; it has no default.",
            "dedup.bands: 40 bands of 6 rows need 240 slots; a signature has 128. Lower bands or rows.",
            "corpus: 'FOLDER/korpus' does not exist. Paths are relative to the configuration file.",
            "release.name: '.x' starts with a dot, so it would be hidden or leave its folder. It becomes a folder under snapshots/.",
        ]));
    }

    [Test]
    public void Load_FaultySection_TellsNoFaultsThatOnlyFollowFromIt() =>
        Assert.That(TemporaryConfig.Faults("dedup: { bands: 30, rows: x }\n"), Is.EqualTo(["line 4, dedup.rows: is 'x'; a whole number is needed."]));

    [TestCase("name: a\ncorpus: []\nwork: b\n", "corpus: names no folder or file. Give at least one.")]
    [TestCase("name: a\ncorpus: [corpus]\nwork: run.yaml\n", "work: 'FOLDER/run.yaml' is a file; a work directory is needed.")]
    [TestCase("name: a\ncorpus: [corpus]\nwork:\n", "line 3, work: is empty; a text is needed.")]
    [TestCase("name: ''\ncorpus: [corpus]\nwork: b\n", "line 1, name: is empty; a text is needed.")]
    [TestCase("name: a\ncorpus: ['']\nwork: b\n", "line 2, corpus: holds an empty text.")]
    public void Load_FaultyRequiredKey_IsRefused(string yaml, string fault) =>
        Assert.That(TemporaryConfig.FaultsOfWhole(yaml), Is.EqualTo([fault]));

    [Test]
    public void Load_OnlyRequiredKeys_TakesDefaultsAndResolvesPathsAgainstTheFile()
    {
        using var file = new TemporaryConfig("name: a\ncorpus: [corpus, /]\nwork: ../out\nrelease: { to: ./snapshots }\n");

        var config = ConfigFile.Load(file.FilePath);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(config.Corpus, Is.EqualTo([Path.Combine(file.Folder, "corpus"), "/"]));
            Assert.That(config.Work, Is.EqualTo(Path.Combine(Path.GetDirectoryName(file.Folder)!, "out")));
            Assert.That(config.Release.To, Is.EqualTo(Path.Combine(file.Folder, "snapshots")));
            Assert.That(config with { Corpus = [], Work = "", Release = new() }, Is.EqualTo(new RunConfig { Name = "a", Corpus = [], Work = "" }).UsingPropertiesComparer());
        }
    }

    [Test]
    public void Load_EveryKindOfValue_IsRead()
    {
        var config = TemporaryConfig.Load(
            "ranks: 7\nmax_quarantined_fraction: 5e-2\nclean:\n  steps:\n    length: { enabled: false }\n    language: { keep: [pl, 'cs'] }\n" +
            "sign: { digits: fold, fold_diacritics: false }\nrelease: { date: 2026-11-30, where: { licence: commercial, datasets: [wiki] } }\n");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(config.Ranks, Is.EqualTo(7));
            Assert.That(config.MaxQuarantinedFraction, Is.EqualTo(0.05));
            Assert.That(config.Clean.Steps.Length, Is.EqualTo(new LengthSettings { Enabled = false }));
            Assert.That(config.Clean.Steps.Language.Keep, Is.EqualTo(["pl", "cs"]));
            Assert.That(config.Sign, Is.EqualTo(new SignSettings { Digits = DigitFolding.Fold, FoldDiacritics = false }));
            Assert.That(config.Release.Date, Is.EqualTo(new DateOnly(2026, 11, 30)));
            Assert.That(config.Release.Where.Licence, Is.EqualTo(LicenceFilter.Commercial));
            Assert.That(config.Release.Where.Datasets, Is.EqualTo(["wiki"]));
        }
    }

    [TestCase("clean: { profile: web }\n", 200)]
    [TestCase("clean: { profile: social }\n", 1)]
    [TestCase("clean: { profile: social, steps: { length: { enabled: true } } }\n", 1)]
    [TestCase("clean: { steps: { length: { min_characters: 50 } }, profile: social }\n", 50)]
    public void Load_Profile_SetsDefaultsUnderTheUsersKeys(string yaml, int minCharacters) =>
        Assert.That(TemporaryConfig.Load(yaml).Clean.Steps.Length.MinCharacters, Is.EqualTo(minCharacters));

    [Test]
    public void Load_Overrides_WinOverTheFile()
    {
        var config = TemporaryConfig.Load("ranks: 3\nclean: { profile: web }\n",
            "ranks=auto", "name=inna", "clean.profile=social", "clean.steps.language.keep=[pl, sk]", "dedup.rows=5", "dedup.rows=4", "release.name=a=b");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(config.Ranks, Is.Null);
            Assert.That(config.Name, Is.EqualTo("inna"));
            Assert.That(config.Clean.Steps.Length.MinCharacters, Is.EqualTo(1));
            Assert.That(config.Clean.Steps.Language.Keep, Is.EqualTo(["pl", "sk"]));
            Assert.That(config.Dedup.Rows, Is.EqualTo(4));
            Assert.That(config.Release.Name, Is.EqualTo("a=b"));
        }
    }

    [TestCase("=1", "--set: '=1' is not of the form key=value, for example clean.steps.length.min_characters=100.")]
    [TestCase("clean.min=1", "clean.min: is not a known key. Allowed here: profile, steps.")]
    [TestCase("ranks=x", "ranks: is 'x'; a whole number is needed.")]
    [TestCase("clean.steps.language.keep=[pl, [x]]", "clean.steps.language.keep: holds something that is not a text.")]
    [TestCase("name.first=x", "name: is one value, not a list or a section.")]
    public void Load_FaultyOverride_NamesTheKeyAndNoLineOfTheFile(string setting, string fault) =>
        Assert.That(TemporaryConfig.Faults("", setting), Is.EqualTo([fault]));

    [Test]
    public void Load_OverrideThatIsNoYaml_SaysSo() =>
        Assert.That(TemporaryConfig.Faults("", "dedup.priority=[a"), Has.One.StartsWith("--set: the value of 'dedup.priority=[a' is not valid YAML: "));
}
