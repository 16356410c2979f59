using System.Globalization;
using Spichlerz.Hpc.Cleaning;
using Spichlerz.Hpc.Config;
using Spichlerz.Hpc.Manifests;
using Spichlerz.Hpc.Runs;
using Spichlerz.Hpc.Tests.Sharding;
using Spichlerz.Hpc.Tests.Shards;

namespace Spichlerz.Hpc.Tests.Cleaning;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class CleanStageTests : IDisposable
{
    private const string Polish =
        "Wczoraj wieczorem poszliśmy nad jezioro, bo dzień był bardzo ciepły i nikt nie chciał siedzieć w domu. " +
        "Dzieci od razu pobiegły do wody, a dorośli rozłożyli koc pod starą wierzbą, która rośnie tu już od stu lat. " +
        "Potem upiekliśmy ziemniaki w ognisku i wróciliśmy do domu dopiero wtedy, gdy zrobiło się zupełnie ciemno.";

    private const string English =
        "Yesterday evening we went to the lake because the day was very warm and nobody wanted to stay at home. " +
        "The children ran into the water at once, and the adults spread a blanket under an old willow by the shore.";

    // One for each outcome, in the order of the steps; the last is edited by both editing steps.
    private static readonly string[] EveryOutcome =
    [
        Polish, "Za krótki.", "--- --- ---", English, string.Join('\n', Enumerable.Repeat(Polish, 3)), Polish + "\0\r\n\r\n\r\n" + "Drugi akapit  \n",
    ];

    private readonly InputFiles files = new(), second = new();

    public void Dispose()
    {
        files.Dispose();
        second.Dispose();
    }

    [Test]
    public void Run_EveryOutcome_IsCountedAndNamed()
    {
        var corpus = CleanedCorpus.Of(files, EveryOutcome);
        StageManifest manifest = corpus.Manifests.Single();
        using (Assert.EnterMultipleScope())
        {
            Assert.That((manifest.Read, manifest.Kept, manifest.Quarantined, manifest.IsConserved), Is.EqualTo((6, 2, 0, true)));
            Assert.That(manifest.DroppedByReason, Is.EqualTo(new Dictionary<string, long> { ["duplicate_lines"] = 1, ["language_en"] = 1, ["no_words"] = 1, ["too_short"] = 1 }));
            Assert.That(manifest.Notes, Is.EqualTo(new Dictionary<string, long> { ["changed_by_unicode"] = 1, ["changed_by_whitespace"] = 1 }));
            Assert.That(corpus.Kept.Select(document => document.Text), Is.EqualTo((string[])[Polish, Polish + "\n\nDrugi akapit"]));
            Assert.That(corpus.Kept.Select(document => document.Id), Is.EqualTo((string[])["zbiór/00000-00000/0", "zbiór/00000-00000/5"]), "ids stay");
            Assert.That(corpus.Kept.Select(document => document.Meta), Is.All.EqualTo("\"nr\":0"));
        }
    }

    [Test]
    public void Run_DroppedTable_NamesStepReasonAndValue()
    {
        var corpus = CleanedCorpus.Of(files, EveryOutcome);
        List<object[]> rows = Dropped("SELECT id, step, reason, value FROM $file ORDER BY id", corpus.CleanUnits[0]);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(rows.Select(row => $"{row[0]} {row[1]} {row[2]}"), Is.EqualTo((string[])
            [
                "zbiór/00000-00000/1 length too_short", "zbiór/00000-00000/2 length no_words", "zbiór/00000-00000/3 language language_en", "zbiór/00000-00000/4 gopher_repetition duplicate_lines",
            ]));
            Assert.That(rows.Select(row => (double)row[3]).Where((_, i) => i != 2), Is.EqualTo((double[])[10, 11, 2.0 / 3]));
            Assert.That((double)rows[2][3], Is.InRange(0.5, 1.001));
        }
    }

    [Test]
    public void Run_SecretsAndPersonalData_AreCountedOverTheWholeShard()
    {
        string key = "ghp_" + new string('a', 36);
        var corpus = CleanedCorpus.Of(files, [$"{Polish} Pisz na ola@polna.pl.", Polish, $"{Polish} Telefon: 601 234 567, e-mail: jan@polna.pl, klucz {key}", $"{English} jan@polna.pl"]);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(corpus.Manifests.Single().Notes, Is.EqualTo(new Dictionary<string, long> { ["changed_by_hazards"] = 1, ["changed_by_pii"] = 3, ["hazards_secret"] = 1, ["pii_email"] = 3, ["pii_phone"] = 1 }));
            Assert.That(corpus.Kept.Select(document => document.Text), Is.EqualTo((string[])[$"{Polish} Pisz na [E-MAIL].", Polish, $"{Polish} Telefon: [TELEFON], e-mail: [E-MAIL], klucz [SEKRET]"]));
        }
    }

    [Test]
    public void Run_MixedDocuments_AreCountedOverTheWholeShard()
    {
        var corpus = CleanedCorpus.Of(files, [$"{Polish}\n\n{English}", Polish, $"{Polish}\n\n{English}\n\nDrugi akapit.", English]);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(corpus.Manifests.Single().Notes, Is.EqualTo(new Dictionary<string, long> { ["language_mixed"] = 2 }));
            Assert.That(corpus.Kept.Select(document => document.Facts.Contains("\"shares\":{\"pl\":0.", StringComparison.Ordinal)), Is.EqualTo((bool[])[true, false, true]));
        }
    }

    [Test]
    public void Run_Quickstart_DroppedTablesAndManifestsAgree()
    {
        var corpus = CleanedCorpus.OfQuickstart(files);
        using (Assert.EnterMultipleScope())
        {
            foreach ((StageUnit unit, StageManifest manifest) in corpus.CleanUnits.Zip(corpus.Manifests))
            {
                Dictionary<string, long> byReason = Dropped("SELECT reason, count(*) FROM $file GROUP BY reason", unit).ToDictionary(row => (string)row[0], row => (long)row[1]);
                Assert.That(manifest.DroppedByReason, Is.EqualTo(byReason), unit.Name);
                Assert.That(manifest.IsConserved, Is.True);
                Assert.That(manifest.Outputs.Select(output => output.Documents), Is.EqualTo(new long?[] { manifest.Kept, byReason.Values.Sum(), 0 }), unit.Name);
                Assert.That(manifest.Inputs, Is.EqualTo(unit.Inputs), "the shard stage's entry, verified while reading");
                Assert.That(manifest.Outputs.Select(output => output.Xxh3), Is.EqualTo(manifest.Outputs.Select(output => Proof.HashFile(files.Work.Full(output.Path)))));
            }
            Assert.That(corpus.Manifests.Sum(manifest => manifest.Read), Is.EqualTo(183), "the documents that its README counts");
        }
    }

    [Test]
    public void Run_StepsDropHereAndThere_TableHasTheOrderOfTheShard()
    {
        string[] texts = [.. Enumerable.Range(0, 200).Select(i => (i % 3) switch { 0 => "Za krótki.", 1 => English, _ => Polish })];
        StageUnit unit = CleanedCorpus.Of(files, texts).CleanUnits.Single();
        List<int> rows = [.. Dropped("SELECT id FROM $file", unit).Select(row => int.Parse(((string)row[0]).Split('/')[^1], CultureInfo.InvariantCulture))];
        Assert.That(rows, Is.EqualTo(Enumerable.Range(0, 200).Where(i => i % 3 < 2)), "whatever the size of the batches");
    }

    [Test]
    public void Run_Quickstart_RepairsAndCountsItsDamage()
    {
        var corpus = CleanedCorpus.OfQuickstart(files);
        string[] texts = [.. corpus.Kept.Select(document => document.Text)];
        using (Assert.EnterMultipleScope())
        {
            Assert.That(texts, Has.One.StartsWith("Kilogram wieprzowej łopatki kroimy w sporą kostkę, osuszamy i obsmażamy"), "UTF-8 read as CP1250");
            Assert.That(texts, Has.One.StartsWith("Administrator przeniósł stare wątki").And.One.Contains("W moim poście o cięciu wierzby"), "entities");
            Assert.That(texts, Has.None.Contains("Ĺ").And.None.Contains("&oacute;"));
            Assert.That(corpus.Manifests.SelectMany(manifest => manifest.Notes).Where(note => note.Key.StartsWith("repair_", StringComparison.Ordinal)).ToDictionary(), Is.EqualTo(new Dictionary<string, long> { ["repair_entities"] = 1, ["repair_utf8_as_cp1250"] = 1 }));
        }
    }

    [Test]
    public void Run_ItsOwnOutput_ChangesAndDropsNothing()
    {
        string[] once = [.. CleanedCorpus.OfQuickstart(files).Kept.Select(document => document.Text)];
        var again = CleanedCorpus.Of(second, once);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(again.Kept.Select(document => document.Text), Is.EqualTo(once));
            Assert.That(again.Manifests.SelectMany(manifest => manifest.DroppedByReason), Is.Empty);
            Assert.That(again.Manifests.SelectMany(manifest => manifest.Notes.Keys), Has.None.StartsWith("changed_by"), "what is only counted is counted again");
        }
    }

    [Test]
    public void Run_Twice_WritesTheSameBytes() => Assert.That(
        CleanedCorpus.OfQuickstart(files).Manifests.SelectMany(manifest => manifest.Outputs), Is.EqualTo(CleanedCorpus.OfQuickstart(second).Manifests.SelectMany(manifest => manifest.Outputs)));

    [Test]
    public void Run_AllStepsOff_KeepsTextsAndDropsNothing()
    {
        var off = new CleanSettings
        {
            Steps = new StepSettings { Boilerplate = new() { Enabled = false }, Repair = new() { Enabled = false }, Layout = new() { Enabled = false }, Unicode = new() { Enabled = false }, Whitespace = new() { Enabled = false }, Hazards = new() { Enabled = false }, Pii = new() { Enabled = false }, Length = new() { Enabled = false }, Language = new() { Enabled = false }, GopherQuality = new() { Enabled = false }, Fineweb = new() { Enabled = false }, GopherRepetition = new() { Enabled = false } },
        };
        var corpus = CleanedCorpus.Of(files, EveryOutcome, off);
        Assert.That(corpus.Kept.Select(document => document.Text), Is.EqualTo(EveryOutcome));
    }

    [Test]
    public void Run_SocialProfile_DropsNothingForBeingShort()
    {
        var corpus = CleanedCorpus.Of(files, ["Za krótki.", "Dziękuję bardzo, było świetnie!"], CleanSettings.For(CleanProfile.Social));
        Assert.That(corpus.Manifests.Single().DroppedByReason.Keys, Has.None.EqualTo("too_short"));
    }

    [Test]
    public void Run_ShardChangedSinceItWasWritten_IsRefused()
    {
        var corpus = CleanedCorpus.Of(files, EveryOutcome);
        StageUnit unit = corpus.CleanUnits[0];
        StageUnit expected = unit with { Inputs = [unit.Inputs[0] with { Xxh3 = new string('0', 32) }, .. unit.Inputs[1..]] };
        Assert.That(() => new CleanStage(new CleanSettings(), files.Work, rank: 0).Run(expected, CancellationToken.None), Throws.TypeOf<InputChangedException>());
    }

    [Test]
    public void Run_Cancelled_LeavesNothingUnfinished()
    {
        var corpus = CleanedCorpus.Of(files, EveryOutcome);
        string[] before = [.. Directory.EnumerateFiles(files.Work.Root, "*", SearchOption.AllDirectories)];
        using (Assert.EnterMultipleScope())
        {
            Assert.That(() => new CleanStage(new CleanSettings(), files.Work, rank: 0).Run(corpus.CleanUnits[0], new CancellationToken(canceled: true)), Throws.InstanceOf<OperationCanceledException>());
            Assert.That(Directory.EnumerateFiles(files.Work.Root, "*", SearchOption.AllDirectories), Is.EquivalentTo(before));
        }
    }

    private List<object[]> Dropped(string sql, StageUnit unit) => Duck.Query(sql, files.Work.Full(WorkDirectory.Output("clean", unit.Shard, ".dropped.parquet")));
}
