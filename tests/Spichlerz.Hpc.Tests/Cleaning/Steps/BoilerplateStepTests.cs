using Spichlerz.Hpc.Cleaning.Steps;
using Spichlerz.Hpc.Config;
using Spichlerz.Hpc.Tests.Cleaning.Boilerplate;

namespace Spichlerz.Hpc.Tests.Cleaning.Steps;

public sealed class BoilerplateStepTests
{
    private const string Notice = "Ten serwis korzysta z plików cookie, by działać sprawniej.", Address = "⟨redakcja@gazeta.example⟩ i biuro", Article = "Wczoraj nad ranem spadł pierwszy śnieg.";

    private const string Disclaimer =
        "Niniejszy materiał ma charakter wyłącznie informacyjny i nie stanowi oferty w rozumieniu przepisów prawa, a wydawca nie ponosi żadnej odpowiedzialności za decyzje podjęte na jego podstawie.";

    [Test]
    public void Judge_ListedLine_IsRemovedAndCounted()
    {
        BoilerplateStep step = Step(Notice);
        Judged judged = Judged.By(step, $"{Notice}\n\n{Article}\n\n  {Notice.Replace(" ", "  ", StringComparison.Ordinal)}\n", "\"a\":1");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(judged, Is.EqualTo(new Judged(null, 0, Article + "\n", "\"a\":1,\"boilerplate\":{\"dataset_lines\":2}", false)));
            Assert.That(step.Notes, Is.EqualTo(new Dictionary<string, long> { ["boilerplate_dataset_lines"] = 2 }));
        }
    }

    [TestCase($"{Article}\n{Notice}\n{Address}", Article, Description = "behind")]
    [TestCase($"{Address}\n{Address}\n{Notice}\n{Article}", Article, Description = "before, and so on")]
    [TestCase($"{Notice}\n{Article}\n{Address}", $"{Article}\n{Address}", Description = "elsewhere")]
    [TestCase($"{Article}\n{Notice}\n\n{Address}", $"{Article}\n\n{Address}", Description = "another paragraph")]
    [TestCase($"{Article}\n{Address}", $"{Article}\n{Address}", Description = "without one")]
    public void Judge_ShortListedLine_FallsBesideOneThatFalls(string text, string expected) => Assert.That(Judged.By(Step(Notice, Address), text).Text, Is.EqualTo(expected));

    [Test]
    public void Judge_TailOfAFeed_FallsWhateverItLinksTo()
    {
        const string Tail = "<p>Artykuł <a href=\"https://gazeta.example/{0}\">{1}</a> pochodzi z serwisu <a href=\"https://gazeta.example\">Gazeta</a>.</p>";
        string listed = string.Format(null, Tail, 1, "Pierwszy śnieg"), other = string.Format(null, Tail, 2, "Odwilż i co z niej wynika");
        Assert.That(Judged.By(Step(listed), [$"{Article}\n{other}", $"{Article}\n{other.Replace("Artykuł", "Wpis", StringComparison.Ordinal)}"]).Select(judged => judged.Text == Article), Is.EqualTo([true, false]));
    }

    [TestCase("# " + Notice)]
    [TestCase("```\n" + Notice + "\n```")]
    [TestCase("Uwaga! " + Notice)]
    public void Judge_OtherLine_PassesUntouched(string line) =>
        Assert.That(Judged.By(Step(Notice), $"{Article}\n{line}"), Is.EqualTo(new Judged(null, 0, $"{Article}\n{line}", "", true)));

    [TestCase(Notice)]
    [TestCase("\n" + Notice + "\n\n")]
    public void Judge_DocumentOfOneLine_Stays(string text) => Assert.That(Judged.By(Step(Notice), text), Is.EqualTo(new Judged(null, 0, text, "", true)));

    [Test]
    public void Judge_NothingElse_IsDropped()
    {
        BoilerplateStep step = Step(Notice, Address);
        string text = $"{Notice}\n{Address}\n\n{Notice}";
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Judged.By(step, text), Is.EqualTo(new Judged("only_boilerplate", 3, text, "", true)));
            Assert.That(step.Notes, Is.Empty, "what is dropped is not edited");
        }
    }

    [Test]
    public void Judge_LongLineOverAndOver_IsKeptOnce()
    {
        BoilerplateStep step = Step();
        string[] news = [.. Enumerable.Range(0, 9).Select(number => $"Wiadomość {number}.\n{Disclaimer}\n")];
        Judged nine = Judged.By(step, string.Concat(news)), eight = Judged.By(step, string.Concat(news[..8]));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(nine.Text, Is.EqualTo(news[0] + string.Concat(news[1..].Select(item => item.Split('\n')[0] + "\n"))));
            Assert.That(nine.Facts, Is.EqualTo("\"boilerplate\":{\"copies\":8}"));
            Assert.That(eight.IsSameMemory, Is.True, "so many are allowed");
        }
    }

    [TestCase("Hej, płynie rzeka, płynie przez nasz zielony las,\nhej, płynie rzeka, płynie i nie czeka na nas.", Description = "a refrain")]
    [TestCase("— módl się za nami.", Description = "a litany")]
    [TestCase("Kto nie oddaje w terminie wypożyczonej książki,\npodlega karze pozbawienia wolności na czas nie krótszy od lat 5 albo karze 25 lat pozbawienia wolności.", Description = "a statute")]
    [TestCase("Czytaj też: <a href=\"https://gazeta.example\">o tym, jak w naszym mieście przez całą zimę ludzie czekali na śnieg, który spadł dopiero wtedy, gdy nikt już na niego nie liczył</a>.", Description = "links differ")]
    [TestCase("(Oklaski)")]
    [TestCase("Art. 1.\n§ 2. (uchylony)")]
    [TestCase("Rozdział II\nPrzepisy ogólne")]
    [TestCase("| Nazwa | Opis tego, co owa nazwa znaczy w całym tym zbiorze, i jeszcze tyle słów, ile trzeba, żeby było ich ponad dwadzieścia, a może więcej |")]
    [TestCase("- Pozycja spisu, która wraca pod każdym nagłówkiem i mówi za każdym razem to samo, choć za każdym razem o innej rzeczy, jak to w spisach bywa")]
    public void Judge_TextThatRepeatsByNature_PassesUntouched(string part)
    {
        string text = string.Join('\n', Enumerable.Range(0, 40).Select(number => $"Zwrotka {number}.\n{part}\n"));
        Assert.That(Judged.By(Step(), text).IsSameMemory, Is.True);
    }

    [Test]
    public void Judge_CopiesOff_LeavesAll()
    {
        var step = new BoilerplateStep(new BoilerplateSettings { MaxCopies = 0 });
        Assert.That(Judged.By(step, string.Concat(Enumerable.Repeat(Disclaimer + "\n", 30))).IsSameMemory, Is.True);
    }

    [Test]
    public void Judge_Batch_JudgesEachForItself()
    {
        string[] texts = [$"{Notice}\n{Article}", Article, $"{Notice}\n{Notice}", $"{Article}\n{Notice}"];
        Assert.That(Judged.By(Step(Notice), texts).Select(judged => judged.DropReason ?? judged.Text), Is.EqualTo([Article, Article, "only_boilerplate", Article]));
    }

    private static BoilerplateStep Step(params string[] listed)
    {
        var step = new BoilerplateStep(new BoilerplateSettings());
        step.Begin(Lines.ListOf(listed));
        return step;
    }
}
