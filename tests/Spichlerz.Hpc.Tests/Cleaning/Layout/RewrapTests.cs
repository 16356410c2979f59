using Spichlerz.Hpc.Cleaning.Steps;
using Spichlerz.Hpc.Config;
using Spichlerz.Hpc.Tests.Cleaning.Steps;

namespace Spichlerz.Hpc.Tests.Cleaning.Layout;

public sealed class RewrapTests
{
    private const string Mill =
        "Stary młyn stał na końcu wsi, tam gdzie rzeka zakręca szeroko i zwalnia przed lasem. Nikt już w nim nie mełł, ale koło wciąż się obracało, bo dzieciaki wyciągnęły kiedyś zastawkę i woda robiła swoje. "
        + "Wieczorami słychać było w izbach jednostajny stukot, do którego wszyscy przywykli tak dalece, że gdy pewnej zimy mróz zatrzymał koło, ludzie budzili się w nocy i pytali jeden drugiego, co się stało.";

    private const string Miller = "Młynarz mieszkał u córki w mieście i przyjeżdżał raz do roku, żeby obejść mury, policzyć dachówki i posiedzieć chwilę na progu, z którego widać było całą dolinę aż po kościół w sąsiedniej parafii.";

    private const string Paragraphs = $"{Mill}\n\n{Miller}";

    private static readonly string Divided = Column(42);

    private static LayoutStep Step => new(new LayoutSettings(), null);

    [TestCase(60)]
    [TestCase(66)]
    [TestCase(72)]
    [TestCase(78)]
    [TestCase(90)]
    public void Judge_WideProse_BecomesParagraphs(int width) =>
        AssertJoined($"{WrappedText.Of(Mill, width)}\n\n{WrappedText.Of(Miller, width)}", $"{Mill}\n\n{Miller}");

    [TestCase(42)]
    [TestCase(50)]
    [TestCase(58)]
    public void Judge_NarrowPageWithDividedWords_BecomesParagraphs(int width) =>
        AssertJoined($"{WrappedText.Of(Mill, width, divides: true)}\n\n{WrappedText.Of(Miller, width, divides: true)}", $"{Mill}\n\n{Miller}");

    [TestCase(24)]
    [TestCase(31)]
    [TestCase(34)]
    public void Judge_ColumnWithManyDividedWords_BecomesParagraphs(int width) => AssertJoined(Column(width), Paragraphs);

    [Test]
    public void Judge_ColumnWithFewDividedWords_Stays() => Assert.That(Judged.By(Step, Column(30)).Facts, Is.EqualTo("\"layout\":{\"hyphenation\":2}"), "verse is as narrow, and has a hyphen at a line end now and then");

    [Test]
    public void Judge_WordDividedBeforeADash_IsInItsParagraph() =>
        AssertJoined(Divided + "\n\nWczoraj spotkał go na moście i długo rozma-\nwiał — mówił potem, że o niczym.", Paragraphs + "\n\nWczoraj spotkał go na moście i długo rozmawiał — mówił potem, że o niczym.");

    [Test]
    public void Judge_WordDividedBeforeItsSentenceEnds_IsInItsParagraph() =>
        AssertJoined(Divided + "\n\nWczoraj spotkał go na moście i długo rozma-\nwiał. Nikt nie wie, o czym była ta mowa.", Paragraphs + "\n\nWczoraj spotkał go na moście i długo rozmawiał. Nikt nie wie, o czym była ta mowa.");

    [Test]
    public void Judge_LineThatIsTheEndOfAWord_EndsItsParagraph() =>
        AssertJoined(Divided + "\n\nWczoraj spotkał go na moście i długo rozma-\nwiał.\nNikt nie wie, o czym była ta mowa.", Paragraphs + "\n\nWczoraj spotkał go na moście i długo rozmawiał.\nNikt nie wie, o czym była ta mowa.");

    [Test]
    public void Judge_VerseQuotedWhereWordsAreDivided_KeepsItsLines()
    {
        const string Verse = "drzwi otwarły się same\ni weszło słońce,\na z nim zapach lata,\nco nad progiem długo\nwahało się jeszcze";
        AssertJoined($"{Divided}\n\n{Verse}", $"{Paragraphs}\n\n{Verse}");
    }

    [Test]
    public void Judge_BookOfVerseWithAPreface_KeepsItsLines()
    {
        const string Verse = "drzwi otwarły się same i weszło\nsłońce, a z nim kurz i zapach lata,\nktóre nad progiem długo jeszcze\nwahało się, jakby nie chciało wracać\ndo ogrodu, gdzie już nikt nie czekał\nprócz starej gruszy i pustego wiadra\n\n";
        string verses = string.Concat(Enumerable.Repeat(Verse, 30));
        Assert.That(Judged.By(Step, $"{Column(34)}\n\n{verses}").Text, Does.EndWith(verses));
    }

    [Test]
    public void Judge_LineEndsOfDos_Stay() =>
        AssertJoined(WrappedText.Of(Mill, 72).Replace("\n", "\r\n", StringComparison.Ordinal) + "\r\n\r\nKoniec\r\n", $"{Mill}\r\n\r\nKoniec\r\n");

    [Test]
    public void Judge_IndentedFirstLines_BeginParagraphs() =>
        AssertJoined($"{WrappedText.Of(Mill, 70, first: "    ")}\n{WrappedText.Of(Miller, 70, first: "    ")}", $"    {Mill}\n    {Miller}");

    [Test]
    public void Judge_ManualPage_KeepsItsIndentAndLosesTheBlanksThatFilled()
    {
        string body = WrappedText.Of(Mill, 71, first: "       ", others: "       "), filled = string.Join('\n', body.Split('\n').Select(line => "       " + line.TrimStart().Replace(" i ", "  i  ", StringComparison.Ordinal)));
        AssertJoined($"OPIS\n{filled}\n\nZOBACZ TAKŻE\n       młyn(1)", $"OPIS\n       {Mill}\n\nZOBACZ TAKŻE\n       młyn(1)");
    }

    [TestCase("• ", "  ", Description = "a bullet, its text hanging below")]
    [TestCase("1) ", "", Description = "an item of a statute")]
    [TestCase("§ 2. ", "")]
    [TestCase("a) ", "   ")]
    [TestCase("Art. 5. ", "")]
    [TestCase("– ", "  ")]
    [TestCase("[12] ", "")]
    [TestCase("IV. ", "")]
    public void Judge_Item_BeginsItsLineAndGoesOn(string mark, string others) =>
        AssertJoined($"Spis:\n{WrappedText.Of(Miller, 72, first: mark, others: others)}\n{WrappedText.Of(Mill, 72, first: mark, others: others)}", $"Spis:\n{mark}{Miller}\n{mark}{Mill}");

    [TestCase("— Nie wiem — powiedział.")]
    [TestCase("- mąka, sól, woda")]
    [TestCase("ROZDZIAŁ DRUGI")]
    [TestCase("rok | plon | cena")]
    [TestCase("# Tytuł")]
    [TestCase("Rozdział IV")]
    [TestCase("©Kancelaria Sejmu")]
    [TestCase("1999            3 t           120 zł")]
    [TestCase("Krótki wiersz.")]
    [TestCase("if (a) { return b; }")]
    public void Judge_OtherLinesBetween_Stay(string line) =>
        AssertJoined($"{WrappedText.Of(Mill, 72)}\n{line}\n{line}\n{WrappedText.Of(Miller, 72)}", $"{Mill}\n{line}\n{line}\n{Miller}");

    [Test]
    public void Judge_CodeInAFence_Stays()
    {
        const string Code = "```\nten wiersz programu jest tak długi jak wszystkie inne na tej stronie, bo\ntaki ma być\n```";
        AssertJoined($"{WrappedText.Of(Mill, 72)}\n\n{Code}\n\n{WrappedText.Of(Miller, 72)}", $"{Mill}\n\n{Code}\n\n{Miller}");
    }

    [Test]
    public void Judge_CompoundAtALineEnd_StaysApart() =>
        Assert.That(Judged.By(Step, WrappedText.Of(Mill, 72) + "\n\nSpotkali się na moście, bo tamtędy, wedle dawnej umowy, biegła polsko-\nniemiecka granica.").Text, Does.EndWith("biegła polsko-\nniemiecka granica."));

    [Test]
    public void Judge_SentenceThatEndsAtAFullLine_GoesOn()
    {
        string text = WrappedText.Of(Mill, 72) + "\n\nbo stary młynarz zniknął, a z nim koń, wóz i wszystko, co miał dobrego, a\nrano nikt go nie widział, choć wszyscy pytali o niego i czekali na mości.\nPrzyszedł po południu, a z nim pies, którego nikt we wsi nie znał, choć\nkażdy o nim słyszał.";
        Assert.That(Judged.By(Step, text).Text, Does.EndWith("czekali na mości. Przyszedł po południu, a z nim pies, którego nikt we wsi nie znał, choć każdy o nim słyszał."));
    }

    [TestCase("drzwi otwarły się same i weszło\nsłońce, a z nim kurz i zapach lata,\nktóre nad progiem długo jeszcze\nwahało się, jakby nie chciało wracać\ndo ogrodu, gdzie już nikt nie czekał\nprócz starej gruszy i pustego wiadra,\nco od tygodnia stało tam na deszczu", Description = "verse in small letters")]
    [TestCase("Nad rzeką, która płynie do morza, stoi stary i niski dom,\nA w nim kobieta, co nocą nie śpi i patrzy w rzekę jak w szklany dzban,\nI widzi w rzece swoje podwórze, i studnię, z której nie pije już\nNikt, bo odeszli za morze wszyscy, zostawiając jej popiół i dzban,\nW którym jest tylko woda i cisza, i trochę piasku z obcego brzegu,\nKtóry przyniosła fala pod próg, gdy ktoś zapomniał domknąć drzwi domu.", Description = "wide verse with capitals")]
    [TestCase("kiedy księżyc nad wsią wschodził taki wielki i czerwony jak ogień,\nna podwórzu stary gospodarz rozmawiał po cichu ze swym starym koniem,\na koń słuchał i kiwał głową, jakby wszystko rozumiał co do słowa,\nbo ta mowa była ich wspólna, a dla innych, choć polska, wciąż nowa,\ngdy zaś słońce znad lasu wstawało i kładło się światłem na progu,\ngospodarz siadał na ławie, dziękując za noc i konia panu bogu", Description = "wide verse that rhymes")]
    [TestCase("mąka pszenna, dwie szklanki\nmasło\ncukier, pół szklanki, najlepiej drobny\njajka\nsól\nśmietana kwaśna, osiemnastoprocentowa albo gęstsza\ncynamon\nwanilia", Description = "a list")]
    [TestCase("Dzień dobry, mówi młynarz\nprzy moście, który wczoraj\nzalała woda. Przyszliśmy\nzobaczyć, czy jeszcze stoi\ni czy da się po nim przejść\nna drugą stronę, do lasu,\ngdzie zostały nasze konie", Description = "subtitles: too narrow")]
    [TestCase("Witam,\npiszę, bo od wczoraj nie działa mi brama\ni nie wiem, co z tym zrobić, a serwis milczy od rana, choć dzwoniłem tam już kilka razy\nczy ktoś miał\npodobnie i może mi podpowiedzieć, gdzie szukać przyczyny, zanim zacznę wszystko rozkręcać\nna części\nbo szkoda\nczasu, pozdrawiam serdecznie wszystkich", Description = "lines that end where their writer liked")]
    [TestCase("Art. 1.\nUstawa określa zasady.\nArt. 2.\nUstawy nie stosuje się do młynów wodnych.\nArt. 3.\nIlekroć mowa o młynie, należy przez to rozumieć budynek.\n1) z kołem,\n2) bez koła,\na) czynny,\nb) nieczynny.", Description = "a statute, each provision in its line")]
    public void Judge_LinesOfTheirOwn_PassByteForByte(string text) => Assert.That(Judged.By(Step, text), Is.EqualTo(new Judged(null, 0, text, "", true)));

    [Test]
    public void Judge_NarrowLinesWithoutDividedWords_Stay() => Assert.That(Judged.By(Step, WrappedText.Of(Mill, 45)).IsSameMemory, Is.True, "verse is as wide");

    [Test]
    public void Judge_ParagraphsInOneLineEach_Stay() => Assert.That(Judged.By(Step, $"{WrappedText.Of(Miller, 72)}\n\n{Mill} {Mill}\n\n{Miller} {Miller}").IsSameMemory, Is.True, "most of the text is not broken");

    [Test]
    public void Judge_TooFewLines_Stay() => Assert.That(Judged.By(Step, WrappedText.Of(Miller[..150], 40, divides: true).Replace("-\n", "", StringComparison.Ordinal)).IsSameMemory, Is.True);

    [Test]
    public void Judge_RewrapSwitchedOff_LeavesLines() => Assert.That(Judged.By(new LayoutStep(new LayoutSettings { Rewrap = false }, null), WrappedText.Of(Mill, 72)).IsSameMemory, Is.True);

    private static string Column(int width) => $"{WrappedText.Of(Mill, width, dividesOften: true)}\n\n{WrappedText.Of(Miller, width, dividesOften: true)}";

    private static void AssertJoined(string text, string expected)
    {
        Judged judged = Judged.By(Step, text);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(judged.Text, Is.EqualTo(expected));
            Assert.That(judged.Facts, Does.Contain("\"rewrap\":"));
            Assert.That(Judged.By(Step, judged.Text).IsSameMemory, Is.True, "nothing is left to join");
        }
    }
}
