using System.Text;
using AngleSharp.Dom;

namespace Spichlerz.Hpc.Cleaning.Layout;

/// <summary>Writes the text of one HTML document, with the white space a reader would see.</summary>
internal sealed class HtmlWriter(int capacity)
{
    private const string Item = "- ", CellBorder = " | ";

    private readonly StringBuilder target = new(capacity);
    private string mark = "";
    private int breaks;
    private bool isBlankDue;

    public override string ToString() => target.ToString();

    /// <summary>Writes the children of an element; the parser bounds how deep they go.</summary>
    public void Write(INode parent)
    {
        foreach (INode child in parent.ChildNodes)
        {
            if (child is IText text)
                Write(text.Data, parent.NodeName == "PRE");
            else if (child is IElement element && !HtmlRoles.IsAside(element))
                Write(element);
        }
    }

    private void Write(IElement element)
    {
        string name = element.LocalName;
        int lines = HtmlRoles.BreaksAround(name);
        bool isCell = name is "td" or "th" && !HtmlRoles.HoldsBlocks(element);
        if (isCell && element.PreviousElementSibling is not null && mark.Length == 0)
            mark = CellBorder;
        else if (!isCell)
            Break(lines);
        if (name == "li")
            mark = Item;
        Write((INode)element);
        if (name is "li" or "tr")
            mark = "";
        if (!isCell)
            Break(lines);
    }

    private void Break(int lines) => breaks = Math.Max(breaks, lines);

    private void Write(string text, bool isPreformatted)
    {
        foreach (char value in text)
        {
            if (value == '\n' && isPreformatted)
                Break(1);
            else if (value is ' ' or '\t' or '\n' or '\r' or '\f' && !(isPreformatted && value is ' ' or '\t'))
                isBlankDue = true;
            else
                Append(value);
        }
    }

    private void Append(char value)
    {
        if (target.Length > 0 && breaks > 0)
            target.Append('\n', breaks);
        else if (target.Length > 0 && isBlankDue && mark != CellBorder)
            target.Append(' ');
        if (mark != CellBorder || (target.Length > 0 && breaks == 0))
            target.Append(mark);
        target.Append(value);
        (breaks, isBlankDue, mark) = (0, false, "");
    }
}
