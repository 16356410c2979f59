using System.Buffers;
using System.Buffers.Binary;
using System.Text;
using System.Text.RegularExpressions;

namespace Spichlerz.Hpc.Cleaning.Layout;

/// <summary>Reads the mark that a line begins with: a dash, a bullet, a number or letter of an enumeration, a paragraph sign, an article, a chapter.</summary>
internal static partial class LineMark
{
    /// <summary>Of so many of a line's first characters; a mark is not wider: <c>1234) </c>.</summary>
    private const int MaxCharacters = 16;

    private const int MaxDigits = 3, MaxLettersBehindDigits = 2, MaxLetters = 2, MaxRomanDigits = 6;

    /// <summary>So many signs at most are a bullet: a dash may stand behind quotes.</summary>
    private const int MaxSigns = 3;

    private const int MaxUtf8Bytes = 3; // of a UTF-16 unit

    private static readonly SearchValues<byte> PartBegins = SearchValues.Create("RODTCK"u8);

    /// <summary>Characters of the mark and the blanks behind it; 0 without a mark.</summary>
    /// <param name="text">Valid UTF-8, not empty, without blanks before it.</param>
    public static int LengthOf(ReadOnlySpan<byte> text) => text[0] switch
    {
        (>= (byte)'a' and <= (byte)'z') or (>= (byte)'A' and <= (byte)'Z') => MayBeClosed(text) ? Math.Max(NumberLength(text), NameLength(text)) : BeginsLikePart(text) ? PartLength(text) : 0,
        (byte)'(' or (>= (byte)'0' and <= (byte)'9') => NumberLength(text),
        (byte)'[' => BracketLength(text),
        (byte)'-' or (byte)'*' or (byte)'+' or (byte)'>' or (byte)'"' or 0xC2 or 0xE2 => SignLength(text), // which lead § © · « and • „ —
        _ => 0,
    };

    /// <summary>Whether a full stop or bracket closes the word that the text begins with, or one soon behind it. Few words of prose are as short.</summary>
    private static bool MayBeClosed(ReadOnlySpan<byte> text)
    {
        if (text.Length < sizeof(ulong))
            return text.IndexOfAny((byte)'.', (byte)')') >= 0;
        const ulong Ones = 0x0101010101010101, Tops = 0x80 * Ones, Closable = ulong.MaxValue >> 8; // which is one more than a Roman number's digits
        ulong head = BinaryPrimitives.ReadUInt64LittleEndian(text), stops = head ^ ('.' * Ones), brackets = head ^ (')' * Ones);
        return ((((stops - Ones) & ~stops) | ((brackets - Ones) & ~brackets)) & Tops & Closable) != 0;
    }

    /// <summary>As in <c>12a) </c>, <c>(b) </c> and <c>IV. </c>.</summary>
    private static int NumberLength(ReadOnlySpan<byte> text)
    {
        int begin = text[0] == '(' ? 1 : 0, at = begin;
        while (at < text.Length && char.IsAsciiDigit((char)text[at]))
            at++;
        int digits = at - begin;
        while (at < text.Length && (digits > 0 ? char.IsAsciiLetterLower((char)text[at]) : char.IsAsciiLetter((char)text[at])))
            at++;
        ReadOnlySpan<byte> letters = text[(begin + digits)..at];
        bool isNumber = digits > 0 ? digits <= MaxDigits && letters.Length <= MaxLettersBehindDigits
            : letters.Length is > 0 and <= MaxLetters || (letters.Length is > 0 and <= MaxRomanDigits && !letters.ContainsAnyExcept("IVXLC"u8));
        if (!isNumber || at == text.Length || text[at] is not ((byte)'.' or (byte)')'))
            return 0;
        at++;
        return at == text.Length || text[at] == ' ' ? WithBlanks(text, at, at) : 0;
    }

    private static int NameLength(ReadOnlySpan<byte> text)
    {
        int name = text.StartsWith("Art."u8) || text.StartsWith("Pkt."u8) || text.StartsWith("Ust."u8) ? 4 : text.StartsWith("Rozdz."u8) ? 6 : 0;
        return name == 0 ? 0 : WithBlanks(text, name, name);
    }

    /// <summary>As in <c>[12] </c>.</summary>
    private static int BracketLength(ReadOnlySpan<byte> text)
    {
        int at = 1;
        while (at < Math.Min(text.Length, MaxCharacters) && char.IsAsciiDigit((char)text[at]))
            at++;
        return at > 1 && at < Math.Min(text.Length, MaxCharacters) && text[at] == ']' ? WithBlanks(text, at + 1, at + 1) : 0;
    }

    private static int SignLength(ReadOnlySpan<byte> text)
    {
        if (Utf16.First(text) is '©')
            return 1;
        int signs = 0;
        for (; signs < MaxCharacters && text.StartsWith("§"u8); signs++)
            text = text["§"u8.Length..];
        return signs > 0 ? WithBlanks(text, 0, signs) : BulletLength(text);
    }

    /// <summary>Up to the last bullet among the first signs, and the blanks and dashes behind it.</summary>
    private static int BulletLength(ReadOnlySpan<byte> text)
    {
        int length = 0;
        ReadOnlySpan<byte> rest = text;
        for (int i = 0; i < MaxSigns && !text.IsEmpty && Utf16.First(text) is var sign && (IsBullet(sign) || sign is '„' or '"' or '«'); i++)
        {
            text = text[Utf16.FirstLength(text)..];
            if (!IsBullet(sign))
                continue;
            length = i + 1;
            rest = text;
        }
        if (length == 0)
            return 0;
        for (; length < MaxCharacters && !rest.IsEmpty && Utf16.First(rest) is ' ' or '-' or '–' or '—'; length++)
            rest = rest[Utf16.FirstLength(rest)..];
        return length;
    }

    private static bool IsBullet(char value) => value is '-' or '–' or '—' or '−' or '•' or '*' or '·' or '○' or '▪' or '►' or '◦' or '+' or '>';

    /// <summary>The length with the blanks that stand where the mark ends.</summary>
    private static int WithBlanks(ReadOnlySpan<byte> text, int at, int length)
    {
        for (; length < MaxCharacters && at < text.Length && text[at] == ' '; at++)
            length++;
        return length;
    }

    /// <summary>Whether the line may begin with the name of a part, full stop aside: Rozdział, Oddział, Dział, Tytuł, Część, Księga.</summary>
    private static bool BeginsLikePart(ReadOnlySpan<byte> text) => PartBegins.Contains(text[0]) && text is
        [(byte)'R', (byte)'o', (byte)'z', ..] or [(byte)'O', (byte)'d', (byte)'d', ..] or [(byte)'D', (byte)'z', (byte)'i', ..]
        or [(byte)'T', (byte)'y', (byte)'t', ..] or [(byte)'C', (byte)'z', ..] or [(byte)'K', (byte)'s', (byte)'i', ..];

    private static int PartLength(ReadOnlySpan<byte> text)
    {
        // One character more than is read, for the last one may be cut.
        Span<char> characters = stackalloc char[(MaxCharacters + 1) * MaxUtf8Bytes];
        int length = Encoding.UTF8.GetChars(text[..Math.Min(text.Length, characters.Length)], characters);
        foreach (ValueMatch part in Part().EnumerateMatches(characters[..Math.Min(length, MaxCharacters)]))
            return part.Length;
        return 0;
    }

    [GeneratedRegex(@"\A(?:Rozdzia\w|Oddzia\w|Dzia\w|Tytu\w|Część|Księga) +(?:[0-9]|[IVXLC]+\b)", RegexOptions.CultureInvariant)]
    private static partial Regex Part();
}
