using System.Collections.Frozen;
using System.Net;
using System.Text;

namespace Spichlerz.Hpc.Cleaning.Repair;

/// <summary>HTML's named and numbered entities: HTML 4 from .NET's own table, and HTML 5's names of Central European letters.</summary>
/// <remarks>HTML Living Standard, sections 13.2.5.80 (numbers 128 to 159 mean CP1252) and 13.5 (names).</remarks>
internal static class EntityTable
{
    /// <summary>Longest body looked at, without &amp; and semicolon: "thetasym", "#1114111", "#x10FFFF".</summary>
    public const int MaxBody = 10;

    // "Aogon" is A and its ogonek: the letters of Polish, Czech, Slovak and Hungarian that HTML 4 has no names for.
    private static readonly FrozenDictionary<string, char> Central = Pairs(
        "Aogon Ą aogon ą Cacute Ć cacute ć Eogon Ę eogon ę Lstrok Ł lstrok ł Nacute Ń nacute ń Sacute Ś sacute ś Zacute Ź zacute ź Zdot Ż zdot ż " +
        "Ccaron Č ccaron č Dcaron Ď dcaron ď Ecaron Ě ecaron ě Ncaron Ň ncaron ň Rcaron Ř rcaron ř Tcaron Ť tcaron ť Uring Ů uring ů Zcaron Ž zcaron ž " +
        "Lcaron Ľ lcaron ľ Dstrok Đ dstrok đ Odblac Ő odblac ő Udblac Ű udblac ű Abreve Ă abreve ă Scedil Ş scedil ş");

    /// <summary>All names that .NET knows are not to be had; those met most need no call of its decoder, which takes a string and makes another.</summary>
    private static readonly FrozenDictionary<string, char> Usual =
        "amp lt gt quot apos nbsp oacute Oacute bdquo rdquo ldquo sbquo rsquo lsquo laquo raquo ndash mdash hellip bull middot sect copy reg trade deg euro shy times"
            .Split(' ').ToFrozenDictionary(name => name, name => WebUtility.HtmlDecode($"&{name};")[0], StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, char>.AlternateLookup<ReadOnlySpan<char>>
        CentralByName = Central.GetAlternateLookup<ReadOnlySpan<char>>(), UsualByName = Usual.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>The character that an entity's body, "oacute" or "#8230", stands for.</summary>
    /// <param name="body">ASCII, up to <see cref="MaxBody"/> signs.</param>
    public static bool TryRead(ReadOnlySpan<byte> body, out Rune rune)
    {
        if (body is [(byte)'#', ..])
            return TryReadNumber(body[1..], out rune);
        Span<char> name = stackalloc char[MaxBody];
        return TryReadName(name[..Encoding.ASCII.GetChars(body, name)], out rune);
    }

    private static bool TryReadName(ReadOnlySpan<char> name, out Rune rune)
    {
        if (UsualByName.TryGetValue(name, out char sign) || CentralByName.TryGetValue(name, out sign))
        {
            rune = new Rune(sign);
            return true;
        }
        string decoded = WebUtility.HtmlDecode($"&{name};");
        rune = new Rune(decoded[0]);
        return decoded.Length == 1;
    }

    private static bool TryReadNumber(ReadOnlySpan<byte> digits, out Rune rune)
    {
        bool isHex = digits is [(byte)'x' or (byte)'X', ..];
        int value = 0;
        rune = default;
        foreach (byte digit in isHex ? digits[1..] : digits)
        {
            int place = char.IsAsciiDigit((char)digit) ? digit - '0' : char.IsAsciiHexDigit((char)digit) ? (digit | 0x20) - 'a' + 10 : 16;
            if (place >= (isHex ? 16 : 10))
                return false;
            value = Math.Min((value * (isHex ? 16 : 10)) + place, 0x110000);
        }
        if (value is >= 0x80 and <= 0x9F)
            value = CodePage.Cp1252.ToCharacter((byte)value);
        return value is '\t' or '\n' or '\r' or >= ' ' and not 0x7F && Rune.TryCreate(value, out rune);
    }

    private static FrozenDictionary<string, char> Pairs(string names)
    {
        string[] parts = names.Split(' ');
        return Enumerable.Range(0, parts.Length / 2).ToFrozenDictionary(i => parts[2 * i], i => parts[(2 * i) + 1][0], StringComparer.Ordinal);
    }
}
