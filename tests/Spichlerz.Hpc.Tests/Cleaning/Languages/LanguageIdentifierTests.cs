using System.Text;
using Spichlerz.Hpc.Cleaning.Languages;
using Spichlerz.Hpc.Documents;

namespace Spichlerz.Hpc.Tests.Cleaning.Languages;

public sealed class LanguageIdentifierTests
{
    private readonly LanguageIdentifier identifier = new(LanguageModel.Shared);

    [TestCase("pl", "Wczoraj wieczorem poszliśmy z dziećmi nad rzekę, żeby zobaczyć, jak wschodzi księżyc.")]
    [TestCase("pl", "Wczoraj wieczorem poszlismy z dziecmi nad rzeke, zeby zobaczyc, jak wschodzi ksiezyc.")]
    [TestCase("cs", "Včera večer jsme šli s dětmi k řece, abychom se podívali, jak vychází měsíc.")]
    [TestCase("sk", "Včera večer sme išli s deťmi k rieke, aby sme sa pozreli, ako vychádza mesiac.")]
    [TestCase("uk", "Учора ввечері ми пішли з дітьми до річки, щоб подивитися, як сходить місяць.")]
    [TestCase("be", "Учора ўвечары мы пайшлі з дзецьмі да ракі, каб паглядзець, як узыходзіць месяц.")]
    [TestCase("ru", "Вчера вечером мы пошли с детьми к реке, чтобы посмотреть, как восходит луна.")]
    [TestCase("de", "Gestern Abend gingen wir mit den Kindern an den Fluss, um den Mond aufgehen zu sehen.")]
    [TestCase("en", "Yesterday evening we went to the river with the children to watch the moon rise.")]
    [TestCase("hsb", "Wčera wječor smy z dźěćimi k rěce šli, zo bychmy widźeli, kak měsačk schadźa.")]
    public void Identify_SentenceOfOurs_NamesItsLanguage(string code, string text) =>
        Assert.That(identifier.Identify(Encoding.UTF8.GetBytes(text)).Code, Is.EqualTo(code));

    // Expected: fastText itself, compiled from its C++ source, on the same lines.
    [TestCase("Ala ma kota, a kot ma Alę.", "pl", 0.6006815f)]
    [TestCase("", "en", 0.1245042f)]
    [TestCase("  \t\r\n\v\f\0 ", "en", 0.1245042f)]
    [TestCase("__label__pl", "en", 0.1245042f)]
    [TestCase("The quick </s> brązowy lis przeskakuje nad leniwym psem", "en", 0.4422406f)]
    [TestCase("zażółć\ngęślą\njaźń", "pl", 1f)]
    [TestCase("你好，世界", "zh", 0.9748023f)]
    [TestCase("12345 67890", "en", 0.1245042f)]
    public void Identify_OddText_GivesTheAnswerOfFastText(string text, string code, float probability)
    {
        LanguageGuess guess = identifier.Identify(Encoding.UTF8.GetBytes(text));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(guess.Code, Is.EqualTo(code));
            Assert.That(guess.Probability, Is.EqualTo(probability).Within(1e-6f));
        }
    }

    [Test]
    public void Identify_WordLongerThanTheScratch_EqualsOneSumOverAllRows()
    {
        LanguageModel model = LanguageModel.Shared;
        byte[] word = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("konstantynopolitańczykowianeczka", 2000)));
        byte[] bordered = [(byte)'<', .. word, (byte)'>'];
        int[] rows = new int[SubwordKernel.MaxRows(bordered.Length) + 1];
        int count = SubwordKernel.Rows(bordered, 0, bordered.Length, model.Subwords, rows);
        rows[count++] = WordIndex.EndOfLine;
        float[] hidden = new float[RowSumKernel.Columns];
        RowSumKernel.AddScalar(model.Vectors, rows.AsSpan(0, count), hidden);
        float scale = (float)(1.0 / count);
        LanguageGuess expected = model.Labels.Best(hidden.Select(value => value * scale).ToArray());

        Assert.That(identifier.Identify(word), Is.EqualTo(expected));
    }

    [Test]
    public void Of_AllLabels_AreOneTogetherAndTheBestIsAmongThem([Range(0, 9)] int seed)
    {
        LanguageModel model = LanguageModel.Shared;
        float[] hidden = [.. Enumerable.Range(0, RowSumKernel.Columns).Select(i => MathF.Sin(seed + (seed * i) + i))];
        LanguageGuess[] guesses = [.. Enumerable.Range(0, model.Codes.Count).Select(label => model.Labels.Of(label, hidden))];
        using (Assert.EnterMultipleScope())
        {
            Assert.That(guesses.Sum(guess => guess.Probability), Is.EqualTo(1).Within(0.01));
            Assert.That(guesses.MaxBy(guess => guess.Probability), Is.EqualTo(model.Labels.Best(hidden)));
            Assert.That(guesses.Select(guess => guess.Code), Is.EqualTo(model.Codes));
        }
    }

    [Test]
    public void IdentifyProse_WithAPrior_AnswersWithTheFavouredUnlessTheOtherIsTooLikely()
    {
        byte[] text = "Marta w San Francisco"u8.ToArray();
        (LanguageModel model, LanguageGuess guess) = (LanguageModel.Shared, identifier.IdentifyProse(text));
        LanguageGuess polish = identifier.IdentifyProse(text, [], new LanguagePrior(model, ["pl"], 1e6));
        double odds = guess.Probability / polish.Probability;
        using (Assert.EnterMultipleScope())
        {
            Assert.That((guess.Code == "pl", polish.Code), Is.EqualTo((false, "pl")));
            Assert.That(identifier.IdentifyProse(text, [], new LanguagePrior(model, ["pl"], odds * 1.01)), Is.EqualTo(polish));
            Assert.That(identifier.IdentifyProse(text, [], new LanguagePrior(model, ["pl"], odds * 0.99)), Is.EqualTo(guess));
            Assert.That(identifier.IdentifyProse(text, [], new LanguagePrior(model, ["pl", guess.Code], 1e6)), Is.EqualTo(guess), "a favoured language that is the likeliest stays");
        }
    }

    [Test]
    public void Identify_SecondCall_AllocatesNothing()
    {
        byte[] text = Encoding.UTF8.GetBytes("Zielony las szumi nad jeziorem, a w oddali słychać dzwony kościoła.");
        identifier.IdentifyProse(text);
        long before = GC.GetAllocatedBytesForCurrentThread();
        LanguageGuess guess = identifier.IdentifyProse(text);
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(guess.Code, Is.EqualTo("pl"));
            Assert.That(allocated, Is.Zero);
        }
    }

    [Test]
    public void IdentifyProse_WordsMetBefore_GiveTheSameBits()
    {
        string[] texts = [.. Enumerable.Range(0, 40).Select(i => string.Join(' ', Enumerable.Range(i, 30).Select(word => $"{(char)('a' + (word % 25))}las jezior{new string('ó', word % 14)} words и")))];
        foreach (string text in (string[])[.. texts, .. texts])
        {
            byte[] utf8 = Encoding.UTF8.GetBytes(text);
            Assert.That(identifier.IdentifyProse(utf8), Is.EqualTo(new LanguageIdentifier(LanguageModel.Shared).IdentifyProse(utf8)));
        }
    }

    [TestCase("To jest (prawie) \"zwykłe\" zdanie, prawda?!", "To jest (prawie) \"zwykłe\" zdanie, prawda?!")]
    [TestCase("---\ntitle: Wstęp\nms.date: 03/30/2017\n---\n# Jak **mierzyć** [czas](a.md) w `Main()`\nDługo.", "Wstęp Jak w Długo.")]
    [TestCase("<div class=\"menu\"><p>Strona</p> główna <a href=\"/x\">kontakt</a> </s> koniec", "główna koniec")]
    [TestCase("12:30, 15 % i 2,5 kg; don't e-mail: x@y.pl", "i kg;")]
    [TestCase("12 345 / 67", "")]
    public void IdentifyProse_TextWithMarkup_TakesOnlyItsWords(string text, string prose) =>
        Assert.That(identifier.IdentifyProse(Encoding.UTF8.GetBytes(text)), Is.EqualTo(identifier.Identify(Encoding.UTF8.GetBytes(prose))));

    [Test]
    public void IdentifyProse_SureAfter256Bytes_ReadsNoFurther()
    {
        string text = string.Concat(Enumerable.Repeat("Młynarz wstał przed świtem. ", 10)) + string.Concat(Enumerable.Repeat("And then it rained. ", 500));
        LanguageGuess guess = identifier.IdentifyProse(Encoding.UTF8.GetBytes(text));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(guess.Probability, Is.GreaterThanOrEqualTo(0.9f));
            Assert.That(guess, Is.EqualTo(identifier.Identify(FirstWords(text, 256))));
        }
    }

    [Test]
    public void IdentifyProse_NotSureAfter256Bytes_ReadsTwoKilobytes()
    {
        string text = string.Concat(Enumerable.Repeat("Kot śpi and it rains and the cat sleeps. ", 200));
        LanguageGuess guess = identifier.IdentifyProse(Encoding.UTF8.GetBytes(text));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(identifier.Identify(FirstWords(text, 256)).Probability, Is.LessThan(0.9f));
            Assert.That(guess, Is.EqualTo(identifier.Identify(FirstWords(text, 2048))));
        }
    }

    [Test]
    public void IdentifyParagraph_SureAfter96Bytes_ReadsNoFurther()
    {
        string text = string.Concat(Enumerable.Repeat("Młynarz wstał przed świtem. ", 4)) + string.Concat(Enumerable.Repeat("And then it rained. ", 500));
        LanguageGuess guess = identifier.IdentifyParagraph(Encoding.UTF8.GetBytes(text), []);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(guess.Probability, Is.GreaterThanOrEqualTo(0.9f));
            Assert.That(guess, Is.EqualTo(identifier.Identify(FirstWords(text, 96))));
        }
    }

    [Test]
    public void IdentifyProse_MostlyInCapitals_IsReadInSmallLetters()
    {
        const string Text = "Młynarz wstał przed świtem i poszedł nad rzekę, żeby zobaczyć, czy lód już puścił.";
        byte[] shouted = Encoding.UTF8.GetBytes(Text.ToUpperInvariant());
        WordClass[] capitals = [.. Enumerable.Repeat(WordClass.AllUpper, 8), .. Enumerable.Repeat(WordClass.Letters, 7)];
        LanguageGuess small = identifier.Identify(Encoding.UTF8.GetBytes(Text.ToLowerInvariant()));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(identifier.IdentifyProse(shouted, capitals), Is.EqualTo(small));
            Assert.That(identifier.IdentifyParagraph(shouted, capitals).Code, Is.EqualTo("pl"));
            Assert.That(identifier.IdentifyProse(shouted, capitals.AsSpan(1)), Is.EqualTo(identifier.IdentifyProse(shouted)), "half of the words is not most of them");
        }
    }

    [TestCase("", 0)]
    [TestCase("Kot (czarny) śpi, a pies nie.", 1)]
    [TestCase("Kot śpi - a pies – nie !", 1, Description = "punctuation alone is no word and none of the others either")]
    [TestCase("12 345 kot śpi", 0.5)]
    [TestCase("x = y + f(z);", 0.4)]
    [TestCase("~/a/b.cs (lines) https://example.com a_b", 0.25)]
    public void ProseRatio_TextOfOurs_IsTheShareOfWords(string text, double expected) => Assert.That(LanguageIdentifier.ProseRatio(Encoding.UTF8.GetBytes(text)), Is.EqualTo(expected));

    [Test]
    public void Codes_OfTheModel_Are176() => Assert.That(LanguageModel.Shared.Codes, Has.Count.EqualTo(176).And.Contains("pl"));

    // Up to the word with which the words alone reach so many bytes.
    private static byte[] FirstWords(string text, int bytes)
    {
        int taken = 0;
        return Encoding.UTF8.GetBytes(string.Join(' ', text.Split(' ').TakeWhile(word =>
        {
            bool isWanted = taken < bytes;
            taken += Encoding.UTF8.GetByteCount(word);
            return isWanted;
        })));
    }
}
