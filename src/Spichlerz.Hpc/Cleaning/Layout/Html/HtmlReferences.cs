using System.Buffers;
using System.Globalization;
using System.Text;
using AngleSharp.Html;

namespace Spichlerz.Hpc.Cleaning.Layout.Html;

/// <summary>Decodes character references, <c>&amp;oacute;</c> and <c>&amp;#243;</c>.</summary>
/// <remarks>One instance serves one thread: it remembers the names it met.</remarks>
internal sealed class HtmlReferences
{
    private const int MaxNameLength = 40;

    /// <summary>Of the names that need no semicolon.</summary>
    private const int MaxOpenNameLength = 6;

    private static readonly SearchValues<byte> Alphanumerics = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"u8), HexDigits = SearchValues.Create("0123456789ABCDEFabcdef"u8);

    private readonly Dictionary<string, byte[]> byName = [];
    private readonly Dictionary<string, byte[]>.AlternateLookup<ReadOnlySpan<char>> symbols;

    public HtmlReferences() => symbols = byName.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>Writes text with its references decoded, raw text aside, and its line ends as line feeds; false if one of them is odd.</summary>
    public bool TryDecode(ReadOnlySpan<byte> text, HtmlTree tree, bool isRaw)
    {
        while (text.IndexOfAny((byte)'&', (byte)'\r') is >= 0 and var at)
        {
            tree.Write(text[..at]);
            text = text[at..];
            int length = text[0] == (byte)'\r' ? LineEnd(text, tree) : isRaw ? Ampersand(tree) : Decode(text, tree);
            if (length == 0)
                return false;
            text = text[length..];
        }
        tree.Write(text);
        return true;
    }

    private static int LineEnd(ReadOnlySpan<byte> text, HtmlTree tree)
    {
        tree.Write("\n"u8);
        return text.StartsWith("\r\n"u8) ? 2 : 1;
    }

    private static int Ampersand(HtmlTree tree)
    {
        tree.Write("&"u8);
        return 1;
    }

    /// <summary>Writes what stands for the reference that a text begins with; returns its length, 0 if it is odd.</summary>
    private int Decode(ReadOnlySpan<byte> text, HtmlTree tree)
    {
        byte first = text.Length > 1 ? text[1] : (byte)' ';
        if (first == (byte)'#')
            return DecodeNumber(text, tree);
        if (!char.IsAsciiLetterOrDigit((char)first))
            return Ampersand(tree);
        ReadOnlySpan<byte> name = text[1..Math.Min(text.Length, MaxNameLength)];
        int end = name.IndexOfAnyExcept(Alphanumerics);
        name = name[..(end < 0 ? name.Length : end + 1)];
        if (name[^1] == (byte)';' && Symbol(name) is { } symbol)
        {
            tree.Write(symbol);
            return 1 + name.Length;
        }
        for (int length = Math.Min(name.Length, MaxOpenNameLength); length > 0; length--)
        {
            if (Symbol(name[..length]) is not { } open)
                continue;
            tree.Write(open);
            return 1 + length;
        }
        return Ampersand(tree);
    }

    private byte[]? Symbol(ReadOnlySpan<byte> name)
    {
        Span<char> characters = stackalloc char[MaxNameLength];
        if (Ascii.ToUtf16(name, characters, out int length) != OperationStatus.Done)
            return null;
        ReadOnlySpan<char> key = characters[..length];
        if (symbols.TryGetValue(key, out byte[]? symbol))
            return symbol;
        if (HtmlEntityProvider.Resolver.GetSymbol(key.ToString()) is not { } found)
            return null;
        return symbols[key] = Encoding.UTF8.GetBytes(found);
    }

    private static int DecodeNumber(ReadOnlySpan<byte> text, HtmlTree tree)
    {
        bool isHex = text.Length > 2 && (text[2] | 0x20) == 'x';
        ReadOnlySpan<byte> digits = text[Math.Min(isHex ? 3 : 2, text.Length)..];
        int end = isHex ? digits.IndexOfAnyExcept(HexDigits) : digits.IndexOfAnyExceptInRange((byte)'0', (byte)'9');
        digits = end < 0 ? digits : digits[..end];
        bool isNumber = isHex
            ? uint.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out uint number)
            : uint.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out number);
        // Others stand for what Windows-1252 has there, or for nothing.
        if (!isNumber || number is not ('\t' or '\n' or (>= ' ' and <= '~') or (>= 0xA0 and <= 0xD7FF) or (>= 0xE000 and <= 0xFDCF) or (>= 0x1_0000 and <= 0x1_FFFD)))
            return 0;
        new Rune(number).EncodeToUtf8(tree.Reserve(new Rune(number).Utf8SequenceLength));
        int length = (isHex ? 3 : 2) + digits.Length;
        return length + (text[length..].StartsWith(";"u8) ? 1 : 0);
    }
}
