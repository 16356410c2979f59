using System.Buffers;
using System.Text;

namespace Spichlerz.Hpc.Cleaning.Repair;

/// <summary>What stands around an entity: tags in the text, Markdown's code, other entities on its line. Goes through the text once, forwards.</summary>
internal ref struct EntityPlace
{
    private static readonly SearchValues<byte> TagStarts = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ/!?"u8);

    private readonly ReadOnlySpan<byte> text;
    private int start, end = -1, ticked, ticks;
    private bool isInFence;
    private bool? makesTag;

    public EntityPlace(ReadOnlySpan<byte> text)
    {
        this.text = text;
        HasTags = FindTag(text);
    }

    /// <summary>Whether the text holds markup: a &lt; that begins a tag.</summary>
    public bool HasTags { get; }

    /// <summary>Whether the place is in a fenced block or between backticks.</summary>
    public bool IsInCode { get; private set; }

    /// <summary>Whether some &amp;lt; on the line would begin a tag once decoded.</summary>
    public bool MakesTag => makesTag ??= FindTagToBe();

    /// <summary>Goes on to an entity, which is not before the last one.</summary>
    public void MoveTo(int at)
    {
        while (at > end)
        {
            start = end + 1;
            int length = text[start..].IndexOf((byte)'\n');
            end = length < 0 ? text.Length : start + length;
            isInFence ^= CodeFence.Begins(Utf16.TrimStart(text[start..end]));
            (ticked, ticks, makesTag) = (start, 0, null);
        }
        ticks += text[ticked..at].Count((byte)'`');
        ticked = at;
        IsInCode = isInFence || (ticks % 2 == 1 && text[at..end].Contains((byte)'`'));
    }

    private static bool FindTag(ReadOnlySpan<byte> text)
    {
        while (text.IndexOf((byte)'<') is >= 0 and var at && at + 1 < text.Length)
        {
            text = text[(at + 1)..];
            if (TagStarts.Contains(text[0]))
                return true;
        }
        return false;
    }

    private readonly bool FindTagToBe()
    {
        for (int at = start; text[at..end].IndexOf((byte)'&') is >= 0 and var next; at++)
        {
            at += next;
            int length = EntityDecoder.LengthAt(text, at, out Rune rune);
            if (length > 0 && rune.Value == '<' && at + length < end && (TagStarts.Contains(text[at + length]) || text[at + length] == (byte)'&'))
                return true;
        }
        return false;
    }
}
