using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Spichlerz.Hpc.Cleaning.Kernels;

/// <summary>
/// Finds and removes characters that are no text: C0 controls except tab, line feed and carriage return; DEL; C1 controls; and the
/// invisible U+00AD (soft hyphen), U+200B (zero-width space) and U+FEFF (byte order mark inside a text). What else ends a line (form feed,
/// vertical tab, U+0085, U+2028, U+2029) leaves a line feed where it alone divides two lines: PDFs have it between pages, word processors
/// between lines, and many readers of JSON lines would end a record there.
/// </summary>
public static class ControlKernel
{
    private const int BlockBytes = 64;

    /// <summary>Longest character looked for, in bytes: a block's last byte is judged with the two after it.</summary>
    private const int Lookahead = 2;

    /// <summary>Index of the first such character, or −1. The text is valid UTF-8.</summary>
    public static int IndexOfControl(ReadOnlySpan<byte> utf8) =>
        Vector256.IsHardwareAccelerated ? IndexOfControlVector(utf8) : IndexOfControlScalar(utf8);

    /// <summary>Copies the text without such characters; returns the length, which is no greater. <paramref name="first"/> is where the first one stands.</summary>
    public static int RemoveControls(ReadOnlySpan<byte> utf8, int first, Span<byte> destination)
    {
        int written = 0;
        while (first >= 0)
        {
            utf8[..first].CopyTo(destination[written..]);
            written += first;
            ReadOnlySpan<byte> behind = utf8[(first + LengthAt(utf8, first))..];
            if (EndsLine(utf8[first..]) && DividesLines(destination[..written], behind))
                destination[written++] = (byte)'\n';
            utf8 = behind;
            first = IndexOfControl(utf8);
        }
        utf8.CopyTo(destination[written..]);
        return written + utf8.Length;
    }

    private static bool EndsLine(ReadOnlySpan<byte> utf8) => utf8 is [(byte)'\f' or (byte)'\v', ..] or [0xC2, 0x85, ..] or [0xE2, 0x80, 0xA8 or 0xA9, ..];

    /// <summary>Whether neither side has a line end of its own.</summary>
    private static bool DividesLines(ReadOnlySpan<byte> before, ReadOnlySpan<byte> behind) => before is [.., not ((byte)'\n' or (byte)'\r')] && behind is [not ((byte)'\n' or (byte)'\r'), ..];

    internal static int IndexOfControlScalar(ReadOnlySpan<byte> utf8)
    {
        for (int i = 0; i < utf8.Length; i++)
        {
            if (LengthAt(utf8, i) > 0)
                return i;
        }
        return -1;
    }

    internal static int IndexOfControlVector(ReadOnlySpan<byte> utf8)
    {
        Span<byte> padded = stackalloc byte[2 * BlockBytes];
        for (int at = 0; at < utf8.Length; at += BlockBytes)
        {
            scoped ReadOnlySpan<byte> block = utf8[at..];
            ulong within = block.Length < BlockBytes ? (1UL << block.Length) - 1 : ulong.MaxValue;
            if (block.Length < BlockBytes + Lookahead)
            {
                padded.Clear(); // two blocks may come here, the second of a byte
                block.CopyTo(padded);
                block = padded;
            }
            ulong controls = AreControls(Vector512.Create(block), Vector512.Create(block[1..]), Vector512.Create(block[2..])).ExtractMostSignificantBits() & within;
            if (controls != 0)
                return at + BitOperations.TrailingZeroCount(controls);
        }
        return -1;
    }

    /// <summary>The bytes at which <see cref="LengthAt"/> is not 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<byte> AreControls(Vector512<byte> bytes, Vector512<byte> next, Vector512<byte> afterNext)
    {
        Vector512<byte> odd = Vector512.LessThan(bytes, Vector512.Create((byte)' ')) & ~(Is(bytes, (byte)'\n') | Is(bytes, (byte)'\t') | Is(bytes, (byte)'\r'));
        // First bytes of the others begin what Polish is full of, too: C2 no-break spaces, E2 dashes and quotes.
        Vector512<byte> latin = Is(bytes, 0xC2) & (Vector512.LessThan(next, Vector512.Create((byte)0xA0)) | Is(next, 0xAD));
        Vector512<byte> general = Is(bytes, 0xE2) & Is(next, 0x80) & (Is(afterNext, 0x8B) | Is(afterNext & Vector512.Create((byte)0xFE), 0xA8)), mark = Is(bytes, 0xEF) & Is(next, 0xBB) & Is(afterNext, 0xBF);
        return odd | Is(bytes, 0x7F) | latin | general | mark;
    }

    private static Vector512<byte> Is(Vector512<byte> bytes, byte value) => Vector512.Equals(bytes, Vector512.Create(value));

    /// <summary>Bytes of the character at the index if it is one to remove, else 0.</summary>
    private static int LengthAt(ReadOnlySpan<byte> utf8, int index)
    {
        byte first = utf8[index];
        byte second = index + 1 < utf8.Length ? utf8[index + 1] : (byte)0;
        byte third = index + 2 < utf8.Length ? utf8[index + 2] : (byte)0;
        return first switch
        {
            (byte)'\t' or (byte)'\n' or (byte)'\r' => 0,
            < 0x20 or 0x7F => 1,
            0xC2 when second is < 0xA0 or 0xAD => 2,
            0xE2 when second == 0x80 && third is 0x8B or 0xA8 or 0xA9 => 3,
            0xEF when second == 0xBB && third == 0xBF => 3,
            _ => 0,
        };
    }
}
