using System.Text;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;

namespace Spichlerz.Hpc.Cleaning.Layout.Html;

/// <summary>Reads any page as browsers do, however broken.</summary>
/// <remarks>One instance serves one thread: setting up a parser takes half as long as parsing a short document.</remarks>
internal sealed class HtmlDom
{
    /// <summary>Browsers stop nesting at the same depth.</summary>
    private const int MaxDepth = 256;

    private readonly HtmlParser parser = new(new HtmlParserOptions { MaximumDepth = MaxDepth, SkipComments = true, DisableElementPositionTracking = true });

    /// <summary>Reads a page into a tree; false if it has no body.</summary>
    public bool TryRead(ReadOnlySpan<byte> html, HtmlTree tree)
    {
        using IDocument document = parser.ParseDocument(Encoding.UTF8.GetString(html));
        if (document.Body is not { } body)
            return false;
        tree.Clear();
        if (body.LocalName == "frameset") // frames hold no text of the page
            tree.Add(HtmlTag.Body, parent: -1);
        else
            Add(body, parent: -1, tree);
        return true;
    }

    private static void Add(IElement element, int parent, HtmlTree tree)
    {
        HtmlTag tag = HtmlTags.Named(Encoding.UTF8.GetBytes(element.LocalName));
        bool isNamedAside = tag.Has(HtmlTraits.Nameable) && (HtmlAsides.AreIn(Encoding.UTF8.GetBytes(element.ClassName ?? "")) || HtmlAsides.AreIn(Encoding.UTF8.GetBytes(element.Id ?? "")));
        int index = tree.Add(tag, parent, isNamedAside);
        foreach (INode child in element.ChildNodes) // the parser bounds how deep they go
        {
            if (child is IText text)
            {
                Span<byte> utf8 = tree.Reserve(Encoding.UTF8.GetByteCount(text.Data));
                Encoding.UTF8.GetBytes(text.Data, utf8);
                tree.AddDecoded(index, tree.Decoded.Length - utf8.Length);
            }
            else if (child is IElement inner)
            {
                Add(inner, index, tree);
            }
        }
        tree.End(index);
    }
}
