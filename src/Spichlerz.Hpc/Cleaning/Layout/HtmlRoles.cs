using System.Collections.Frozen;
using AngleSharp.Dom;

namespace Spichlerz.Hpc.Cleaning.Layout;

/// <summary>What elements of HTML are to a reader.</summary>
internal static class HtmlRoles
{
    /// <summary>Elements that hold no text of the page, or what every page of a site has.</summary>
    private static readonly FrozenSet<string> Asides = FrozenSet.ToFrozenSet(
        [
            "script", "style", "noscript", "noframes", "noembed", "template", "head", "nav", "footer", "aside", "menu", "form", "button", "select", "option", "textarea", "input", "iframe", "frameset", "svg", "math", "canvas", "object", "embed",
            "audio", "video", "dialog", "map",
        ]);

    private static readonly FrozenSet<string> Paragraphs = FrozenSet.ToFrozenSet(["p", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "ul", "ol", "dl", "table", "pre", "figure", "article", "section", "hr"]);

    private static readonly FrozenSet<string> Lines = FrozenSet.ToFrozenSet(["div", "li", "tr", "td", "th", "dt", "dd", "br", "main", "header", "address", "figcaption", "caption", "center", "fieldset", "details", "summary"]);

    /// <summary>Words in an element's class or id that say what it is for.</summary>
    private static readonly FrozenSet<string> AsideWords = FrozenSet.ToFrozenSet(["menu", "nav", "navbar", "navigation", "footer", "sidebar", "breadcrumb", "breadcrumbs", "cookie", "cookies"], StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether an element is no part of what the page says.</summary>
    public static bool IsAside(IElement element)
    {
        string name = element.LocalName;
        if (Asides.Contains(name))
            return true;
        if (name == "header")
            return element.Ancestors<IElement>().All(outer => outer.LocalName is not ("article" or "main"));
        return name is "div" or "ul" or "ol" or "section" or "table" && IsNamedAside(element) && IsMostlyLinks(element);
    }

    /// <summary>Line ends before and after an element: two make a paragraph.</summary>
    public static int BreaksAround(string name) => Paragraphs.Contains(name) ? 2 : Lines.Contains(name) ? 1 : 0;

    /// <summary>Whether a cell of a table is a part of the page's layout rather than of a row.</summary>
    public static bool HoldsBlocks(IElement cell) => cell.Children.Any(child => child.LocalName != "br" && BreaksAround(child.LocalName) > 0);

    private static bool IsNamedAside(IElement element) =>
        $"{element.ClassName} {element.Id}".Split([' ', '-', '_'], StringSplitOptions.RemoveEmptyEntries).Any(AsideWords.Contains);

    private static bool IsMostlyLinks(IElement element) =>
        element.QuerySelectorAll("a").Sum(link => link.TextContent.Trim().Length) * 2 >= element.TextContent.Trim().Length;
}
