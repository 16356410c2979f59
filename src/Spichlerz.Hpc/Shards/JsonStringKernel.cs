using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Text;

namespace Spichlerz.Hpc.Shards;

/// <summary>Translates between the body of a JSON string (RFC 8259, section 7) and its text, UTF-8 on both sides.</summary>
/// <remarks>
/// Bytes from 0x80 up are copied as they are: whether they are UTF-8 is <see cref="Utf8Kernel"/>'s question.
/// The input and the output must not overlap.
/// The bodies are kept out of their callers: there they overran the JIT's inlining budget, and Escape ran 6 times slower.
/// </remarks>
public static class JsonStringKernel
{
    private const int BlockBytes = 64;

    private const ushort UnicodePrefix = ('u' << 8) | '\\';

    /// <summary>What stands for the character after a backslash; 0 where no such escape exists.</summary>
    private static ReadOnlySpan<byte> ShortEscapes =>
    [
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
        0, 0, (byte)'"', 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, (byte)'/', 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, (byte)'\\', 0, 0, 0,
        0, 0, (byte)'\b', 0, 0, 0, (byte)'\f', 0, 0, 0, 0, 0, 0, 0, (byte)'\n', 0,
        0, 0, (byte)'\r', 0, (byte)'\t', 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    ];

    /// <summary>Copies a JSON string to <paramref name="utf8"/> without its escapes, up to the closing quote.</summary>
    /// <param name="json">Starts after the opening quote; may go on after the closing one.</param>
    /// <param name="utf8">At least as long as <paramref name="json"/>, as no escape is shorter than its text. What lies past <paramref name="written"/> is scratch.</param>
    /// <param name="consumed">
    /// The bytes read, with the closing quote; after a fault the offset of the offending byte or of its escape's backslash
    /// (of the first half's, for a pair), and the length of <paramref name="json"/> when that is unterminated.
    /// </param>
    /// <param name="written">The bytes of text; after a fault those before it.</param>
    public static JsonStringFault Unescape(ReadOnlySpan<byte> json, Span<byte> utf8, out int consumed, out int written)
    {
        if (utf8.Length < json.Length)
            throw new ArgumentException($"utf8 needs the length of json, {json.Length}; got {utf8.Length}.", nameof(utf8));
        return Vector256.IsHardwareAccelerated
            ? UnescapeVector(json, utf8, out consumed, out written)
            : UnescapeScalar(json, utf8, out consumed, out written);
    }

    /// <summary>The longest body that <see cref="Escape"/> can write for so many bytes: six for each. Overflows past 357 million.</summary>
    public static int MaxEscapedLength(int utf8Bytes) => checked(6 * utf8Bytes);

    /// <summary>Writes text as the body of a JSON string and returns its length.</summary>
    /// <remarks>Escaped are quotes, backslashes and what lies below 0x20 (\n \t \r \b \f, else \u00xx in lower case); all else is kept raw.</remarks>
    /// <param name="utf8">The text.</param>
    /// <param name="json">At least <see cref="MaxEscapedLength"/> bytes. What lies past the returned length is scratch.</param>
    public static int Escape(ReadOnlySpan<byte> utf8, Span<byte> json)
    {
        if (json.Length < MaxEscapedLength(utf8.Length))
            throw new ArgumentException($"json needs {MaxEscapedLength(utf8.Length)} bytes for {utf8.Length} of text; got {json.Length}.", nameof(json));
        return Vector256.IsHardwareAccelerated ? EscapeVector(utf8, json) : EscapeScalar(utf8, json);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static JsonStringFault UnescapeScalar(ReadOnlySpan<byte> json, Span<byte> utf8, out int consumed, out int written)
    {
        consumed = 0;
        written = 0;
        while (consumed < json.Length)
        {
            byte b = json[consumed];
            if (b == '"')
            {
                consumed++;
                return JsonStringFault.None;
            }
            if (b < ' ')
                return JsonStringFault.ControlCharacter;
            if (b != '\\')
            {
                utf8[written++] = b;
                consumed++;
                continue;
            }
            JsonStringFault fault = ReadEscape(json[consumed..], out Rune rune, out int escapeBytes);
            if (fault == JsonStringFault.Unterminated)
                break;
            if (fault != JsonStringFault.None)
                return fault;
            consumed += escapeBytes;
            written += rune.EncodeToUtf8(utf8[written..]);
        }
        consumed = json.Length;
        return JsonStringFault.Unterminated;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static JsonStringFault UnescapeVector(ReadOnlySpan<byte> json, Span<byte> utf8, out int consumed, out int written)
    {
        int read = 0, wrote = 0;
        bool isEscape = true;
        // Two blocks: an escape may start with the block's last byte, and what follows it is copied a block at a time.
        while (isEscape && read <= json.Length - (2 * BlockBytes))
        {
            Vector512<byte> block = Vector512.Create(json.Slice(read, BlockBytes));
            block.CopyTo(utf8.Slice(wrote, BlockBytes));
            ulong specials = Specials(block), rest = specials;
            if (specials == 0)
            {
                read += BlockBytes;
                wrote += BlockBytes;
                continue;
            }
            // All escapes of the block from one mask: to look for each anew would wait for the one before it.
            for (int start = read; rest != 0;)
            {
                int plain = BitOperations.TrailingZeroCount(rest);
                read += plain;
                wrote += plain;
                isEscape = TryUnescapeOne(json, utf8, ref read, ref wrote);
                if (!isEscape || read - start >= BlockBytes)
                    break;
                rest = specials >> (read - start);
                Vector512.Create(json.Slice(read, BlockBytes)).CopyTo(utf8.Slice(wrote, BlockBytes));
            }
        }
        // The closing quote, a fault or the last bytes are the scalar twin's.
        JsonStringFault fault = UnescapeScalar(json[read..], utf8[wrote..], out consumed, out written);
        consumed += read;
        written += wrote;
        return fault;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static int EscapeScalar(ReadOnlySpan<byte> utf8, Span<byte> json)
    {
        int written = 0;
        foreach (byte b in utf8)
        {
            if (b is >= (byte)' ' and not (byte)'"' and not (byte)'\\')
                json[written++] = b;
            else
                written += WriteEscape(b, json[written..]);
        }
        return written;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static int EscapeVector(ReadOnlySpan<byte> utf8, Span<byte> json)
    {
        int read = 0, written = 0;
        while (read <= utf8.Length - BlockBytes)
        {
            Vector512<byte> block = Vector512.Create(utf8.Slice(read, BlockBytes));
            block.CopyTo(json.Slice(written, BlockBytes));
            ulong specials = Specials(block);
            if (specials == 0)
            {
                read += BlockBytes;
                written += BlockBytes;
                continue;
            }
            int plain = BitOperations.TrailingZeroCount(specials);
            written += plain;
            written += WriteEscape(utf8[read + plain], json[written..]);
            read += plain + 1;
        }
        return written + EscapeScalar(utf8[read..], json[written..]);
    }

    /// <summary>One bit for each byte of the block that ends a plain stretch: a quote, a backslash or a control character.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Specials(Vector512<byte> block) =>
        (Vector512.Equals(block, Vector512.Create((byte)'"'))
            | Vector512.Equals(block, Vector512.Create((byte)'\\'))
            | Vector512.LessThan(block, Vector512.Create((byte)' '))).ExtractMostSignificantBits();

    /// <summary>Translates the escape at <paramref name="read"/>; returns false, and moves nothing, where there is none or a faulty one.</summary>
    /// <remarks>Reads 14 bytes at most: a pair and two more. Writes 4 for a text of 3, which its escape of 6 leaves room for.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool TryUnescapeOne(ReadOnlySpan<byte> json, Span<byte> utf8, ref int read, ref int wrote)
    {
        ulong escape = BinaryPrimitives.ReadUInt64LittleEndian(json[read..]);
        if ((ushort)escape != UnicodePrefix)
        {
            byte text = ShortEscapes[(byte)(escape >> 8)];
            if ((byte)escape != '\\' || text == 0)
                return false;
            utf8[wrote++] = text;
            read += 2;
            return true;
        }
        uint digits = (uint)(escape >> 16);
        if (!AreHexDigits(digits))
            return false;
        uint unit = HexValue(digits);
        if (unit - 0x80 < 0x780) // first, as most Polish letters are here
        {
            BinaryPrimitives.WriteUInt16LittleEndian(utf8[wrote..], (ushort)(0x80C0 | (unit >> 6) | ((unit & 0x3F) << 8)));
            wrote += 2;
        }
        else if (unit < 0x80)
        {
            utf8[wrote++] = (byte)unit;
        }
        else if ((unit & 0xF800) != 0xD800)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(utf8[wrote..], 0x8080E0 | (unit >> 12) | ((unit & 0xFC0) << 2) | ((unit & 0x3F) << 16));
            wrote += 3;
        }
        else
        {
            uint rune = PairValue(unit, BinaryPrimitives.ReadUInt64LittleEndian(json[(read + 6)..]));
            if (rune == 0)
                return false;
            uint head = 0xF0 | (rune >> 18) | ((rune & 0x3F000) >> 4), tail = ((rune & 0xFC0) << 10) | ((rune & 0x3F) << 24);
            BinaryPrimitives.WriteUInt32LittleEndian(utf8[wrote..], 0x80808000 | head | tail);
            wrote += 4;
            read += 6;
        }
        read += 6;
        return true;
    }

    /// <summary>The character of a surrogate pair whose second half is still an escape; 0 when the two are no pair.</summary>
    private static uint PairValue(uint high, ulong lowEscape)
    {
        uint digits = (uint)(lowEscape >> 16), low = HexValue(digits);
        bool isPair = (ushort)lowEscape == UnicodePrefix && AreHexDigits(digits) && high < 0xDC00 && (low & 0xFC00) == 0xDC00;
        return isPair ? 0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00) : 0;
    }

    /// <summary>Whether all four bytes are 0-9, a-f or A-F, each judged by bit 7 of a sum that cannot carry.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool AreHexDigits(uint digits)
    {
        uint low = digits & 0x7F7F7F7F, lower = low | 0x20202020;
        uint decimals = (low + 0x50505050) & ~(low + 0x46464646); // 0x30 to 0x39
        uint letters = (lower + 0x1F1F1F1F) & ~(lower + 0x19191919); // 0x61 to 0x66
        return ((decimals | letters) & ~digits & 0x80808080) == 0x80808080;
    }

    /// <summary>The value of four hexadecimal digits, the first in the low byte: nibbles first, then pairs, then all.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint HexValue(uint digits)
    {
        uint nibbles = BinaryPrimitives.ReverseEndianness((digits & 0x0F0F0F0F) + (9 * ((digits >> 6) & 0x01010101)));
        uint pairs = (nibbles | (nibbles >> 4)) & 0x00FF00FF;
        return (pairs | (pairs >> 8)) & 0xFFFF;
    }

    private static JsonStringFault ReadEscape(ReadOnlySpan<byte> escape, out Rune rune, out int escapeBytes)
    {
        rune = default;
        escapeBytes = 2;
        if (escape.Length < 2)
            return JsonStringFault.Unterminated;
        if (escape[1] != 'u')
        {
            rune = new Rune((uint)ShortEscapes[escape[1]]);
            return rune.Value == 0 ? JsonStringFault.BadEscape : JsonStringFault.None;
        }
        escapeBytes = 6;
        JsonStringFault fault = ReadCodeUnit(escape, out char unit);
        if (fault != JsonStringFault.None || Rune.TryCreate(unit, out rune))
            return fault;
        if (char.IsLowSurrogate(unit))
            return JsonStringFault.LoneSurrogate;
        escapeBytes = 12;
        fault = ReadCodeUnit(escape[6..], out char low);
        if (fault == JsonStringFault.Unterminated || (fault == JsonStringFault.None && Rune.TryCreate(unit, low, out rune)))
            return fault;
        return JsonStringFault.LoneSurrogate;
    }

    private static JsonStringFault ReadCodeUnit(ReadOnlySpan<byte> escape, out char unit)
    {
        unit = '\0';
        for (int i = 0; i < 6; i++)
        {
            if (i == escape.Length)
                return JsonStringFault.Unterminated;
            byte b = escape[i];
            if (i < 2 ? b != "\\u"u8[i] : !char.IsAsciiHexDigit((char)b))
                return JsonStringFault.BadEscape;
            if (i >= 2)
                unit = (char)((unit << 4) | ((b & 0xF) + (9 * (b >> 6))));
        }
        return JsonStringFault.None;
    }

    private static int WriteEscape(byte b, Span<byte> json)
    {
        byte letter = b switch
        {
            (byte)'\n' => (byte)'n',
            (byte)'\t' => (byte)'t',
            (byte)'\r' => (byte)'r',
            (byte)'\b' => (byte)'b',
            (byte)'\f' => (byte)'f',
            (byte)'"' or (byte)'\\' => b,
            _ => 0,
        };
        if (letter != 0)
        {
            json[1] = letter;
            json[0] = (byte)'\\';
            return 2;
        }
        "\\u00"u8.CopyTo(json);
        json[4] = "0123456789abcdef"u8[b >> 4];
        json[5] = "0123456789abcdef"u8[b & 0xF];
        return 6;
    }
}
