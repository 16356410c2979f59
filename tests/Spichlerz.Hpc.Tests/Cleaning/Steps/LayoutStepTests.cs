using System.Text;
using CsCheck;
using Spichlerz.Hpc.Cleaning;
using Spichlerz.Hpc.Cleaning.Steps;
using Spichlerz.Hpc.Config;
using Spichlerz.Hpc.Documents;

namespace Spichlerz.Hpc.Tests.Cleaning.Steps;

public sealed class LayoutStepTests
{
    private const string Page =
        "Szli długo wzdłuż rzeki, która tego lata\nbyła płytka i mętna, a za nimi wlókł się\npies, którego nikt nie wołał i nikt nie\nodpędzał. Na moście stanęli, bo stary\nchciał odpocząć, i patrzyli na wodę, jak\nniesie liście i gałęzie aż za zakręt drogi.";

    private static readonly string[] Pieces =
    [
        "prze-\n", "niósł", "-", "\n", "\r\n", " ", "‐", "¬", "\u00ad", "czarno", "biały", "cha", "WAR", "12", "— 24 —\n", "Ala ma kota, a kot ma", "ROZDZIAŁ II",
        "---\n", "title: a\n", "<html>", "<p>", "</p>\n", "<br/>", "&lt;", "<ul><li>", "<td>", "<pre>", "</div>", "<script>", "<a href='", ">", "WEBVTT\n", "00:00:01,000 --> 00:00:02,000\n", "7\n", "\n\n",
    ];

    private static readonly Gen<string> Pages = Gen.Frequency(
        (3, Gen.Int[0, Pieces.Length - 1].Select(i => Pieces[i]).Array[0, 40].Select(string.Concat)), (1, LenientTexts.Any));

    [TestCase("prze-\nniósł się", "przeniósł\nsię", Description = "the line break moves behind the word")]
    [TestCase("Gdy prze-\nniósł,\nzostał", "Gdy przeniósł,\nzostał", Description = "nothing else stood in the line")]
    [TestCase("naj-\nprzeróż-\nniejszych rzeczy", "najprzeróżniejszych\nrzeczy", Description = "a word in three lines")]
    [TestCase("„Prze-\nniósł” — rzekł", "„Przeniósł”\n— rzekł")]
    [TestCase("prze-\r\nniósł się\r\ndalej", "przeniósł\r\nsię\r\ndalej")]
    [TestCase("   prze-\n   niósł się", "   przeniósł\n   się", Description = "indented")]
    [TestCase("po pol‐\nsku", "po polsku", Description = "U+2010")]
    [TestCase("prze¬\nniósł", "przeniósł")]
    [TestCase("prze\u00ad\nniósł się", "przeniósł\nsię")]
    [TestCase("Okoliczno-\nści te", "Okoliczności\nte", Description = "no adjective follows")]
    [TestCase("WAR-\nSZAWA, a potem Warszawa", "WARSZAWA,\na potem Warszawa", Description = "capitals, a word of the text")]
    [TestCase("ciemno-\nzielony", "ciemnozielony")]
    [TestCase("Austro-Wę-\ngier", "Austro-Węgier", Description = "only the second hyphen divides")]
    [TestCase("czarno-\nbiały, czarnobiały", "czarnobiały,\nczarnobiały", Description = "the text writes it so elsewhere")]
    public void Judge_DividedWord_IsRejoined(string text, string expected) => Assert.That(Undone(text), Is.EqualTo(expected));

    [TestCase("czarno-\nbiały film")]
    [TestCase("polsko-\nniemiecka granica")]
    [TestCase("życie społeczno-\npolityczne")]
    [TestCase("cha-\ncha")]
    [TestCase("ex-\nminister")]
    [TestCase("e-\nmail")]
    [TestCase("Skłodowska-\nCurie", Description = "a capital")]
    [TestCase("WAR-\nSZAWA", Description = "capitals without evidence")]
    [TestCase("10-\nletni, 5-\nkilometrowy", Description = "numbers")]
    [TestCase("przestał -\nnie wiadomo czemu", Description = "a dash")]
    [TestCase("opcja --ignore-\ncase", Description = "an option")]
    [TestCase("https://example.org/prze-\nniosl", Description = "an address")]
    [TestCase("prze-\n\nniósł", Description = "another paragraph")]
    [TestCase("prze-\n12", Description = "no letters")]
    [TestCase("prze-")]
    [TestCase("")]
    public void Judge_HyphenOfItsOwn_PassesByteForByte(string text) =>
        Assert.That(Judged.By(Step(), text), Is.EqualTo(new Judged(null, 0, text, "", true)));

    [TestCase("---\ntitle: Spacer\ntags: [góry]\n---\n\nSzliśmy.", "\nSzliśmy.")]
    [TestCase("---\r\ntitle: Spacer\r\n---\r\nSzliśmy.", "Szliśmy.")]
    [TestCase("---\n# strona\ntitle: >\n  Długi\n  tytuł\nlist:\n- a\n...\nSzliśmy.", "Szliśmy.", Description = "comment, folded text, list, YAML's own end")]
    [TestCase("\ufeff---\ntitle: a\n---\nb", "b", Description = "a byte order mark")]
    public void Judge_FrontMatter_IsRemoved(string text, string expected) =>
        Assert.That(Judged.By(Step(), text), Is.EqualTo(new Judged(null, 0, expected, "\"layout\":{\"front_matter\":1}", false)));

    [TestCase("---\nSzliśmy długo.\n---\nPotem wróciliśmy.", Description = "two rules around a paragraph")]
    [TestCase("---\ntitle: Spacer\n\nSzliśmy.", Description = "never closed")]
    [TestCase("Wstęp\n---\ntitle: Spacer\n---\n", Description = "not at the start")]
    [TestCase("----\ntitle: Spacer\n----\n", Description = "rules of four dashes")]
    [TestCase("---\n---\nSzliśmy.", Description = "nothing between")]
    [TestCase("---\ntitle: Spacer\nSzliśmy długo.\nPotem wróciliśmy.\n---\n", Description = "prose follows the key")]
    public void Judge_RulesOfDashes_Stay(string text) => Assert.That(Judged.By(Step(), text).IsSameMemory, Is.True);

    [TestCase("1\n00:00:01,000 --> 00:00:02,500\nDzień dobry.\n\n2\n00:00:02,500 --> 00:00:04,000\nCo słychać?\nMów.\n\n3\n00:00:05,000 --> 00:00:06,000\n42\n", "Dzień dobry.\nCo słychać?\nMów.\n42\n")]
    [TestCase("WEBVTT\nKind: captions\n\n00:01.000 --> 00:02.500 align:start\nDzień dobry.\n\n00:02.500 --> 00:04.000\nCo słychać?\n\n01:00:05.000 --> 01:00:06.000\nNic.", "Dzień dobry.\nCo słychać?\nNic.")]
    [TestCase("1\r\n00:00:01,000 --> 00:00:02,500\r\nA.\r\n\r\n2\r\n00:00:02,500 --> 00:00:04,000\r\nB.\r\n\r\n3\r\n00:00:05,000 --> 00:00:06,000\r\nC.", "A.\r\nB.\r\nC.")]
    public void Judge_Subtitles_LeaveWhatIsSpoken(string text, string expected) =>
        Assert.That(Judged.By(Step(), text), Is.EqualTo(new Judged(null, 0, expected, "\"layout\":{\"subtitles\":3}", false)));

    [TestCase("Plik SRT wygląda tak:\n1\n00:00:01,000 --> 00:00:02,500\nDzień dobry.", Description = "a text about subtitles")]
    [TestCase("a --> b\nb --> c\nc --> d\n", Description = "arrows")]
    [TestCase("<!-- uwaga -->\nTekst.")]
    public void Judge_OtherArrows_Stay(string text) => Assert.That(Judged.By(Step(), text).IsSameMemory, Is.True);

    [TestCase("— 24 —\n", "")]
    [TestCase("24\n\n", "\n")]
    [TestCase("[24]\n", "")]
    [TestCase("24 ROZDZIAŁ II\n", "")]
    [TestCase("NAD RZEKĄ. 24\n", "")]
    public void Judge_PageWithItsNumber_LosesIt(string head, string left)
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Judged.By(Step(), head + Page), Is.EqualTo(new Judged(null, 0, left + Page, "\"layout\":{\"running_heads\":1}", false)));
            Assert.That(Undone(Page + "\n" + head.TrimEnd()), Is.EqualTo(Page), "at the foot");
        }
    }

    [TestCase("12.\n", Description = "a chapter")]
    [TestCase("4. ŻUR Z MĄKI\n", Description = "a recipe")]
    [TestCase("ROZDZIAŁ II\n", Description = "a heading")]
    [TestCase("LWÓW — 1934\n", Description = "a year")]
    [TestCase("24\n25\n", Description = "a table")]
    [TestCase("24 osoby\n")]
    [TestCase("1925\n", Description = "a year")]
    [TestCase("12345\n")]
    public void Judge_PageWithAnotherFirstLine_KeepsIt(string line) => Assert.That(Undone(line + Page), Is.EqualTo(line + Page));

    [TestCase("24\nNad rzeką mgła,\nnad mgłą sad,\na w sadzie ktoś\ngra na harfie.\nNad rzeką mgła.\nNad mgłą sad.", Description = "verse")]
    [TestCase("24\ntak\nsiedem", Description = "short")]
    public void Judge_WhatIsNoPage_KeepsItsNumbers(string text) => Assert.That(Judged.By(Step(), text).IsSameMemory, Is.True);

    [TestCase(4, true)]
    [TestCase(3, false, Description = "too few numbers")]
    public void Judge_Pages_LoseTheNumbersBetween(int breaks, bool areRemoved)
    {
        string page = Page.TrimEnd('.'), text = page + string.Concat(Enumerable.Range(17, breaks).Select(number => $"\n— {number} —\ni {page}\n{page}")) + string.Concat(Enumerable.Repeat("\n" + Page, 8));
        string expected = string.Join('\n', text.Split('\n').Where(line => !line.StartsWith('—')));
        Assert.That(Undone(text), Is.EqualTo(areRemoved ? expected : text));
    }

    [Test]
    public void Judge_NumbersOfSections_Stay()
    {
        string text = string.Join('\n', Enumerable.Range(1, 12).Select(number => $"{number}\n{Page}\n{Page}"));
        Assert.That(Judged.By(Step(), text).IsSameMemory, Is.True, "no sentence is interrupted");
    }

    [TestCase("<!DOCTYPE html><html><head><title>T</title><style>p{}</style></head><body><nav>Start</nav><h1>Młyn</h1><p>Stoi <b>nad</b>\n  rzeką.</p><p>Miele.</p><script>x()</script><footer>© 2024</footer></body></html>", "Młyn\n\nStoi nad rzeką.\n\nMiele.")]
    [TestCase("<html><body><ul><li>mąka</li><li>sól <i>morska</i></li></ul></body></html>", "- mąka\n- sól morska")]
    [TestCase("<html><body><table><tr><th>rok</th><th>plon</th></tr><tr><td>1999</td><td>3&nbsp;t</td></tr></table></body></html>", "rok | plon\n1999 | 3\u00a0t")]
    [TestCase("<html><body><table><tr><td><p>Lewa</p></td><td><p>Prawa</p></td></tr></table></body></html>", "Lewa\n\nPrawa", Description = "a table for layout")]
    [TestCase("<html><body><pre>a\n  b</pre>c<br>d</body></html>", "a\n  b\n\nc\nd")]
    [TestCase("<html><body><div class='main-menu'><a href='/'>Start</a> <a href='/o'>O nas</a></div><div class='menu'>Zupa pomidorowa, dziś polecamy.</div></body></html>", "Zupa pomidorowa, dziś polecamy.", Description = "a menu of links, and one of a kitchen")]
    [TestCase("<html><body><header>Firma</header><article><header><h1>Wieść</h1></header>Treść</article></body></html>", "Wieść\n\nTreść", Description = "the head of an article stays")]
    [TestCase("<br />\n<b>Warning</b>: nic\n<html><body><p>Treść</p></body></html>", "Warning: nic\n\nTreść", Description = "a message of the server before")]
    [TestCase("Tytuł & spółka\n\n<p><img alt=\"zdjęcie\" src=\"a.jpg\" />Zapowiedź &quot;nowego&quot; prawa.</p><br clear=\"all\" />", "Tytuł & spółka\n\nZapowiedź \"nowego\" prawa.", Description = "a feed")]
    public void Judge_Html_BecomesItsText(string text, string expected) =>
        Assert.That(Judged.By(Step(), text), Is.EqualTo(new Judged(null, 0, expected, "\"layout\":{\"html\":1}", false)));

    [TestCase("# Znaczniki\n\n<p>Akapit</p>", Description = "Markdown")]
    [TestCase("Użyj `<p>`:\n<p>Akapit</p>", Description = "code")]
    [TestCase("Zobacz [stronę](https://example.org).\n<div>ramka</div>", Description = "Markdown")]
    [TestCase("Wstęp o [górach][g].\n<div class='film'></div>\n{% photo a %}", Description = "Markdown of a generator")]
    [TestCase("Raz.\nDwa.\nTrzy.\n<p>Akapit</p>", Description = "a text that holds some HTML further on")]
    [TestCase("<Project>\n<p>a</p>\n</Project>", Description = "XML")]
    [TestCase("Zwykły tekst, a w nim <b>słowo</b> i <br> w wierszu.", Description = "no block begins a line")]
    [TestCase("```html\n<!DOCTYPE html><html><body></body></html>\n```")]
    [TestCase("Znak </ i a < b")]
    public void Judge_TextThatShowsHtml_Stays(string text) => Assert.That(Judged.By(Step(), text).IsSameMemory, Is.True);

    [Test]
    public void Judge_HtmlAboutHtml_StaysAndIsCounted()
    {
        const string Text = "<html><body><pre>\n&lt;p&gt;Akapit&lt;/p&gt;\n</pre></body></html>";
        Assert.That(Judged.By(Step(), Text), Is.EqualTo(new Judged(null, 0, Text, "\"layout\":{\"html_left\":1}", true)));
    }

    [Test]
    public void Judge_HtmlOverTheLimit_StaysAndIsCounted()
    {
        string text = "<html><body><p>" + PolishText.Of(1) + "</p></body></html>";
        Assert.That(Judged.By(new LayoutStep(new LayoutSettings { Html = true, MaxHtmlMib = 0 }, null), text), Is.EqualTo(new Judged(null, 0, text, "\"layout\":{\"html_left\":1}", true)));
    }

    [TestCase("<div>", 100_000, "html_left")]
    [TestCase("<b id=N><p>", 30_000, "html_left", Description = "formatting that a parser begins anew in each paragraph")]
    [TestCase("<b id=N><p>", 400, "html")]
    [TestCase("<p>", 20_000, "html")]
    public void Judge_BrokenNesting_IsReadOrLeft(string tags, int count, string kind)
    {
        string text = "<html><body>" + string.Concat(Enumerable.Range(0, count).Select(number => tags.Replace("N", $"{number}", StringComparison.Ordinal))) + "koniec</p>";
        Assert.That(Judged.By(Step(), text).Facts, Is.EqualTo($"\"layout\":{{\"{kind}\":1}}"));
    }

    [Test]
    public void Judge_WordOfTheList_IsRejoined() =>
        Assert.That(Judged.By(new LayoutStep(new LayoutSettings(), new WordList(["czarnobiały"])), "czarno-\nbiały").Text, Is.EqualTo("czarnobiały"));

    [Test]
    public void Judge_KindsOfABatch_AreFactsAndNotes()
    {
        LayoutStep step = Step();
        Judged[] judged = Judged.By(step, ["prze-\nniósł po-\ntem", "czysty"]);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(judged.Select(one => one.Facts), Is.EqualTo(["\"layout\":{\"hyphenation\":2}", ""]));
            Assert.That(step.Notes, Is.EquivalentTo(new Dictionary<string, long> { ["layout_hyphenation"] = 1 }));
        }
    }

    [Test]
    public void Judge_PartSwitchedOff_LeavesItsMarks() =>
        Assert.That(Judged.By(new LayoutStep(new LayoutSettings { Hyphenation = false }, null), "prze-\nniósł").IsSameMemory, Is.True);

    [Test]
    public void Judge_PlainDocuments_AllocatesNothing()
    {
        Document[] documents = [.. Enumerable.Range(0, 64).Select(seed => new Document(default, seed, Encoding.UTF8.GetBytes(PolishText.Of(seed)), default, default))];
        var outcomes = new Outcome[documents.Length];
        LayoutStep step = Step();
        step.Judge(documents, outcomes);
        long before = GC.GetAllocatedBytesForCurrentThread();
        step.Judge(documents, outcomes);
        Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.Zero);
    }

    [Test]
    public void Judge_AnyText_IsIdempotentAndShort() => Pages.Sample(
        text =>
        {
            LayoutStep step = Step();
            string once = Judged.By(step, text).Text;
            Assert.That(Judged.By(step, once).Text, Is.EqualTo(once));
            Assert.That(Encoding.UTF8.GetByteCount(once), Is.LessThanOrEqualTo(4 * Encoding.UTF8.GetByteCount(text)));
            Assert.That(Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(once)), Is.EqualTo(once), "no lone surrogates");
        },
        seed: "0000KFkd4vb1", iter: 3_000);

    private static LayoutStep Step() => new(new LayoutSettings { Html = true }, null);

    private static string Undone(string text) => Judged.By(Step(), text).Text;
}
