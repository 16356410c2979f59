using System.Buffers;

namespace Spichlerz.Hpc.Cleaning.Layout.Html;

/// <summary>Writes the text of one page, with the white space a reader would see.</summary>
internal sealed class HtmlWriter
{
    private const int UsualBytes = 1 << 12, MostBytes = 1 << 22;

    private static readonly SearchValues<byte> OtherBlanks = SearchValues.Create("\t\n\r\f"u8), LineEnds = SearchValues.Create("\n\r\f"u8);

    private byte[] target = new byte[UsualBytes];
    private int length, start, breaks;
    private Mark mark;
    private bool isBlankDue;

    /// <summary>What is to stand before the next word.</summary>
    private enum Mark
    {
        None,
        Item,
        CellBorder,
    }

    /// <summary>The text of a page behind what stood before it; valid until the next call.</summary>
    public ReadOnlyMemory<byte> Write(ReadOnlySpan<byte> before, HtmlTree tree, ReadOnlySpan<byte> html)
    {
        (length, breaks, isBlankDue, mark) = (0, 0, false, Mark.None);
        target = target.Length > MostBytes ? new byte[UsualBytes] : target;
        if (!before.IsEmpty)
        {
            Append(before);
            Append("\n\n"u8);
        }
        start = length;
        WriteContent(tree, 0, html);
        return target.AsMemory(0, length);
    }

    /// <summary>Writes what an element holds; those who read a tree bound how deep it goes.</summary>
    private void WriteContent(HtmlTree tree, int index, ReadOnlySpan<byte> html)
    {
        int end = tree[index].End;
        bool isPreformatted = tree[index].Tag == HtmlTag.Pre, isFirst = true;
        for (int i = index + 1; i < end; i = tree[i].End)
        {
            if (tree[i].Tag == HtmlTag.Text)
            {
                if (isPreformatted)
                    WritePreformatted(tree.TextOf(i, html));
                else
                    WriteText(tree.TextOf(i, html));
                continue;
            }
            if (!HtmlAsides.Is(tree, i, html))
                WriteElement(tree, i, isFirst, html);
            isFirst = false;
        }
    }

    private void WriteElement(HtmlTree tree, int index, bool isFirst, ReadOnlySpan<byte> html)
    {
        HtmlTag tag = tree[index].Tag;
        int lines = HtmlTags.BreaksAround(tag);
        bool isCell = tag is HtmlTag.Td or HtmlTag.Th && !HoldsBlocks(tree, index);
        if (isCell && !isFirst && mark == Mark.None)
            mark = Mark.CellBorder;
        else if (!isCell)
            Break(lines);
        if (tag == HtmlTag.Li)
            mark = Mark.Item;
        WriteContent(tree, index, html);
        if (tag is HtmlTag.Li or HtmlTag.Tr)
            mark = Mark.None;
        if (!isCell)
            Break(lines);
    }

    /// <summary>Whether a cell of a table is a part of the page's layout rather than of a row.</summary>
    private static bool HoldsBlocks(HtmlTree tree, int cell)
    {
        for (int i = cell + 1; i < tree[cell].End; i = tree[i].End)
        {
            if (tree[i].Tag != HtmlTag.Br && HtmlTags.BreaksAround(tree[i].Tag) > 0)
                return true;
        }
        return false;
    }

    private void Break(int lines) => breaks = Math.Max(breaks, lines);

    private void WritePreformatted(ReadOnlySpan<byte> text)
    {
        while (true)
        {
            ReadOnlySpan<byte> line = NextPart(ref text, LineEnds, out byte end);
            WriteWords(line);
            if (end == 0)
                return;
            if (end == (byte)'\n')
                Break(1);
            else
                isBlankDue = true;
        }
    }

    /// <summary>Writes text in which a run of white space is one blank.</summary>
    private void WriteText(ReadOnlySpan<byte> text)
    {
        while (true)
        {
            ReadOnlySpan<byte> line = NextPart(ref text, OtherBlanks, out byte end);
            for (int blanks; (blanks = line.IndexOf("  "u8)) >= 0; line = line[(blanks + 1)..])
                WriteSpaced(line[..(blanks + 1)]);
            WriteSpaced(line);
            if (end == 0)
                return;
            isBlankDue = true;
        }
    }

    /// <summary>Writes words with one blank between two; one more may stand before and behind them.</summary>
    private void WriteSpaced(ReadOnlySpan<byte> words)
    {
        isBlankDue |= words.StartsWith(" "u8);
        WriteWords(words.Trim((byte)' '));
        isBlankDue |= words.EndsWith(" "u8);
    }

    private void WriteWords(ReadOnlySpan<byte> words)
    {
        if (words.IsEmpty)
            return;
        BeginWords();
        Append(words);
    }

    /// <summary>What a text has before its next border, which <paramref name="end"/> becomes: 0 if there is none.</summary>
    private static ReadOnlySpan<byte> NextPart(ref ReadOnlySpan<byte> text, SearchValues<byte> borders, out byte end)
    {
        int length = text.IndexOfAny(borders);
        ReadOnlySpan<byte> part = length < 0 ? text : text[..length];
        end = length < 0 ? (byte)0 : text[length];
        text = length < 0 ? [] : text[(length + 1)..];
        return part;
    }

    private void BeginWords()
    {
        if (length > start && breaks > 0)
            Append("\n\n"u8[..breaks]);
        else if (length > start && isBlankDue && mark != Mark.CellBorder)
            Append(" "u8);
        if (mark == Mark.Item)
            Append("- "u8);
        else if (mark == Mark.CellBorder && length > start && breaks == 0)
            Append(" | "u8);
        (breaks, isBlankDue, mark) = (0, false, Mark.None);
    }

    private void Append(ReadOnlySpan<byte> utf8)
    {
        if (target.Length - length < utf8.Length)
            Array.Resize(ref target, Math.Max(2 * target.Length, length + utf8.Length));
        utf8.CopyTo(target.AsSpan(length));
        length += utf8.Length;
    }
}
