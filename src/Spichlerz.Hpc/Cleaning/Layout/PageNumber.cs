using System.Text.RegularExpressions;

namespace Spichlerz.Hpc.Cleaning.Layout;

/// <summary>Reads lines that are a page number, alone or beside a short head in capitals.</summary>
internal static partial class PageNumber
{
    private const int MaxHeadCharacters = 70;

    /// <summary>The number of a line that holds nothing else: <c>24</c>, <c>— 24 —</c>, <c>[24]</c>; null for others. With a full stop it numbers a chapter, and four digits are a year.</summary>
    public static int? Of(ReadOnlySpan<char> line)
    {
        ReadOnlySpan<char> number = line.Trim().Trim("-–—=*·•[]() ");
        return number.Length is > 0 and <= 3 && !number.ContainsAnyExceptInRange('0', '9') ? int.Parse(number, System.Globalization.CultureInfo.InvariantCulture) : null;
    }

    /// <summary>Whether the line is a head with its page number: <c>24 ROZDZIAŁ II</c>, <c>NAD NIEMNEM. 24</c>.</summary>
    public static bool IsHead(string line) => line.Length <= MaxHeadCharacters && Head().IsMatch(line);

    /// <summary>Three digits at most: four are a year. No full stop behind a first number: that is an item.</summary>
    [GeneratedRegex(@"\A\W*(?:[0-9]{1,3}[ —–\-]+\p{Lu}{2}[\p{Lu} .,'’""„”—–\-]+|[\p{Lu} .,'’""„”—–\-]*\p{Lu}{3}[\p{Lu} .,'’""„”—–\-]*[ —–\-]+[0-9]{1,3})\W*\z", RegexOptions.CultureInvariant)]
    private static partial Regex Head();
}
