using System.Text;
using CsCheck;
using Spichlerz.Hpc.Cleaning.Layout.Html;

namespace Spichlerz.Hpc.Tests.Cleaning.Layout.Html;

/// <summary>Pages of random elements: some nested as they should be, others as wild as the web.</summary>
internal static class RandomHtml
{
    private static readonly string[] Usual =
        ["p", "div", "span", "a", "b", "i", "ul", "li", "br", "img", "table", "tr", "td", "h2", "strong", "ol", "em", "blockquote", "dl", "dt", "dd", "th", "tbody", "pre", "section", "header", "article", "svg", "x-y"];

    private static readonly string[] All = [.. Enum.GetNames<HtmlTag>().Where(name => name is not ("Other" or "Custom" or "Text")).Select(name => name.ToLowerInvariant()), "nobr", "x-y", "fb-a", "g:p", "path", "g", "desc", "rt", "frame", "marquee", "applet", "xmp", "ruby", "search"];

    private static readonly string[] Heads =
    [
        "<!DOCTYPE html>", "<html>", "<html><head>", "<html><head><title>T &amp;</title></head><body>", "<html><body>", "<head><script>if(a<b){}</script></head>", "<head><noscript><img></noscript></head><body>", "</head>",
        "<html><head><meta x><noscript><style>p{}</style></noscript><link></head>\n<body class='x'>\n", "\n<title>x</title>", "<html><frameset><frame><noframes>x</noframes>", "<br />\n<b>Warning</b>: nic\n<html>", "Tytuł\n\n", "\ufeff", "# Tytuł\n", "[a](b)\n", "a\nb\nc\n",
    ];

    private static readonly string[] Texts =
    [
        "słowo", "dwa słowa", " ", "  ", "\n", "\r\n", "\t", "&nbsp;", "&amp;", "&#243;", "&oacute;", "&", " & ", "&foo;", "R&D", "&copy", "&copy2016", "&notit;", "&am;", "&#", "&#;", "&#261 x", "&#x17cg", "&#x17c;", "&#128;", "&lt;p&gt;", "<!-- k -->", "<!-- <p> -->", "<![endif]-->", "<!DOCTYPE html>", "<?x y?>",
        "< 5", "a < b", "ą", "😀", "\ufeff", "\u00a0", "\u2003", "<!>", "</>", "-->", "\r", "<!-->", "</ x>", "]]>", "{", "{{", "`", " x  y ", "&#13;", "&#10;", "\n# ", "<svg><p>", "<svg viewBox='0'><path d=1 /><g><title>T</title></g></svg>", "<svg/>", "<![CDATA[x]]>", "\0",
    ];

    private static readonly string[] Raw = ["x<b>y", "", "\n", "a &amp; b", "<!-- <script> -->", "a\r\nb", "</x>", "<!--<script></script>"];

    private static readonly string[] Attributes =
    [
        " class='menu'", " class=\"main-nav x\"", " id=footer", " href=\"http://a.b/?c=d&e=f\"", " /", "/", " class=menu class=x", " CLASS=Menu", " x y=z", " title='a>b'", " =a", " a= b", " x=y/", " style=\"a:b\"", " class=a&amp;menu", " 'x'",
        "\nid=\n'cookie'\n",
    ];

    public static readonly Gen<string> Any = Gen.Int.Select(Of);

    private static string Of(int seed)
    {
        var random = new Random(seed);
        double wildness = random.NextDouble() * random.NextDouble() * 0.5;
        var page = new StringBuilder(random.Next(5) == 0 ? OneOf(Heads, random) : "");
        List<string> open = [];
        for (int pieces = random.Next(1, 25); pieces > 0; pieces--)
        {
            bool isWild = random.NextDouble() < wildness;
            int kind = random.Next(10);
            if (kind < 4)
                Begin(page, open, isWild, random);
            else if (kind < 7)
                End(page, open, isWild, random);
            else
                page.Append(open is [.., "table" or "tr" or "tbody"] && !isWild ? "\n " : random.Next(2) == 0 ? "słowo i drugie" : OneOf(Texts, random));
        }
        for (int i = random.Next(3) > 0 ? open.Count : 0; i > 0; i--)
            page.Append($"</{open[i - 1]}>");
        page.Append(random.Next(10) == 0 ? "</body></html>\n" : "");
        page.Length = random.Next(15) == 0 ? random.Next(page.Length + 1) : page.Length;
        return Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(page.ToString())); // a cut may halve a character
    }

    private static void Begin(StringBuilder page, List<string> open, bool isWild, Random random)
    {
        string inner = isWild ? OneOf(All, random) : OneOf(Usual, random);
        string name = isWild || open.Count == 0 ? inner : open[^1] switch
        {
            "svg" => OneOf(["path", "g", "a", "circle", "title"], random),
            "table" => OneOf(["tr", "tbody", "caption"], random),
            "tbody" or "thead" or "tfoot" => "tr",
            "tr" => OneOf(["td", "th"], random),
            "ul" or "ol" => "li",
            "dl" => OneOf(["dt", "dd"], random),
            "select" => "option",
            "colgroup" => "col",
            _ => inner,
        };
        page.Append($"<{(random.Next(12) == 0 ? name.ToUpperInvariant() : name)}{(random.Next(3) == 0 ? OneOf(Attributes, random) : "")}>");
        if (name is "script" or "style" or "title" or "textarea" or "iframe")
            page.Append($"{OneOf(Raw, random)}</{name}{(random.Next(6) == 0 ? " x>" : ">")}");
        else if (name is not ("br" or "img" or "hr" or "input" or "meta" or "link" or "col"))
            open.Add(name);
    }

    private static void End(StringBuilder page, List<string> open, bool isWild, Random random)
    {
        if (isWild)
        {
            page.Append($"</{OneOf(random.Next(2) == 0 ? All : Usual, random)}>");
        }
        else if (open.Count > 0)
        {
            page.Append($"</{open[^1]}>");
            open.RemoveAt(open.Count - 1);
        }
    }

    private static string OneOf(string[] pieces, Random random) => pieces[random.Next(pieces.Length)];
}
