namespace Spichlerz.Hpc.Cleaning;

/// <summary>Reads valid UTF-8 as a string shows it: by UTF-16 units. Of a character that takes two, each is a surrogate, no letter and no white space.</summary>
internal static class Utf16
{
    private const byte LeadOfTwoBytes = 0xC0, LeadOfThreeBytes = 0xE0, LeadOfFourBytes = 0xF0;
    private const char HighSurrogate = '\ud800', LowSurrogate = '\udc00';

    /// <summary>The unit that the text begins with.</summary>
    public static char First(ReadOnlySpan<byte> utf8) => utf8[0] < 0x80 ? (char)utf8[0] : Decode(utf8);

    /// <summary>The unit that the text ends with.</summary>
    public static char Last(ReadOnlySpan<byte> utf8) => utf8[^1] < 0x80 ? (char)utf8[^1] : DecodeLast(utf8);

    /// <summary>Where the last character begins.</summary>
    public static int LastIndex(ReadOnlySpan<byte> utf8)
    {
        int at = utf8.Length - 1;
        while ((utf8[at] & 0xC0) == 0x80)
            at--;
        return at;
    }

    /// <summary>Bytes of the character that the text begins with.</summary>
    public static int FirstLength(ReadOnlySpan<byte> utf8) =>
        1 + (utf8[0] >= LeadOfTwoBytes ? 1 : 0) + (utf8[0] >= LeadOfThreeBytes ? 1 : 0) + (utf8[0] >= LeadOfFourBytes ? 1 : 0);

    /// <summary>The text without white space around it, as <see cref="string.Trim()"/> knows it.</summary>
    public static ReadOnlySpan<byte> Trim(ReadOnlySpan<byte> utf8) => TrimEnd(TrimStart(utf8));

    /// <inheritdoc cref="Trim"/>
    public static ReadOnlySpan<byte> TrimStart(ReadOnlySpan<byte> utf8)
    {
        while (!utf8.IsEmpty && !IsPrintable(utf8[0]) && char.IsWhiteSpace(First(utf8)))
            utf8 = utf8[FirstLength(utf8)..];
        return utf8;
    }

    /// <inheritdoc cref="Trim"/>
    public static ReadOnlySpan<byte> TrimEnd(ReadOnlySpan<byte> utf8)
    {
        while (!utf8.IsEmpty && !IsPrintable(utf8[^1]) && char.IsWhiteSpace(Last(utf8)))
            utf8 = utf8[..LastIndex(utf8)];
        return utf8;
    }

    private static char Decode(ReadOnlySpan<byte> utf8) => utf8[0] switch
    {
        < LeadOfThreeBytes => (char)(((utf8[0] & 0x1F) << 6) | (utf8[1] & 0x3F)),
        < LeadOfFourBytes => (char)(((utf8[0] & 0xF) << 12) | ((utf8[1] & 0x3F) << 6) | (utf8[2] & 0x3F)),
        _ => HighSurrogate,
    };

    private static char DecodeLast(ReadOnlySpan<byte> utf8)
    {
        if (utf8.Length > 1 && utf8[^2] >= LeadOfTwoBytes)
            return (char)(((utf8[^2] & 0x1F) << 6) | (utf8[^1] & 0x3F));
        ReadOnlySpan<byte> last = utf8[LastIndex(utf8)..];
        return last[0] < LeadOfFourBytes ? Decode(last) : LowSurrogate;
    }

    private static bool IsPrintable(byte value) => value is > (byte)' ' and < 0x7F; // no need to decode it
}
