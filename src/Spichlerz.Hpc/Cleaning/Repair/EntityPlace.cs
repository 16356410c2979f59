using System.Buffers;
using System.Text;

namespace Spichlerz.Hpc.Cleaning.Repair;

/// <summary>What stands around an entity: tags in the text, Markdown's code, other entities on its line. Goes through the text once, forwards.</summary>
internal ref struct EntityPlace
{
    private static readonly SearchValues<char> TagStarts = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ/!?");

    private readonly string text;
    private int start, end = -1, ticked, ticks;
    private bool isInFence;
    private bool? makesTag;

    public EntityPlace(string text)
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
            int feed = text.IndexOf('\n', start);
            end = feed < 0 ? text.Length : feed;
            isInFence ^= text.AsSpan(start, end - start).TrimStart() is ['`', '`', '`', ..] or ['~', '~', '~', ..];
            (ticked, ticks, makesTag) = (start, 0, null);
        }
        ticks += text.AsSpan(ticked, at - ticked).Count('`');
        ticked = at;
        IsInCode = isInFence || (ticks % 2 == 1 && text.AsSpan(at, end - at).Contains('`'));
    }

    private static bool FindTag(string text)
    {
        for (int at = text.IndexOf('<'); at >= 0 && at + 1 < text.Length; at = text.IndexOf('<', at + 1))
        {
            if (TagStarts.Contains(text[at + 1]))
                return true;
        }
        return false;
    }

    private readonly bool FindTagToBe()
    {
        for (int next = text.IndexOf('&', start, end - start); next >= 0; next = text.IndexOf('&', next + 1, end - next - 1))
        {
            int length = EntityDecoder.LengthAt(text, next, out Rune rune);
            if (length > 0 && rune.Value == '<' && next + length < end && (TagStarts.Contains(text[next + length]) || text[next + length] == '&'))
                return true;
        }
        return false;
    }
}
