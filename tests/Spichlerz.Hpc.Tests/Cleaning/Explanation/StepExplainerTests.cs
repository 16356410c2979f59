using System.Text;
using System.Text.RegularExpressions;
using Spichlerz.Hpc.Cleaning.Explanation;
using Spichlerz.Hpc.Config;
using Spichlerz.Hpc.Documents;
using Spichlerz.Hpc.Runs;
using Spichlerz.Hpc.Tests.Sharding;
using Spichlerz.Hpc.Tests.Shards;

namespace Spichlerz.Hpc.Tests.Cleaning.Explanation;

public sealed partial class StepExplainerTests
{
    [Test]
    public void Explain_DamagedText_ShowsWhatEachStepEditedAndAdded()
    {
        Journey journey = Explain(PolishText.Of(1).Replace(".", " kt&oacute;ry. \r\n", StringComparison.Ordinal) + " Pisz: ola@polna.pl");
        StepVerdict repair = journey.Verdicts[1], pii = journey.Verdicts.Single(verdict => verdict.Step == "pii");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(journey.Verdicts.Select(verdict => verdict.Step), Is.EqualTo(["boilerplate", "repair", "layout", "unicode", "whitespace", "hazards", "pii", "settle", "length", "language", "gopher_repetition", "gopher_quality", "fineweb", "statistics"]));
            Assert.That(journey.EditedBy, Is.EqualTo(["repair", "whitespace", "pii"]));
            Assert.That(journey.Drop, Is.Null);
            Assert.That(repair.Facts, Is.EqualTo("\"repair\":{\"entities\":10}"));
            Assert.That(repair.After, Is.EqualTo(repair.Before.Replace("&oacute;", "ó", StringComparison.Ordinal)));
            Assert.That(pii.Facts, Is.EqualTo("\"pii\":{\"email\":1}"), "only what it added itself");
            Assert.That(pii.After, Does.EndWith(" Pisz: [E-MAIL]"));
        }
    }

    [Test]
    public void Explain_DroppedText_EndsThereWithValueAndSetting()
    {
        Journey journey = Explain("Za krótki.");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(journey.Verdicts[^1], Is.SameAs(journey.Drop));
            Assert.That(journey.Drop, Is.EqualTo(new StepVerdict("length", StepFate.Dropped, "too_short", 10, new("clean.steps.length.min_characters", "200"), "", "Za krótki.", "Za krótki.")));
        }
    }

    [Test]
    public void Explain_MixedText_ShowsWhereItsLanguageChanges()
    {
        const string English = "The granary keeps the texts of many people, and those who build models take from it what they are allowed to take.";
        Journey journey = Explain($"{PolishText.Of(1)}\n\n{English}\n\n{PolishText.Of(2)}\n\n{PolishText.Of(3)}");
        StepVerdict language = journey.Verdicts.Single(verdict => verdict.Step == "language");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(language.Passages, Is.EqualTo(
            [
                new Passage("pl", 100, PolishText.Of(1)), new Passage("en", 22, English), new Passage("pl", 200, $"{PolishText.Of(2)}\n\n{PolishText.Of(3)}"),
            ]));
            Assert.That(language.Facts, Does.EndWith(",\"shares\":{\"pl\":0.93,\"en\":0.07}}"));
            Assert.That(journey.Verdicts.Where(verdict => verdict != language).SelectMany(verdict => verdict.Passages), Is.Empty);
        }
    }

    [Test]
    public void Explain_DroppedForeignText_ShowsItsPolishToo()
    {
        const string English = "The granary keeps the texts of many people, and those who build models take from it what they are allowed to take. ";
        StepVerdict drop = Explain($"{English}{English}{English}\n\n{PolishText.Of(1, words: 30)}").Drop!;
        Assert.That((drop.Reason, string.Join(' ', drop.Passages.Select(passage => $"{passage.Language} {passage.Words}"))), Is.EqualTo(("language_en", "en 66 pl 30")));
    }

    [Test]
    public void Explain_Quickstart_AgreesWithTheStage()
    {
        using var files = new InputFiles();
        var corpus = CleanedCorpus.OfQuickstart(files);
        Dictionary<string, string> kept = corpus.Kept.ToDictionary(document => document.Id, document => document.Text);
        Dictionary<string, (string, string, double)> dropped = corpus.CleanUnits
            .SelectMany(unit => Duck.Query("SELECT id, step, reason, value FROM $file", files.Work.Full(WorkDirectory.Output("clean", unit.Shard, ".dropped.parquet"))))
            .ToDictionary(row => (string)row[0], row => ((string)row[1], (string)row[2], (double)row[3]));
        var explainer = new StepExplainer(new CleanSettings());
        using (Assert.EnterMultipleScope())
        {
            foreach (ReadDocument document in corpus.Before)
            {
                Journey journey = explainer.Explain(Document(document.Text));
                if (journey.Drop is { } drop)
                    Assert.That((drop.Step, drop.Reason, drop.Value), Is.EqualTo(dropped[document.Id]), document.Id);
                else
                    Assert.That(journey.Verdicts[^1].After, Is.EqualTo(kept[document.Id]), document.Id);
            }
        }
    }

    [Test]
    public void Setting_EveryReasonOfTheReadme_IsASettingOfItsStep()
    {
        var explainer = new StepExplainer(new CleanSettings());
        string[] rows = [.. File.ReadLines(Path.Combine(CleanedCorpus.Repository("."), "README.md")).Where(line => ReasonRow().IsMatch(line))];
        (string Step, string Reason)[] reasons =
            [.. from row in rows from Capture reason in ReasonRow().Match(row).Groups["reason"].Captures select (ReasonRow().Match(row).Groups["step"].Value, reason.Value.Replace("CODE", "en").Replace("KIND", "email"))];
        using (Assert.EnterMultipleScope())
        {
            Assert.That(reasons, Has.Length.GreaterThan(30));
            foreach ((string step, string reason) in reasons.Where(reason => reason.Reason != "no_words"))
                Assert.That(explainer.Setting(step, reason)?.Key, Does.StartWith($"clean.steps.{step}."), reason);
        }
    }

    [TestCase("pii_phone", "clean.steps.pii.phone", "mask")]
    [TestCase("replacement_characters", "clean.steps.repair.max_replacement_ratio", "0.01")]
    [TestCase("secret", "clean.steps.hazards.secrets", "mask")]
    public void Setting_ReasonFoundWhenStepsJudgeAgain_IsThatOfTheirs(string reason, string key, string value) =>
        Assert.That(new StepExplainer(new CleanSettings()).Setting("settle", reason), Is.EqualTo(new DecidingSetting(key, value)));

    [Test]
    public void Explain_WrappedHtml_ShowsWhatLayoutAndSettleDid()
    {
        Journey journey = Explain("<html><body><pre>" + WrappedText.Of(PolishText.Of(1).Replace("jest", "je&#115;t", StringComparison.Ordinal), 70) + " s&amp;oacute;l i &amp;oa\u00adcute;w</pre></body></html>");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(journey.EditedBy, Does.Contain("layout").And.Contain("settle"));
            Assert.That(journey.Verdicts.Single(verdict => verdict.Step == "layout").Facts, Does.StartWith("\"layout\":{\"html\":1"));
            Assert.That(journey.Verdicts.Single(verdict => verdict.Step == "settle").Facts, Is.EqualTo("\"settle\":{\"repair\":1}"));
            Assert.That(journey.Verdicts.Single(verdict => verdict.Step == "settle").After, Does.EndWith(" sól i ów"));
        }
    }

    private static Journey Explain(string text) => new StepExplainer(new CleanSettings()).Explain(Document(text));

    private static Document Document(string text) => new(new ShardId("zbiór", 0, 0), 0, Encoding.UTF8.GetBytes(text), Encoding.UTF8.GetBytes("\"licence\":\"CC0-1.0\""), default);

    [GeneratedRegex(@"^\| `(?<step>[a-z0-9_]+)` \| [^|]* \|( (where its action is `drop`|[,…]|`(?<reason>[A-Za-z0-9_]+)`)|,)+ \|$")]
    private static partial Regex ReasonRow();
}
