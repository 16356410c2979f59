using System.Buffers;
using System.Text;

namespace Spichlerz.Hpc.Cleaning.Layout.Html;

internal enum HtmlTokenKind
{
    /// <summary>The page ends here.</summary>
    End,

    /// <summary>Markup that only <see cref="HtmlDom"/> reads as browsers do.</summary>
    Odd,

    Text,
    BeginTag,
    EndTag,
}

/// <summary>Cuts a page into text and tags; comments are skipped (HTML Living Standard, section 13.2.5, less what is odd).</summary>
internal ref struct HtmlTokens(ReadOnlySpan<byte> html)
{
    private static readonly SearchValues<byte> NameEnds = SearchValues.Create(" \t\n\r\f/>"u8), AttributeEnds = SearchValues.Create(" \t\n\r\f/>="u8), ValueEnds = SearchValues.Create(" \t\n\r\f>"u8);

    private readonly ReadOnlySpan<byte> html = html;
    private int next;

    public HtmlTokenKind Kind { get; private set; }

    /// <summary>Of a tag.</summary>
    public HtmlTag Tag { get; private set; }

    /// <summary>First byte of the text or of a tag's name.</summary>
    public int Start { get; private set; }

    /// <summary>Bytes of the text or of a tag's name.</summary>
    public int Length { get; private set; }

    /// <summary>Whether a tag ends with a slash.</summary>
    public bool IsSelfClosing { get; private set; }

    /// <summary>Whether a tag's class or id says that its element is a menu or the like.</summary>
    public bool IsNamedAside { get; private set; }

    public readonly ReadOnlySpan<byte> Value => html.Slice(Start, Length);

    /// <summary>Whether a name of the page, kept with an element, is that of the tag.</summary>
    public readonly bool IsNamed(in HtmlNode element) => Ascii.EqualsIgnoreCase(html.Slice(element.Start, element.Length), Value);

    /// <summary>The next byte after what was read, 0 at the end.</summary>
    private readonly byte Following => next < html.Length ? html[next] : (byte)0;

    /// <summary>Skips the line feed that may follow a tag; false if a reference follows, which may be one.</summary>
    public bool TrySkipLineFeed()
    {
        ReadOnlySpan<byte> rest = html[next..];
        next += rest.StartsWith("\r\n"u8) ? 2 : rest.StartsWith("\n"u8) || rest.StartsWith("\r"u8) ? 1 : 0;
        return !rest.StartsWith("&"u8);
    }

    /// <summary>Leaves out all that is left.</summary>
    public void SkipRest()
    {
        next = html.Length;
        Kind = HtmlTokenKind.End;
    }

    public HtmlTokenKind Next()
    {
        while (next < html.Length)
        {
            ReadOnlySpan<byte> rest = html[next..];
            int length = TextLength(rest);
            if (length > 0)
                return Text(length);
            if (rest[1] is not ((byte)'!' or (byte)'?'))
                return Kind = ReadTag();
            if (!SkipComment(rest))
                return Kind = HtmlTokenKind.Odd;
        }
        return Kind = HtmlTokenKind.End;
    }

    /// <summary>Takes what stands before the end tag of the element just begun as its text, and the tag with it; odd where there is none.</summary>
    public HtmlTokenKind NextRaw(ReadOnlySpan<byte> name)
    {
        int start = next;
        for (int at = next; html[at..].IndexOf("</"u8) is >= 0 and var found; at += found + 2)
        {
            int nameStart = at + found + 2;
            if (html.Length - nameStart <= name.Length || !Ascii.EqualsIgnoreCase(html.Slice(nameStart, name.Length), name) || !NameEnds.Contains(html[nameStart + name.Length]))
                continue;
            next = nameStart + name.Length;
            Start = start;
            Length = at + found - start;
            if (Tag == HtmlTag.Script && MayGoOn(Value))
                return Kind = HtmlTokenKind.Odd;
            return Kind = SkipAttributes(HtmlTokenKind.EndTag) == HtmlTokenKind.EndTag ? HtmlTokenKind.Text : HtmlTokenKind.Odd;
        }
        return Kind = HtmlTokenKind.Odd;
    }

    /// <summary>Whether a script may hold another within a comment, whose end tag does not end it.</summary>
    private static bool MayGoOn(ReadOnlySpan<byte> script) =>
        script.IndexOf("<!--"u8) is >= 0 and var comment && (script[comment..].IndexOf("<s"u8) >= 0 || script[comment..].IndexOf("<S"u8) >= 0);

    private HtmlTokenKind Text(int length)
    {
        Start = next;
        Length = length;
        next += length;
        return Kind = HtmlTokenKind.Text;
    }

    /// <summary>Bytes before the next markup.</summary>
    private static int TextLength(ReadOnlySpan<byte> rest)
    {
        for (int at = 0; rest[at..].IndexOf((byte)'<') is >= 0 and var found; at += found + 1)
        {
            if (at + found + 1 < rest.Length && (char.IsAsciiLetter((char)rest[at + found + 1]) || rest[at + found + 1] is (byte)'/' or (byte)'!' or (byte)'?'))
                return at + found;
        }
        return rest.Length;
    }

    /// <summary>Skips a comment, a document type, a processing instruction; false if it is odd.</summary>
    private bool SkipComment(ReadOnlySpan<byte> rest)
    {
        int length;
        if (rest.StartsWith("<!--"u8))
        {
            ReadOnlySpan<byte> comment = rest["<!--"u8.Length..];
            length = comment.IndexOf("-->"u8);
            if (length < 0 || comment.StartsWith(">"u8) || comment.StartsWith("->"u8) || comment[..length].IndexOf("--!>"u8) >= 0)
                return false;
            length += "<!---->"u8.Length;
        }
        else
        {
            length = rest.IndexOf((byte)'>') + 1;
            if (length == 0 || rest.StartsWith("<![CDATA["u8)) // whether that is a comment depends on where it stands
                return false;
        }
        next += length;
        return true;
    }

    private HtmlTokenKind ReadTag()
    {
        bool isEnd = html[next + 1] == (byte)'/';
        Start = next + (isEnd ? 2 : 1);
        if (Start == html.Length || !char.IsAsciiLetter((char)html[Start]))
            return HtmlTokenKind.Odd;
        Length = html[Start..].IndexOfAny(NameEnds);
        if (Length < 0)
            return HtmlTokenKind.End;
        Tag = HtmlTags.Named(Value);
        next = Start + Length;
        return SkipAttributes(isEnd ? HtmlTokenKind.EndTag : HtmlTokenKind.BeginTag);
    }

    /// <summary>Goes behind the end of a tag and returns its kind; a tag cut by the end of the page is none.</summary>
    private HtmlTokenKind SkipAttributes(HtmlTokenKind kind)
    {
        bool isNameable = kind == HtmlTokenKind.BeginTag && Tag.Has(HtmlTraits.Nameable);
        (IsSelfClosing, IsNamedAside) = (false, false);
        bool hasClass = false, hasId = false;
        while (next < html.Length)
        {
            byte first = html[next];
            if (first == (byte)'>')
            {
                next++;
                return kind;
            }
            IsSelfClosing = first == (byte)'/';
            if (IsBlank(first) || first == (byte)'/')
            {
                next++;
                continue;
            }
            int length = html[(next + 1)..].IndexOfAny(AttributeEnds) + 1;
            if (length == 0)
                break;
            ReadOnlySpan<byte> name = html.Slice(next, length);
            next += length;
            SkipBlanks();
            ReadOnlySpan<byte> value = [];
            if (Following == (byte)'=' && !TryReadValue(out value))
                break;
            if (!isNameable || !(Ascii.EqualsIgnoreCase(name, "class"u8) ? !hasClass && (hasClass = true) : Ascii.EqualsIgnoreCase(name, "id"u8) && !hasId && (hasId = true)))
                continue;
            if (value.Contains((byte)'&'))
                return HtmlTokenKind.Odd;
            IsNamedAside |= HtmlAsides.AreIn(value);
        }
        next = html.Length;
        return HtmlTokenKind.End;
    }

    private bool TryReadValue(out ReadOnlySpan<byte> value)
    {
        value = [];
        next++;
        SkipBlanks();
        byte quote = Following;
        bool isQuoted = quote is (byte)'"' or (byte)'\'';
        next += isQuoted ? 1 : 0;
        int length = isQuoted ? html[next..].IndexOf(quote) : html[next..].IndexOfAny(ValueEnds);
        if (length < 0)
            return false;
        value = html.Slice(next, length);
        next += length + (isQuoted ? 1 : 0);
        return true;
    }

    private void SkipBlanks()
    {
        while (next < html.Length && IsBlank(html[next]))
            next++;
    }

    private static bool IsBlank(byte value) => value is (byte)' ' or (byte)'\t' or (byte)'\n' or (byte)'\r' or (byte)'\f';
}
