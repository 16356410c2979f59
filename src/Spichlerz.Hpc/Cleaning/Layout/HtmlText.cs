using AngleSharp.Dom;
using AngleSharp.Html.Parser;

namespace Spichlerz.Hpc.Cleaning.Layout;

/// <summary>Turns HTML into its text: paragraphs and rows become lines, items begin with a dash; scripts, menus, heads and feet of pages go.</summary>
/// <remarks>One instance serves one thread: setting up a parser takes half as long as parsing a short document.</remarks>
internal sealed class HtmlText
{
    /// <summary>Browsers stop nesting at the same depth.</summary>
    private const int MaxDepth = 256;

    /// <summary>Elements never closed before: a parser looks through them at every tag, which takes minutes for 100,000.</summary>
    private const int MaxOpen = 1_000;

    private readonly HtmlParser parser = new(new HtmlParserOptions { MaximumDepth = MaxDepth, SkipComments = true, DisableElementPositionTracking = true });

    /// <summary>The text without its HTML, or the same text.</summary>
    public string Extract(string text, int maxMib, KindCounts counts)
    {
        int start = HtmlShape.StartOf(text);
        if (start < 0)
            return text;
        if (text.Length > (long)maxMib << 20 || HtmlShape.MostOpen(text) > MaxOpen || Parse(text[start..].TrimStart('\ufeff')) is not { Body: { } body } document)
        {
            counts.Add("html_left");
            return text;
        }
        string plain = Write(document, body, text[..start]);
        if (HtmlShape.StartOf(plain) >= 0) // a page about HTML: what it shows must not be taken for its own
        {
            counts.Add("html_left");
            return text;
        }
        counts.Add("html");
        return plain;
    }

    private static string Write(IDocument document, IElement body, string before)
    {
        using (document)
        {
            var writer = new HtmlWriter(capacity: 1 << 12);
            writer.Write(body);
            return string.IsNullOrWhiteSpace(before) ? writer.ToString() : $"{before.TrimEnd()}\n\n{writer}";
        }
    }

    private IDocument Parse(string html) => parser.ParseDocument(html);
}
