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

    /// <summary>Or every line more would be joined to all before it.</summary>
    [Test]
    public void Judge_SyllablesWithoutEnd_BecomeNoLongerThanWordsAre()
    {
        string text = Judged.By(Step(), string.Join('\n', Enumerable.Range(0, 10_000).Select(line => line % 2 == 0 ? "abc-" : "def-"))).Text;
        Assert.That(text.Split('\n').Max(line => line.Length), Is.InRange(100, 128));
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

    /// <summary>The step looks once; <see cref="SettleStep"/> asks it again until it finds no more, and gives up in the end.</summary>
    [Test]
    public void Judge_AnyTextAgainAndAgain_SettlesAndStaysShort() => Pages.Sample(
        text =>
        {
            LayoutStep step = Step();
            string before = text, plain = Judged.By(step, text).Text;
            for (int round = 0; round < SettleStep.MaxRounds && plain != before; round++)
                (before, plain) = (plain, Judged.By(step, plain).Text);
            Assert.That(plain, Is.EqualTo(before));
            Assert.That(Encoding.UTF8.GetByteCount(plain), Is.LessThanOrEqualTo(4 * Encoding.UTF8.GetByteCount(text)));
            Assert.That(Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(plain)), Is.EqualTo(plain), "no lone surrogates");
        },
        seed: "0000KFkd4vb1", iter: 3_000);

    private static LayoutStep Step() => new(new LayoutSettings(), null);

    private static string Undone(string text) => Judged.By(Step(), text).Text;
}
