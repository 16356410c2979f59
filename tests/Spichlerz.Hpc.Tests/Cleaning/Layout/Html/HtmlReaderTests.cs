using System.Text;
using CsCheck;
using Spichlerz.Hpc.Cleaning.Layout.Html;

namespace Spichlerz.Hpc.Tests.Cleaning.Layout.Html;

public sealed class HtmlReaderTests
{
    private const long Pages = 20_000;

    private readonly HtmlReader reader = new();
    private readonly HtmlDom dom = new();
    private readonly HtmlTree tree = new(), expected = new();

    [Test]
    public void TryRead_AnyPage_GivesTheTreeOfTheDomOrNone()
    {
        int read = 0;
        RandomHtml.Any.Sample(html => Assert.That(Read(html, ref read), Is.EqualTo(Expected(html)).Or.Null, html), iter: Pages, threads: 1);
        Assert.That(read, Is.GreaterThan(Pages / 3));
    }

    [TestCase("newsy_rss_2022", 0.99)]
    [TestCase("web_pl_html", 0.95)]
    public void TryRead_RealPages_GivesTheTreeOfTheDomForMost(string dataset, double minReadRatio)
    {
        int read = 0, pages = 0;
        using (Assert.EnterMultipleScope())
        {
            foreach (string text in SharedData.Read(dataset).Select(document => document.Text))
            {
                int start = HtmlShape.StartOf(Encoding.UTF8.GetBytes(text));
                if (start < 0)
                    continue;
                pages++;
                string html = Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text).AsSpan(start)).TrimStart('\ufeff');
                Assert.That(Read(html, ref read), Is.EqualTo(Expected(html)).Or.Null);
            }
            Assert.That(read, Is.GreaterThan(minReadRatio * pages));
        }
    }

    [TestCase("<p>Ala &amp; Ola<br>ma<ul><li>kota<li>psa</ul>", "<P>Ala & Ola<Br></Br>ma</P><Ul><Li>kota</Li><Li>psa</Li></Ul>")]
    [TestCase("<table><td>a<tr><th>b</table>", "<Table><Tbody><Tr><Td>a</Td></Tr><Tr><Th>b</Th></Tr></Tbody></Table>")]
    [TestCase("<div class='top-menu'><!-- x --></i>a</div></p>", "<Div aside>a</Div><P></P>")]
    [TestCase("<html><head><title>a</title></head><body>\r\nb<script>'<p>'</script>", "b<Script>'<p>'</Script>")]
    [TestCase("<p>a<a href='x", "<P>a</P>", Description = "a tag cut by the end")]
    [TestCase("<p><b>a</p>b", null, Description = "formatting begun anew")]
    [TestCase("<table>a</table>", null, Description = "text moved out of a table")]
    [TestCase("<b><p>a</b></p>", null, Description = "formatting that ends within a block")]
    [TestCase("<p>&copy2024 &notit; R&D &#261 &foo;", "<P>©2024 ¬it; R&D ą &foo;</P>", Description = "references without their ends, and what is none")]
    [TestCase("<a><svg><path /><g><title>a</title></g></svg>b</a><x-y>c</x-y>", "<A><Svg><Other></Other><Other><Title>a</Title></Other></Svg>b</A><Custom>c</Custom>")]
    [TestCase("<svg><p>a</svg>", null, Description = "HTML that ends a drawing")]
    [TestCase("<script><!--<script></script>", null, Description = "a script in a comment of a script")]
    public void TryRead_OnePage_GivesTheTreeIfItIsPlain(string html, string? expected)
    {
        int read = 0;
        Assert.That(Read(html, ref read), Is.EqualTo(expected));
    }

    private string? Read(string html, ref int read)
    {
        byte[] utf8 = Encoding.UTF8.GetBytes(html.TrimStart('\ufeff'));
        if (!reader.TryRead(utf8, tree))
            return null;
        read++;
        return Markup(tree, 0, utf8).TrimStart();
    }

    private string? Expected(string html)
    {
        byte[] utf8 = Encoding.UTF8.GetBytes(html.TrimStart('\ufeff'));
        return dom.TryRead(utf8, expected) ? Markup(expected, 0, utf8).TrimStart() : "no body";
    }

    /// <summary>What a node holds, as markup. White space before the body's first word is in the head for one and in the body for the other.</summary>
    private static string Markup(HtmlTree tree, int index, byte[] html)
    {
        var markup = new StringBuilder();
        for (int i = index + 1; i < tree[index].End; i = tree[i].End)
        {
            markup.Append(tree[i].Tag == HtmlTag.Text
                ? Encoding.UTF8.GetString(tree.TextOf(i, html))
                : $"<{tree[i].Tag}{(tree[i].IsNamedAside ? " aside" : "")}>{Markup(tree, i, html)}</{tree[i].Tag}>");
        }
        return markup.ToString();
    }
}
