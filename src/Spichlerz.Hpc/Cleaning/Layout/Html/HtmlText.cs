namespace Spichlerz.Hpc.Cleaning.Layout.Html;

/// <summary>Turns HTML into its text: paragraphs and rows become lines, items begin with a dash; scripts, menus, heads and feet of pages go.</summary>
/// <remarks>One instance serves one thread.</remarks>
internal sealed class HtmlText
{
    /// <summary>Elements never closed before: a parser looks through them at every tag, which takes minutes for 100,000.</summary>
    private const int MaxOpen = 1_000;

    private readonly HtmlTree tree = new();
    private readonly HtmlReader reader = new();
    private readonly HtmlDom dom = new();
    private readonly HtmlWriter writer = new();

    /// <summary>The text without its HTML, valid until the next call, or the same text.</summary>
    public ReadOnlyMemory<byte> Extract(ReadOnlyMemory<byte> text, int maxMib, KindCounts counts)
    {
        ReadOnlySpan<byte> utf8 = text.Span;
        int start = HtmlShape.StartOf(utf8);
        if (start < 0)
            return text;
        ReadOnlyMemory<byte> plain = HtmlShape.IsLongerThan(utf8, (long)maxMib << 20) || HasTooManyOpen(utf8) ? text : Extract(utf8, start) ?? text;
        bool isLeft = plain.Equals(text) || HtmlShape.StartOf(plain.Span) >= 0; // a page about HTML: what it shows must not be taken for its own
        counts.Add(isLeft ? "html_left" : "html");
        return isLeft ? text : plain;
    }

    private static bool HasTooManyOpen(ReadOnlySpan<byte> utf8) => utf8.Count((byte)'<') > MaxOpen && HtmlShape.MostOpen(utf8) > MaxOpen;

    /// <summary>The text of a page, or null if it has no body.</summary>
    private ReadOnlyMemory<byte>? Extract(ReadOnlySpan<byte> utf8, int start)
    {
        ReadOnlySpan<byte> html = utf8[start..], before = Utf16.TrimEnd(utf8[..start]);
        while (html.StartsWith("\ufeff"u8))
            html = html["\ufeff"u8.Length..];
        if (!reader.TryRead(html, tree) && !dom.TryRead(html, tree))
            return null;
        return writer.Write(before, tree, html);
    }
}
