using System.Text;
using System.Text.RegularExpressions;

namespace Spichlerz.Hpc.Cleaning.Layout;

/// <summary>Reads lines that are a page number, alone or beside a short head in capitals.</summary>
internal static partial class PageNumber
{
    private const int MaxHeadCharacters = 70, MaxDigits = 3;

    /// <summary>The number of a line that holds nothing else: <c>24</c>, <c>— 24 —</c>, <c>[24]</c>; null for others. With a full stop it numbers a chapter, and four digits are a year.</summary>
    public static int? Of(ReadOnlySpan<byte> line)
    {
        ReadOnlySpan<byte> number = Utf16.Trim(line);
        while (!number.IsEmpty && IsFrame(Utf16.First(number)))
            number = number[Utf16.FirstLength(number)..];
        while (!number.IsEmpty && IsFrame(Utf16.Last(number)))
            number = number[..Utf16.LastIndex(number)];
        return number.Length is > 0 and <= MaxDigits && !number.ContainsAnyExceptInRange((byte)'0', (byte)'9')
            ? int.Parse(number, System.Globalization.CultureInfo.InvariantCulture) : null;
    }

    /// <summary>Whether the line is a head with its page number: <c>24 ROZDZIAŁ II</c>, <c>NAD NIEMNEM. 24</c>.</summary>
    public static bool IsHead(ReadOnlySpan<byte> line)
    {
        if (!LayoutMarks.MayBeHead(line))
            return false;
        Span<char> characters = stackalloc char[LayoutMarks.MaxHeadBytes];
        int length = Encoding.UTF8.GetChars(line, characters);
        return length <= MaxHeadCharacters && Head().IsMatch(characters[..length]);
    }

    private static bool IsFrame(char value) => value is '-' or '–' or '—' or '=' or '*' or '·' or '•' or '[' or ']' or '(' or ')' or ' ';

    /// <summary>Three digits at most: four are a year. No full stop behind a first number: that is an item.</summary>
    [GeneratedRegex(@"\A\W*(?:[0-9]{1,3}[ —–\-]+\p{Lu}{2}[\p{Lu} .,'’""„”—–\-]+|[\p{Lu} .,'’""„”—–\-]*\p{Lu}{3}[\p{Lu} .,'’""„”—–\-]*[ —–\-]+[0-9]{1,3})\W*\z", RegexOptions.CultureInvariant)]
    private static partial Regex Head();
}
