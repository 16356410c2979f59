using System.Text;
using CsCheck;
using Spichlerz.Hpc.Cleaning.Steps;
using Spichlerz.Hpc.Config;
using Spichlerz.Hpc.Documents;
using Spichlerz.Hpc.Tests.Cleaning.Steps;

namespace Spichlerz.Hpc.Tests.Cleaning.Repair;

/// <summary>Repair on real documents: damage is undone to the byte, and what is right stays.</summary>
public sealed class RealDamageTests
{
    private const double MinRestored = 0.99;
    private const int MaxDamaged = 1000;

    // A short line that alone is read in another page ("By³") says too little; what is long says enough.
    private const double MinRestoredOfLines = 0.93;

    private readonly RepairStep step = new(new RepairSettings());

    private static IEnumerable<TestCaseData> Planted() =>
        from dataset in (string[])["wikipedia_poquad", "ksiazki_wikisource", "sejm_stenogramy_1991"]
        from damage in Damage.All
        select new TestCaseData(dataset, damage).SetArgDisplayNames(dataset, damage.Kind);

    [TestCaseSource(nameof(Planted))]
    public void Judge_PlantedDamage_IsUndoneToTheByte(string dataset, object kind)
    {
        var damage = (Damage)kind;
        int damaged = 0, restored = 0;
        foreach (string text in Documents(dataset, int.MaxValue))
        {
            if (damage.Of(text) is not { } broken)
                continue;
            restored += Judged.By(step, broken).Text == text ? 1 : 0;
            if (++damaged == MaxDamaged)
                break;
        }
        TestContext.Out.WriteLine($"{dataset}, {damage.Kind}: {restored} of {damaged} restored.");
        Assert.That((double)restored / damaged, Is.GreaterThanOrEqualTo(MinRestored));
    }

    private static IEnumerable<TestCaseData> Kinds() => Damage.All.Take(11).Select(damage => new TestCaseData(damage).SetArgDisplayNames(damage.Kind));

    [TestCaseSource(nameof(Kinds))]
    public void Judge_EverySecondParagraphDamaged_RepairsThoseOnly(object kind)
    {
        var damage = (Damage)kind;
        long damaged = 0, restored = 0;
        foreach (string text in Documents("sejm_stenogramy_1991", 1000).Where(text => text.Contains('\n', StringComparison.Ordinal)))
        {
            string[] lines = text.Split('\n'), broken = [.. lines.Select((line, number) => number % 2 == 0 ? damage.Of(line) ?? line : line)];
            string[] repaired = Judged.By(step, string.Join('\n', broken)).Text.Split('\n');
            Assert.That(repaired.Where((_, number) => number % 2 == 1), Is.EqualTo(lines.Where((_, number) => number % 2 == 1)), "lines that were right");
            damaged += lines.Where((line, number) => broken[number] != line).Sum(line => line.Length);
            restored += lines.Where((line, number) => broken[number] != line && repaired[number] == line).Sum(line => line.Length);
        }
        TestContext.Out.WriteLine($"{damage.Kind}: {restored} of {damaged} characters restored.");
        Assert.That((double)restored / damaged, Is.GreaterThanOrEqualTo(MinRestoredOfLines));
    }

    /// <summary>CsCheck_Iter=20000 in the environment looks further than CI has time for.</summary>
    [Test]
    public void Clean_MixedDamage_ChangesNothingTheSecondTime()
    {
        string[] texts = [.. ((string[])["wikipedia_poquad", "ksiazki_wikisource", "sejm_stenogramy_1991"]).SelectMany(dataset => Documents(dataset, 2000)).Where(text => text.Length > 0)];
        StepSettings steps = CleanSettings.For(CleanProfile.Social).Steps;
        var chain = new StepChain(new CleanSettings { Steps = steps with { Language = new() { Enabled = false }, Repair = new() { MaxReplacementRatio = 1 } } });
        var mixture = new Mixture(seed: 7);
        long planted = Math.Max(Check.Iter, 2000), kept = 0;
        for (int i = 0; i < planted; i++)
        {
            string damaged = mixture.Of(texts[i % texts.Length]), repaired = Judged.By(step, damaged).Text;
            Assert.That(Judged.By(step, repaired).Text, Is.EqualTo(repaired), damaged);
            if (chain.Clean(Encoding.UTF8.GetBytes(damaged)) is not { IsKept: true } outcome)
                continue;
            kept++;
            string once = Encoding.UTF8.GetString(outcome.Document.Text.Span);
            Outcome again = chain.Clean(Encoding.UTF8.GetBytes(once));
            Assert.That((again.DropReason, Encoding.UTF8.GetString(again.Document.Text.Span)), Is.EqualTo(((string?)null, once)), damaged);
        }
        TestContext.Out.WriteLine($"{planted} mixtures, {kept} kept, none changed the second time.");
        Assert.That(kept, Is.GreaterThan(planted / 2));
    }

    [TestCase("wikipedia_poquad", 962)]
    [TestCase("sejm_stenogramy_1991", 3520)]
    [TestCase("wielojezyczny_ud", 3467, Description = "Czech, German, Slovak, Sorbian, Ukrainian, …")]
    [TestCase("recenzje_wccrs", 6000)]
    [TestCase("naglowki_wykop_8tags", 6000)]
    [TestCase("wikinews_wikitalks_interpunkcja", 2000)]
    public void Judge_CleanDocuments_PassByteForByte(string dataset, int count)
    {
        foreach (string text in Documents(dataset, count))
            Assert.That(Judged.By(step, text), Is.EqualTo(new Judged(null, 0, text, "", true)));
    }

    [Test]
    public void Judge_LawsReadInTheWrongPage_AreRepaired()
    {
        Judged[] judged = [.. SharedData.Read("legal_kodeksy").Select(document => Judged.By(step, document.Text))];
        Judged[] repaired = [.. judged.Where(one => !one.IsSameMemory)];
        Assert.That(repaired.Select(one => one.Facts.Split(':')[1]), Is.EqualTo(Enumerable.Repeat("{\"cp1250_as_iso8859_1\"", 5)), "the five that are so in the dataset itself");
        Assert.That(repaired[0].Text, Does.Contain("byt i przyszłość naszej Ojczyzny").And.Not.Contain("³"));
    }

    private static IEnumerable<string> Documents(string dataset, int count) => SharedData.Read(dataset).Take(count).Select(document => document.Text);
}
