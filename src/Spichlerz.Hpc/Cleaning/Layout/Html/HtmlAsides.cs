using System.Text;

namespace Spichlerz.Hpc.Cleaning.Layout.Html;

/// <summary>Tells elements that are no part of what a page says.</summary>
internal static class HtmlAsides
{
    private const int MaxWordBytes = 11;

    /// <summary>Words in an element's class or id that say what it is for.</summary>
    private static readonly byte[][] Words =
        [.. new[] { "menu", "nav", "navbar", "navigation", "footer", "sidebar", "breadcrumb", "breadcrumbs", "cookie", "cookies" }.Select(Encoding.ASCII.GetBytes)];

    /// <summary>Whether the value of an element's class or id names it a menu or the like.</summary>
    public static bool AreIn(ReadOnlySpan<byte> value)
    {
        for (int end; !value.IsEmpty; value = end < 0 ? [] : value[(end + 1)..])
        {
            end = value.IndexOfAny((byte)' ', (byte)'-', (byte)'_');
            if (IsOne(end < 0 ? value : value[..end]))
                return true;
        }
        return false;
    }

    /// <summary>Whether a node of a tree is no part of what its page says.</summary>
    public static bool Is(HtmlTree tree, int index, ReadOnlySpan<byte> html)
    {
        ref readonly HtmlNode node = ref tree[index];
        if (node.Tag.Has(HtmlTraits.Aside))
            return true;
        if (node.Tag == HtmlTag.Header)
            return !IsInArticle(tree, node.Parent);
        return node.IsNamedAside && IsMostlyLinks(tree, index, html);
    }

    private static bool IsOne(ReadOnlySpan<byte> word)
    {
        if (word.Length > MaxWordBytes)
            return false;
        foreach (byte[] known in Words)
        {
            if (Ascii.EqualsIgnoreCase(word, known))
                return true;
        }
        return false;
    }

    private static bool IsInArticle(HtmlTree tree, int index)
    {
        for (; index >= 0; index = tree[index].Parent)
        {
            if (tree[index].Tag is HtmlTag.Article or HtmlTag.Main)
                return true;
        }
        return false;
    }

    private static bool IsMostlyLinks(HtmlTree tree, int index, ReadOnlySpan<byte> html)
    {
        long linked = 0;
        for (int i = index + 1; i < tree[index].End; i++)
            linked += tree[i].Tag == HtmlTag.A ? LengthOf(tree, i, html) : 0;
        return linked * 2 >= LengthOf(tree, index, html);
    }

    /// <summary>Characters of an element's text in UTF-16, white space around it aside.</summary>
    private static int LengthOf(HtmlTree tree, int index, ReadOnlySpan<byte> html)
    {
        int length = 0, filled = 0;
        for (int i = index + 1; i < tree[index].End; i++)
        {
            if (tree[i].Tag != HtmlTag.Text)
                continue;
            for (ReadOnlySpan<byte> text = tree.TextOf(i, html); !text.IsEmpty;)
            {
                Rune.DecodeFromUtf8(text, out Rune rune, out int bytes);
                text = text[bytes..];
                bool isWhite = Rune.IsWhiteSpace(rune);
                length += isWhite && filled == 0 ? 0 : rune.Utf16SequenceLength;
                filled = isWhite ? filled : length;
            }
        }
        return filled;
    }
}
