namespace Spichlerz.Hpc.Cleaning.Layout.Html;

/// <summary>The elements whose end a reader has not seen yet: the <c>stack of open elements</c>.</summary>
internal sealed class HtmlOpenElements
{
    private (HtmlTag Tag, int Node)[] elements = new (HtmlTag, int)[64];

    public int Count { get; private set; }

    /// <summary>The innermost element.</summary>
    public HtmlTag Tag => elements[Count - 1].Tag;

    /// <summary>Index of the innermost element's node.</summary>
    public int Node => elements[Count - 1].Node;

    public HtmlTag this[int level] => elements[level].Tag;

    public void Clear() => Count = 0;

    public void Push(HtmlTag tag, int node)
    {
        if (Count == elements.Length)
            Array.Resize(ref elements, 2 * Count);
        elements[Count++] = (tag, node);
    }

    /// <summary>Level of the innermost element with the tag; -1 if none is open, or only beyond one that bounds the search.</summary>
    public int Find(HtmlTag tag, HtmlTraits border)
    {
        for (int level = Count - 1; level >= 0; level--)
        {
            if (elements[level].Tag == tag)
                return level;
            if (elements[level].Tag.Has(border))
                return -1;
        }
        return -1;
    }

    /// <summary>Level of the innermost element that has one of the traits; -1 if none is open, or only beyond one that bounds the search.</summary>
    public int Find(HtmlTraits anyOf, HtmlTraits border)
    {
        for (int level = Count - 1; level >= 0; level--)
        {
            if (elements[level].Tag.Has(anyOf))
                return level;
            if (elements[level].Tag.Has(border))
                return -1;
        }
        return -1;
    }

    public int CountOf(HtmlTag tag)
    {
        int count = 0;
        for (int level = 0; level < Count; level++)
            count += elements[level].Tag == tag ? 1 : 0;
        return count;
    }

    /// <summary>Ends the element at a level and all in it; false if that would end one that browsers begin anew or still count as open.</summary>
    public bool TryClose(int level, HtmlTree tree)
    {
        bool isFormatted = false;
        for (int i = Count - 1; i > level; i--)
        {
            if (elements[i].Tag is HtmlTag.Form or HtmlTag.Object)
                return false;
            isFormatted = (isFormatted || elements[i].Tag.Has(HtmlTraits.Formatting)) && !elements[i].Tag.Has(HtmlTraits.Cell);
        }
        if (isFormatted && !elements[level].Tag.Has(HtmlTraits.Cell) && elements[level].Tag != HtmlTag.Object)
            return false;
        while (Count > level)
            tree.End(elements[--Count].Node);
        return true;
    }

    /// <summary>Ends all at the end of a page.</summary>
    public void CloseAll(HtmlTree tree)
    {
        while (Count > 0)
            tree.End(elements[--Count].Node);
    }
}
