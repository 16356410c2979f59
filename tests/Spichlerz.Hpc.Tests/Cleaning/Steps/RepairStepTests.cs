using System.Text;
using CsCheck;
using Spichlerz.Hpc.Cleaning.Steps;
using Spichlerz.Hpc.Config;
using Spichlerz.Hpc.Documents;
using Spichlerz.Hpc.Tests.Documents;

namespace Spichlerz.Hpc.Tests.Cleaning.Steps;

public sealed class RepairStepTests
{
    private const string Pangram = "Zażółć gęślą jaźń";

    private static readonly Gen<string> EntityText = Gen.OneOf(new[]
    {
        "&amp;", "&lt;", "&gt;", "&nbsp;", "&oacute;", "&Lstrok;", "&#8230;", "&#x105;", "&#150;", "&quot;", "&amp;oacute;", "&amp;lt;", "&bogus;", "&", ";", "<", "<p>",
        "a", "b", "`", "```", "~~~", "\n", " ", "\u00A0", "„", "”", "(", ")", "'", "\"", "łódź", "#",
    }.Select(Gen.Const).ToArray()).Array[0, 24].Select(string.Concat);

    private static readonly string[] Shards =
    [
        "Ĺ‚", "Ä…", "Å‚", "Ä\u0085", "┼é", "─ů", "偶", "贸", "³", "¹", "ê", "¿", "±", "¶", "š", "\u009c", "â€ž", "Äą", "â€š", "Ă", "Â", "by", "o", "mo", "się", "ą", "ł", " ", "\n",
        "&amp;", "&lt;", "&gt;", "&quot;", "&oacute;", "&#322;", "&#x142;", "amp;", "#38;", "&", "<b>", "`", "\ufffd", "ﬁ", "\uf0b7", "\ue123", "„", "…",
    ];

    private static readonly Gen<string> Dirty = Gen.Frequency(
        (3, Gen.Int[0, Shards.Length - 1].Select(i => Shards[i]).Array[0, 30].Select(string.Concat)), (1, Texts.Any),
        (1, Gen.Byte.Array[0, 200].Select(bytes => Encoding.UTF8.GetString(bytes)))).Array[1, 3].Select(string.Concat);

    [TestCase("ZaĹĽĂłĹ‚Ä‡ gÄ™Ĺ›lÄ… jaĹşĹ„", Pangram, "utf8_as_cp1250")]
    [TestCase("ZaÅ¼Ã³Å‚Ä‡ gÄ™Å›lÄ… jaÅºÅ„", Pangram, "utf8_as_cp1252")]
    [TestCase("ZaĹźĂłĹ\u0082Ä\u0087 gÄ\u0099Ĺ\u009blÄ\u0085 jaĹşĹ\u0084", Pangram, "utf8_as_iso8859_2")]
    [TestCase("ZaÅ¼Ã³Å\u0082Ä\u0087 gÄ\u0099Å\u009blÄ\u0085 jaÅºÅ\u0084", Pangram, "utf8_as_iso8859_1")]
    [TestCase("Za┼╝├│┼é─ç g─Ö┼Ťl─ů ja┼║┼ä", Pangram, "utf8_as_cp852")]
    [TestCase("za偶贸艂膰 g臋艣l膮 ja藕艅", "zażółć gęślą jaźń", "utf8_as_gbk")]
    [TestCase("mo偶e", "może", "utf8_as_gbk")]
    [TestCase("Za¿ó³æ gêœl¹ jaŸñ", Pangram, "cp1250_as_cp1252")]
    [TestCase("Za¿ó³æ gê\u009cl¹ ja\u009fñ", Pangram, "cp1250_as_iso8859_1")]
    [TestCase("Za¿ó³æ gê¶l± ja¼ñ", Pangram, "iso8859_2_as_cp1252")]
    [TestCase("Zażółć gę\u009clš ja\u009fń", Pangram, "cp1250_as_iso8859_2")]
    [TestCase("Zażółć gę¶l± jaĽń", Pangram, "iso8859_2_as_cp1250")]
    [TestCase("Wszystko siê zmieni", "Wszystko się zmieni", "cp1250_as_cp1252", Description = "a frequent word is enough")]
    [TestCase("rzš\u009cko i prawdš", "rząśko i prawdą", "cp1250_as_iso8859_2")]
    [TestCase("lata 1939\u00961945", "lata 1939–1945", "cp1250_as_iso8859_1", Description = "a dash of CP1250 is a control character")]
    [TestCase("â€žTakâ€ť â€“ rzekĹ‚â€¦", "„Tak” – rzekł…", "utf8_as_cp1250")]
    [TestCase("SÅ‚owo, Â§ 5, MÃ¼ller", "Słowo, § 5, Müller", "utf8_as_cp1252", Description = "the rest of the line follows")]
    [TestCase("ZaÄąÄ˝Ä‚Ĺ‚Äąâ€šĂ„â€ˇ", "Zażółć", "utf8_as_cp1250\":2}", Description = "encoded twice")]
    [TestCase("sĹ‚owo\nsłowo\nby³o, mo¿liwe\ngra³a", "słowo\nsłowo\nbyło, możliwe\ngra³a", "cp1250_as_cp1252\":1,\"utf8_as_cp1250\":1}", Description = "a line at a time; the last says too little in a mixed file")]
    [TestCase("dobra łąka\nby³o ju¿ pó\u009fno", "dobra łąka\nbyło już późno", "cp1250_as_iso8859_1", Description = "a damaged line in a file that is right otherwise")]
    [TestCase("zażółć sĹ‚owo", "zażółć słowo", "utf8_as_cp1250", Description = "damage beside right letters")]
    public void Judge_Mojibake_IsReadAsItWasWritten(string text, string expected, string kind)
    {
        Judged judged = Judged.By(new RepairStep(new RepairSettings()), text);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(judged.Text, Is.EqualTo(expected));
            Assert.That(judged.Facts, Does.StartWith("\"repair\":{\"" + kind));
        }
    }

    [TestCase("Zbiornik ma 5 m³, tolerancja ±5 %, ¼ cala, przypis¹ i drugi².")]
    [TestCase("¿Qué? – señor Muñoz, ¡hola!", Description = "Spanish")]
    [TestCase("même, être, cœur, œuvre, Phœbé, côté", Description = "French")]
    [TestCase("Škoda, Dušan Tomáš, Ľudovít, Krško, Miloš wygrał mecz", Description = "Czech, Slovak, Slovene")]
    [TestCase("Være så god, Åse og Ærø, Ålesund", Description = "Norwegian, Danish")]
    [TestCase("Ärger, Äpfel „Ä”, Österreich, STRASSE", Description = "German")]
    [TestCase("BRĂILA, România, Ștefan", Description = "Romanian")]
    [TestCase("SÃO PAULO, IRMÃ, você, bebê", Description = "Portuguese")]
    [TestCase("Tudo bem? Vamos dar um rolê amanhã, não é?", Description = "Portuguese: rolę is a Polish word")]
    [TestCase("Egészségügyi őrség, tűzoltó; árvíztűrő tükörfúrógép", Description = "Hungarian")]
    [TestCase("Vilniuje šiandien šilta, ąžuolas; iš Šiaulių. Rīgā Kariņš", Description = "Lithuanian, Latvian")]
    [TestCase("Šest šišmiša šušti, naš župan; Mišković i Nikšić", Description = "Croatian")]
    [TestCase("Slovenščina: čšž, miška, našla, hruška, Krško, vršič, Uršlja, konšt", Description = "Slovene")]
    [TestCase("Næste år læser vi, Lê Văn Đạt, tiếng Việt", Description = "Danish, Vietnamese")]
    [TestCase("Zegarek za £100, ¥500, a ± b, x±y", Description = "signs of money and sums")]
    [TestCase("艂 jest rzadkie; 中文 i 贸易 w Pekinie (北京)", Description = "Chinese")]
    [TestCase("├── src\n│   └── main.cs\n┌─┐\n└─┘ ─┼─", Description = "drawn trees and tables")]
    [TestCase("Przepraszam, Čapek i Dvořák", Description = "letters that CP1250 has as well")]
    [TestCase("REQUIEM A£TERNAM", Description = "a slip of character recognition")]
    [TestCase("Zażółć gęślą jaźń – „cytat” «drugi» … 5 °C § 7")]
    [TestCase("")]
    public void Judge_HonestText_PassesByteForByte(string text) =>
        Assert.That(Judged.By(new RepairStep(new RepairSettings()), text), Is.EqualTo(new Judged(null, 0, text, "", true)));

    [TestCase("fakt&oacute;w, by&#322;o, s&#x142;owo&nbsp;&ndash; &bdquo;tak&rdquo;&#8230;", "faktów, było, słowo\u00a0– „tak”…")]
    [TestCase("&#150;&#132;", "–„", Description = "numbers of CP1252, as browsers read them")]
    [TestCase("&amp;oacute;&amp;#322;", "ół", Description = "encoded twice")]
    [TestCase("s&lstrok;owo, &Zdot;yd", "słowo, Żyd", Description = "HTML 5's names")]
    [TestCase("Kowalski &amp; Syn, R&amp;D, &quot;tak&quot;", "Kowalski & Syn, R&D, \"tak\"", Description = "syntax in plain text")]
    [TestCase("a &lt; b i c &gt; d", "a < b i c > d", Description = "cannot be a tag")]
    [TestCase("znacznik &lt;b&gt; &amp; inne", "znacznik &lt;b&gt; & inne", Description = "would be a tag")]
    [TestCase("<p>a &amp;&nbsp;b &lt; c</p>", "<p>a &amp;\u00a0b &lt; c</p>", Description = "syntax stays in markup")]
    [TestCase("pisze się &amp;lt; albo `&nbsp;`, „&oacute;” i (&copy;)", "pisze się &amp;lt; albo `&nbsp;`, „&oacute;” i (&copy;)", Description = "what the text talks about")]
    [TestCase("```\n<p>&copy;</p>\n```\n`a&nbsp;b`, c&nbsp;`d`", "```\n<p>&copy;</p>\n```\n`a&nbsp;b`, c\u00a0`d`", Description = "Markdown's code")]
    [TestCase("?a=1&copy=2&reg=3; AT&T; &nieznane; &#0; &#xD800; &#1114112; &;", "?a=1&copy=2&reg=3; AT&T; &nieznane; &#0; &#xD800; &#1114112; &;", Description = "none")]
    [TestCase("Ä&#8230; i s&Aring;&sbquo;owo", "ą i słowo", Description = "an entity inside mojibake")]
    public void Judge_Entities_AreDecodedWhereThatIsSafe(string text, string expected) =>
        Assert.That(Judged.By(new RepairStep(new RepairSettings()), text).Text, Is.EqualTo(expected));

    [TestCase("ﬁrma, ﬂaga, oﬃce, ﬅ", "firma, flaga, office, st", "{\"ligatures\":4}")]
    [TestCase("\uf0b7 punkt, \uf0d8 drugi, \ue123", "• punkt, ➢ drugi, \ue123", "{\"private_use\":2,\"private_use_left\":1}")]
    [TestCase("sło\u0000wo\u00ad", "sło\u0000wo\u00ad", "", Description = "the step unicode's")]
    public void Judge_Glyphs_AreReplacedOrCounted(string text, string expected, string fact)
    {
        Judged judged = Judged.By(new RepairStep(new RepairSettings()), text, "\"record\":1");
        Assert.That((judged.Text, judged.Facts), Is.EqualTo((expected, "\"record\":1" + (fact.Length > 0 ? ",\"repair\":" + fact : ""))));
    }

    [TestCase(99, null)]
    [TestCase(98, "replacement_characters")]
    public void Judge_ReplacementCharacters_AreDroppedAboveTheLimit(int others, string? reason)
    {
        Judged judged = Judged.By(new RepairStep(new RepairSettings()), "\ufffd" + string.Concat(Enumerable.Repeat("😀", others)));
        Assert.That((judged.DropReason, judged.Value, judged.Facts), Is.EqualTo((reason, reason is null ? 0 : 1.0 / 99, reason is null ? "\"repair\":{\"replacement_characters\":1}" : "")));
    }

    [Test]
    public void Judge_Typography_IsNormalisedOnlyIfAsked()
    {
        const string Text = "„Tak” – «nie» ‚a’ 1−2…";
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Judged.By(new RepairStep(new RepairSettings()), Text).IsSameMemory, Is.True);
            Assert.That(Judged.By(new RepairStep(new RepairSettings { Typography = Typography.Normalise }), Text).Text, Is.EqualTo("\"Tak\" - \"nie\" 'a' 1-2..."));
        }
    }

    [Test]
    public void Judge_TextWithEntitiesAlone_IsRepairedAsOneWithOtherSuspects() => EntityText.Sample(text =>
    {
        // A glyph without a known meaning stays as it is, but its text is looked at for every kind of damage.
        var step = new RepairStep(new RepairSettings());
        string alone = Judged.By(step, text).Text, besideAGlyph = Judged.By(step, text + "\n\uE123").Text;
        Assert.That(alone + "\n\uE123", Is.EqualTo(besideAGlyph));
    });

    [Test]
    public void Judge_KindsOfABatch_AreNotedOncePerDocument()
    {
        var step = new RepairStep(new RepairSettings());
        Judged.By(step, ["&oacute;&oacute; ﬁ", "czysty", "sĹ‚owo", "&oacute;"]);
        Assert.That(step.Notes, Is.EquivalentTo(new Dictionary<string, long> { ["repair_entities"] = 2, ["repair_ligatures"] = 1, ["repair_utf8_as_cp1250"] = 1 }));
    }

    [Test]
    public void Judge_CleanDocuments_AllocatesNothing()
    {
        Document[] documents = [.. Enumerable.Range(0, 64).Select(seed => new Document(default, seed, Encoding.UTF8.GetBytes(PolishText.Of(seed)), default, default))];
        var outcomes = new Outcome[documents.Length];
        var step = new RepairStep(new RepairSettings());
        step.Judge(documents, outcomes);
        long before = GC.GetAllocatedBytesForCurrentThread();
        step.Judge(documents, outcomes);
        Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.Zero);
    }

    [Test]
    public void Judge_TextThatPlaysWithEncodings_StaysAndIsCounted()
    {
        string text = "&amp;amp;amp;amp;amp;amp;amp;amp;oacute;";
        Assert.That(Judged.By(new RepairStep(new RepairSettings()), text), Is.EqualTo(new Judged(null, 0, text, "\"repair\":{\"unsettled\":1}", true)));
    }

    [Test]
    public void Judge_AnyText_IsIdempotentAndShort([Values] Typography typography) => Dirty.Sample(
        text =>
        {
            var step = new RepairStep(new RepairSettings { Typography = typography, MaxReplacementRatio = 1 });
            string once = Judged.By(step, text).Text;
            Assert.That(Judged.By(step, once).Text, Is.EqualTo(once));
            Assert.That(Encoding.UTF8.GetByteCount(once), Is.LessThanOrEqualTo(4 * Encoding.UTF8.GetByteCount(text)));
            Assert.That(Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(once)), Is.EqualTo(once), "no lone surrogates");
        },
        seed: "0000KFkd4vb1", iter: 2_000);
}
