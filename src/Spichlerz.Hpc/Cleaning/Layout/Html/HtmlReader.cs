using System.Buffers;
using System.Text;

namespace Spichlerz.Hpc.Cleaning.Layout.Html;

/// <summary>
/// Reads a page whose elements are nested as they should be, in a tenth of the time that <see cref="HtmlDom"/> takes and into the very same tree
/// (HTML Living Standard, section 13.2.6). It gives up where formatting would begin anew in another block, where text would move out of a table,
/// and at whatever else is rare.
/// </summary>
/// <remarks>One instance serves one thread.</remarks>
internal sealed class HtmlReader
{
    /// <summary>Well below the depth from which browsers no longer nest.</summary>
    private const int MaxDepth = 200;

    /// <summary>Of so many equal formatting elements parsers forget the first.</summary>
    private const int MaxEqualFormatting = 3;

    private static readonly SearchValues<byte> Blanks = SearchValues.Create(" \t\n\r\f"u8);

    private readonly HtmlReferences references = new();
    private readonly HtmlOpenElements open = new();
    private bool? hasQuirks;

    /// <summary>Reads a page into a tree; false if it takes a <see cref="HtmlDom"/>, and then the tree is of no use.</summary>
    public bool TryRead(ReadOnlySpan<byte> html, HtmlTree tree)
    {
        if (html.Contains((byte)0))
            return false;
        tree.Clear();
        open.Clear();
        hasQuirks = HasQuirks(html);
        open.Push(HtmlTag.Body, tree.Add(HtmlTag.Body, parent: -1));
        var tokens = new HtmlTokens(html);
        if (!TrySkipHead(ref tokens))
            return false;
        for (; tokens.Kind != HtmlTokenKind.End; tokens.Next())
        {
            bool isRead = tokens.Kind switch
            {
                HtmlTokenKind.Text => TryText(in tokens, tree),
                HtmlTokenKind.BeginTag => TryBegin(ref tokens, tree),
                HtmlTokenKind.EndTag => TryEnd(in tokens, tree),
                _ => false,
            };
            if (!isRead)
                return false;
        }
        open.CloseAll(tree);
        return true;
    }

    /// <summary>Whether a page is one of the old, in which tables stand within paragraphs: it has no document type. Null for all but today's type.</summary>
    private static bool? HasQuirks(ReadOnlySpan<byte> html)
    {
        html = html.TrimStart(" \t\n\r\f"u8);
        if (Ascii.EqualsIgnoreCase(html[..Math.Min(html.Length, "<!doctype html>"u8.Length)], "<!doctype html>"u8))
            return false;
        return html.StartsWith("<!"u8) || html.StartsWith("<?"u8) ? null : true;
    }

    /// <summary>Goes to the first token of the body; false if it takes a <see cref="HtmlDom"/> to find it.</summary>
    private static bool TrySkipHead(ref HtmlTokens tokens)
    {
        bool isHeadOver = false;
        while (tokens.Next() != HtmlTokenKind.End)
        {
            if (tokens.Kind == HtmlTokenKind.Odd || tokens.Tag == HtmlTag.Template)
                return false;
            if (tokens.Kind == HtmlTokenKind.BeginTag && tokens.Tag == HtmlTag.Frameset) // frames hold no text of the page, and a body behind them is none
            {
                tokens.SkipRest();
                return true;
            }
            if (tokens.Kind == HtmlTokenKind.Text && !IsBlank(tokens.Value))
                return !tokens.Value.TrimStart(" \t\n\r\f"u8).StartsWith("&"u8); // which may be a blank
            if (tokens.Kind == HtmlTokenKind.EndTag)
            {
                if (tokens.Tag is HtmlTag.Body or HtmlTag.Html or HtmlTag.Br)
                    return false;
                isHeadOver |= tokens.Tag == HtmlTag.Head;
            }
            else if (tokens.Kind == HtmlTokenKind.BeginTag)
            {
                if (tokens.Tag == HtmlTag.Body)
                    return tokens.Next() != HtmlTokenKind.Odd;
                if (!tokens.Tag.Has(HtmlTraits.HeadOnly) || (isHeadOver && tokens.Tag == HtmlTag.Noscript))
                    return true;
                if (tokens.Tag.Has(HtmlTraits.Raw) && tokens.NextRaw(tokens.Value) == HtmlTokenKind.Odd)
                    return false;
            }
        }
        return true;
    }

    private bool TryText(in HtmlTokens tokens, HtmlTree tree, bool isRaw = false)
    {
        ReadOnlySpan<byte> text = tokens.Value;
        if (open.Tag.Has(HtmlTraits.TableFrame) && !IsBlank(text))
            return false;
        if (isRaw ? !text.Contains((byte)'\r') : !text.ContainsAny((byte)'&', (byte)'\r'))
        {
            tree.AddText(open.Node, tokens.Start, tokens.Length);
            return true;
        }
        int start = tree.Decoded.Length;
        if (!references.TryDecode(text, tree, isRaw))
            return false;
        tree.AddDecoded(open.Node, start);
        return true;
    }

    private bool TryBegin(ref HtmlTokens tokens, HtmlTree tree)
    {
        HtmlTag tag = tokens.Tag;
        if (open.Count > MaxDepth)
            return false;
        if (open.Tag is HtmlTag.Select or HtmlTag.Option or HtmlTag.Optgroup)
            return TryBeginInSelect(tag, tree);
        if (tag is HtmlTag.Html or HtmlTag.Head or HtmlTag.Body || (tag == HtmlTag.Form && open.Find(HtmlTag.Form, HtmlTraits.None) >= 0))
            return true;
        if (tag.Has(HtmlTraits.TablePart) && tag != HtmlTag.Table)
            return TryEndCell(tree) && (!open.Tag.Has(HtmlTraits.TableFrame) || TryBeginInTable(tag, tree));
        if (tag.Has(HtmlTraits.Raw))
            return TryRaw(ref tokens, tree);
        if (open.Tag.Has(HtmlTraits.TableFrame) || !MayBegin(tag) || !TryEndParagraph(tag, tree))
            return false;
        if (tag == HtmlTag.Svg)
            return TrySvg(ref tokens, tree);
        if (tag.Has(HtmlTraits.Void))
            tree.Add(tag, open.Node);
        else if (tag == HtmlTag.Custom)
            open.Push(tag, tree.Add(tag, open.Node, tokens.Start, tokens.Length));
        else
            Push(tag, tree, tokens.IsNamedAside);
        return tag != HtmlTag.Pre || tokens.TrySkipLineFeed();
    }

    /// <summary>Reads an element whose text may look like markup.</summary>
    private bool TryRaw(ref HtmlTokens tokens, HtmlTree tree)
    {
        HtmlTag tag = tokens.Tag;
        if (open.Tag.Has(HtmlTraits.TableFrame) && tag is not (HtmlTag.Script or HtmlTag.Style))
            return false;
        if ((tag == HtmlTag.Textarea && !tokens.TrySkipLineFeed()) || tokens.NextRaw(tokens.Value) == HtmlTokenKind.Odd)
            return false;
        if (tag == HtmlTag.Title && tokens.Value.IndexOf("</"u8) >= 0) // the parser writes names of such tags in small letters
            return false;
        Push(tag, tree);
        return TryText(tokens, tree, isRaw: tag is not (HtmlTag.Title or HtmlTag.Textarea)) && open.TryClose(open.Count - 1, tree);
    }

    /// <summary>Whether an element may begin here without further ado.</summary>
    private bool MayBegin(HtmlTag tag)
    {
        if (tag == HtmlTag.A)
            return open.Find(HtmlTag.A, HtmlTraits.Cell) < 0;
        if (tag.Has(HtmlTraits.Formatting))
            return open.CountOf(tag) < MaxEqualFormatting;
        if (tag == HtmlTag.Table && hasQuirks is null)
            return open.Find(HtmlTag.P, HtmlTraits.Scope | HtmlTraits.ButtonScope) < 0;
        if (tag == HtmlTag.Button)
            return open.Find(HtmlTag.Button, HtmlTraits.Scope) < 0;
        return tag.Has(HtmlTraits.EndsParagraph | HtmlTraits.Ordinary | HtmlTraits.Void) || tag is HtmlTag.Select or HtmlTag.Object or HtmlTag.Svg or HtmlTag.Table;
    }

    /// <summary>Reads a drawing, whose elements are those of XML: each has an end tag or a slash.</summary>
    private bool TrySvg(ref HtmlTokens tokens, HtmlTree tree)
    {
        int level = open.Count;
        bool isRead = TryBeginInSvg(tokens, tree);
        while (isRead && open.Count > level && tokens.Next() != HtmlTokenKind.End)
        {
            isRead = tokens.Kind switch
            {
                HtmlTokenKind.Text => TryText(tokens, tree),
                HtmlTokenKind.BeginTag => TryBeginInSvg(tokens, tree),
                HtmlTokenKind.EndTag => tokens.IsNamed(tree[open.Node]) && open.TryClose(open.Count - 1, tree),
                _ => false,
            };
        }
        return isRead;
    }

    private bool TryBeginInSvg(in HtmlTokens tokens, HtmlTree tree)
    {
        // Titles may hold HTML, which ends a drawing elsewhere.
        if (open.Count > MaxDepth || open.Tag == HtmlTag.Title || tokens.Tag is not (HtmlTag.Svg or HtmlTag.A or HtmlTag.Title or HtmlTag.Style or HtmlTag.Other) || IsOfHtml(tokens.Value))
            return false;
        int node = tree.Add(tokens.Tag, open.Node, tokens.Start, tokens.Length);
        if (!tokens.IsSelfClosing)
            open.Push(tokens.Tag, node);
        return true;
    }

    /// <summary>Whether an element of a name that no <see cref="HtmlTag"/> has ends a drawing or holds HTML.</summary>
    private static bool IsOfHtml(ReadOnlySpan<byte> name) =>
        Ascii.EqualsIgnoreCase(name, "desc"u8) || Ascii.EqualsIgnoreCase(name, "foreignobject"u8) || Ascii.EqualsIgnoreCase(name, "listing"u8) || Ascii.EqualsIgnoreCase(name, "nobr"u8) || Ascii.EqualsIgnoreCase(name, "ruby"u8);

    /// <summary>Ends what a begin tag ends: a paragraph, an item of a list, a heading.</summary>
    private bool TryEndParagraph(HtmlTag tag, HtmlTree tree)
    {
        if (!tag.Has(HtmlTraits.EndsParagraph) && (tag != HtmlTag.Table || hasQuirks != false))
            return true;
        if (tag is HtmlTag.Li or HtmlTag.Dd or HtmlTag.Dt && OpenItem(tag) is >= 0 and var item && !open.TryClose(item, tree))
            return false;
        int paragraph = open.Find(HtmlTag.P, HtmlTraits.Scope | HtmlTraits.ButtonScope);
        if (paragraph >= 0 && !open.TryClose(paragraph, tree))
            return false;
        return !tag.Has(HtmlTraits.Heading) || !open.Tag.Has(HtmlTraits.Heading) || open.TryClose(open.Count - 1, tree);
    }

    /// <summary>Level of the item that another ends; -1 if there is none in the innermost list.</summary>
    private int OpenItem(HtmlTag tag)
    {
        for (int level = open.Count - 1; level >= 0; level--)
        {
            HtmlTag outer = open[level];
            if (tag == HtmlTag.Li ? outer == HtmlTag.Li : outer is HtmlTag.Dd or HtmlTag.Dt)
                return level;
            if (outer.Has(HtmlTraits.Special) && outer is not (HtmlTag.Address or HtmlTag.Div or HtmlTag.P))
                return -1;
        }
        return -1;
    }

    private bool TryBeginInSelect(HtmlTag tag, HtmlTree tree)
    {
        if (tag is not (HtmlTag.Option or HtmlTag.Optgroup))
            return false;
        if (open.Tag == HtmlTag.Option && !open.TryClose(open.Count - 1, tree))
            return false;
        if (open.Tag == HtmlTag.Optgroup && tag == HtmlTag.Optgroup && !open.TryClose(open.Count - 1, tree))
            return false;
        Push(tag, tree);
        return true;
    }

    private bool TryEnd(in HtmlTokens tokens, HtmlTree tree)
    {
        HtmlTag tag = tokens.Tag;
        if (tag is HtmlTag.Html or HtmlTag.Body) // what follows them is none the less part of the body
            return open.Tag != HtmlTag.Colgroup;
        if (tag.Has(HtmlTraits.TablePart) || open.Tag.Has(HtmlTraits.TableFrame))
            return TryEndOfTable(tag, tree);
        if (open.Tag is HtmlTag.Select or HtmlTag.Option or HtmlTag.Optgroup && tag is not (HtmlTag.Select or HtmlTag.Option or HtmlTag.Optgroup))
            return false;
        if (tag is HtmlTag.P or HtmlTag.Br)
            return TryEndEmpty(tag, tree);
        if (tag.Has(HtmlTraits.Formatting))
            return TryEndFormatting(tag, tree);
        if (tag is HtmlTag.Option or HtmlTag.Optgroup or HtmlTag.Form)
            return open.Tag == tag ? open.TryClose(open.Count - 1, tree) : tag == HtmlTag.Form && open.Find(tag, HtmlTraits.None) < 0;
        if (tag == HtmlTag.Custom)
            return open.Tag == tag && tokens.IsNamed(tree[open.Node]) ? open.TryClose(open.Count - 1, tree) : open.Find(tag, HtmlTraits.None) < 0;
        int level = tag switch
        {
            HtmlTag.Li => open.Find(tag, HtmlTraits.Scope | HtmlTraits.ListScope),
            _ when tag.Has(HtmlTraits.Heading) => open.Find(HtmlTraits.Heading, HtmlTraits.Scope),
            _ when tag.Has(HtmlTraits.Block) || tag == HtmlTag.Select => open.Find(tag, HtmlTraits.Scope),
            _ => open.Find(tag, HtmlTraits.Special),
        };
        return level < 0 || open.TryClose(level, tree); // an end without a begin is nothing
    }

    /// <summary>The end of a paragraph that was not begun is an empty one, and the end of a line break is one.</summary>
    private bool TryEndEmpty(HtmlTag tag, HtmlTree tree)
    {
        int level = tag == HtmlTag.P ? open.Find(tag, HtmlTraits.Scope | HtmlTraits.ButtonScope) : -1;
        if (level >= 0)
            return open.TryClose(level, tree);
        tree.Add(tag, open.Node);
        return true;
    }

    private bool TryEndFormatting(HtmlTag tag, HtmlTree tree)
    {
        int level = open.Find(tag, HtmlTraits.Cell);
        if (level < 0)
            return open.Find(tag, HtmlTraits.None) < 0;
        for (int i = level + 1; i < open.Count; i++)
        {
            if (open[i].Has(HtmlTraits.Special))
                return false;
        }
        return open.TryClose(level, tree);
    }

    private void Push(HtmlTag tag, HtmlTree tree, bool isNamedAside = false) => open.Push(tag, tree.Add(tag, open.Node, isNamedAside));

    private static bool IsBlank(ReadOnlySpan<byte> text) => !text.ContainsAnyExcept(Blanks);

    private bool TryEndCell(HtmlTree tree)
    {
        int cell = open.Find(HtmlTraits.Cell, border: HtmlTraits.TableFrame);
        return cell < 0 || open.TryClose(cell, tree);
    }

    /// <summary>Begins a part of a table, and what has to be between it and the part that is open.</summary>
    private bool TryBeginInTable(HtmlTag tag, HtmlTree tree)
    {
        while (true)
        {
            HtmlTag outer = open.Tag;
            HtmlTag between = (outer, tag) switch
            {
                (HtmlTag.Table, HtmlTag.Col) => HtmlTag.Colgroup,
                (HtmlTag.Table, HtmlTag.Td or HtmlTag.Th or HtmlTag.Tr) => HtmlTag.Tbody,
                (HtmlTag.Tbody or HtmlTag.Thead or HtmlTag.Tfoot, HtmlTag.Td or HtmlTag.Th) => HtmlTag.Tr,
                _ => HtmlTag.Other,
            };
            bool isDirect = outer == HtmlTag.Table || tag == (outer == HtmlTag.Tr ? HtmlTag.Td : outer == HtmlTag.Colgroup ? HtmlTag.Col : HtmlTag.Tr) || (outer == HtmlTag.Tr && tag == HtmlTag.Th);
            if (between != HtmlTag.Other)
            {
                Push(between, tree);
            }
            else if (isDirect)
            {
                if (tag == HtmlTag.Col)
                    tree.Add(tag, open.Node);
                else
                    Push(tag, tree);
                return true;
            }
            else if (!open.TryClose(open.Count - 1, tree))
            {
                return false;
            }
        }
    }

    /// <summary>Ends a part of a table, and the parts of it that are open; any end tag within its frame and those of its parts anywhere.</summary>
    private bool TryEndOfTable(HtmlTag tag, HtmlTree tree)
    {
        if (!tag.Has(HtmlTraits.TablePart))
            return false; // moves out of the table
        int level = open.Find(tag, HtmlTraits.TableScope);
        return level < 0 ? tag is not (HtmlTag.Td or HtmlTag.Th) : open.TryClose(level, tree); // the parser makes more of those than nothing
    }
}
