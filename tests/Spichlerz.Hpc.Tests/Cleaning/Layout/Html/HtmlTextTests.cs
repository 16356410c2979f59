using Spichlerz.Hpc.Cleaning.Steps;
using Spichlerz.Hpc.Config;
using Spichlerz.Hpc.Tests.Cleaning.Steps;

namespace Spichlerz.Hpc.Tests.Cleaning.Layout.Html;

public sealed class HtmlTextTests
{
    private static LayoutStep Step => new(new LayoutSettings(), null);

    [TestCase("<!DOCTYPE html><html><head><title>T</title><style>p{}</style></head><body><nav>Start</nav><h1>Młyn</h1><p>Stoi <b>nad</b>\n  rzeką.</p><p>Miele.</p><script>x()</script><footer>© 2024</footer></body></html>", "Młyn\n\nStoi nad rzeką.\n\nMiele.")]
    [TestCase("<html><body><ul><li>mąka</li><li>sól <i>morska</i></li></ul></body></html>", "- mąka\n- sól morska")]
    [TestCase("<html><body><table><tr><th>rok</th><th>plon</th></tr><tr><td>1999</td><td>3&nbsp;t</td></tr></table></body></html>", "rok | plon\n1999 | 3\u00a0t")]
    [TestCase("<html><body><table><tr><td><p>Lewa</p></td><td><p>Prawa</p></td></tr></table></body></html>", "Lewa\n\nPrawa", Description = "a table for layout")]
    [TestCase("<html><body><pre>a\n  b</pre>c<br>d</body></html>", "a\n  b\n\nc\nd")]
    [TestCase("<html><body><div class='main-menu'><a href='/'>Start</a> <a href='/o'>O nas</a></div><div class='menu'>Zupa pomidorowa, dziś polecamy.</div></body></html>", "Zupa pomidorowa, dziś polecamy.", Description = "a menu of links, and one of a kitchen")]
    [TestCase("<html><body><header>Firma</header><article><header><h1>Wieść</h1></header>Treść</article></body></html>", "Wieść\n\nTreść", Description = "the head of an article stays")]
    [TestCase("<br />\n<b>Warning</b>: nic\n<html><body><p>Treść</p></body></html>", "Warning: nic\n\nTreść", Description = "a message of the server before")]
    [TestCase("<html><frameset><noframes><body>Bez ramek</body></noframes></frameset></html>", "", Description = "what browsers without frames would show")]
    [TestCase("<p>Młyn&#32;i&nbsp;rzeka</p><p>Las", "Młyn i\u00a0rzeka\n\nLas", Description = "a tag never closed")]
    [TestCase("<DIV><P>Wielkie litery</DIV>", "Wielkie litery")]
    [TestCase("<p>Ko<i>niec</i> &lt; 5 &amp; 6</p>", "Koniec < 5 & 6", Description = "syntax that makes no tag")]
    [TestCase("\ufeff<!doctype html>\n<p>Znacznik kolejności bajtów</p>", "Znacznik kolejności bajtów")]
    [TestCase("<p>1</p>\n<ul><li>a<ul><li>b</ul></ul>\n<h2>c</h2>", "1\n\n- a\n\n- b\n\nc")]
    [TestCase("Tytuł & spółka\n\n<p><img alt=\"zdjęcie\" src=\"a.jpg\" />Zapowiedź &quot;nowego&quot; prawa.</p><br clear=\"all\" />", "Tytuł & spółka\n\nZapowiedź \"nowego\" prawa.", Description = "a feed")]
    public void Judge_Html_BecomesItsText(string text, string expected) =>
        Assert.That(Judged.By(Step, text), Is.EqualTo(new Judged(null, 0, expected, "\"layout\":{\"html\":1}", false)));

    [TestCase("# Znaczniki\n\n<p>Akapit</p>", Description = "Markdown")]
    [TestCase("Użyj `<p>`:\n<p>Akapit</p>", Description = "code")]
    [TestCase("Zobacz [stronę](https://example.org).\n<div>ramka</div>", Description = "Markdown")]
    [TestCase("Wstęp o [górach][g].\n<div class='film'></div>\n{% photo a %}", Description = "Markdown of a generator")]
    [TestCase("Raz.\nDwa.\nTrzy.\n<p>Akapit</p>", Description = "a text that holds some HTML further on")]
    [TestCase("<Project>\n<p>a</p>\n</Project>", Description = "XML")]
    [TestCase("Zwykły tekst, a w nim <b>słowo</b> i <br> w wierszu.", Description = "no block begins a line")]
    [TestCase("```html\n<!DOCTYPE html><html><body></body></html>\n```")]
    [TestCase("Znak </ i a < b")]
    [TestCase("<p Akapit bez końca znacznika </p", Description = "cut tags")]
    [TestCase("<\u00adp>Tekst</p>", Description = "a control character keeps it from being a tag")]
    [TestCase("&lt;p&gt;Tekst&lt;/p&gt;", Description = "a text about tags")]
    [TestCase("<prolog>Tekst</prolog>", Description = "no element of HTML")]
    [TestCase("Pisz do <jan@example.org>.\n<p>Tekst</p>", Description = "an address in angle brackets")]
    [TestCase("x </b> y", Description = "an end alone")]
    [TestCase("---\n<p>Tekst</p>", Description = "front matter that is none")]
    [TestCase("{{ szablon }}\n<div>Tekst</div>", Description = "a template of a generator")]
    public void Judge_TextThatShowsHtml_Stays(string text) => Assert.That(Judged.By(Step, text).IsSameMemory, Is.True);

    [Test]
    public void Judge_HtmlAboutHtml_StaysAndIsCounted()
    {
        const string Text = "<html><body><pre>\n&lt;p&gt;Akapit&lt;/p&gt;\n</pre></body></html>";
        Assert.That(Judged.By(Step, Text), Is.EqualTo(new Judged(null, 0, Text, "\"layout\":{\"html_left\":1}", true)));
    }

    [Test]
    public void Judge_HtmlOverTheLimit_StaysAndIsCounted()
    {
        string text = "<html><body><p>" + PolishText.Of(1) + "</p></body></html>";
        Assert.That(Judged.By(new LayoutStep(new LayoutSettings { MaxHtmlMib = 0 }, null), text), Is.EqualTo(new Judged(null, 0, text, "\"layout\":{\"html_left\":1}", true)));
    }

    [TestCase("<div>", 100_000, "html_left")]
    [TestCase("<b id=N><p>", 30_000, "html_left", Description = "formatting that a parser begins anew in each paragraph")]
    [TestCase("<b id=N><p>", 400, "html")]
    [TestCase("<p>", 20_000, "html")]
    public void Judge_BrokenNesting_IsReadOrLeft(string tags, int count, string kind)
    {
        string text = "<html><body>" + string.Concat(Enumerable.Range(0, count).Select(number => tags.Replace("N", $"{number}", StringComparison.Ordinal))) + "koniec</p>";
        Assert.That(Judged.By(Step, text).Facts, Is.EqualTo($"\"layout\":{{\"{kind}\":1}}"));
    }
}
