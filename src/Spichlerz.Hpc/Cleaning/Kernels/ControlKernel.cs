using System.Numerics;
using System.Runtime.Intrinsics;

namespace Spichlerz.Hpc.Cleaning.Kernels;

/// <summary>
/// Finds and removes characters that are no text: C0 controls except tab, line feed and carriage return; DEL; C1 controls; and the
/// invisible U+00AD (soft hyphen), U+200B (zero-width space) and U+FEFF (byte order mark inside a text).
/// </summary>
public static class ControlKernel
{
    private const int BlockBytes = 32;

    /// <summary>Longest character looked for, in bytes: a block's last byte is judged with the two after it.</summary>
    private const int Lookahead = 2;

    /// <summary>Index of the first such character, or −1. The text is valid UTF-8.</summary>
    public static int IndexOfControl(ReadOnlySpan<byte> utf8) =>
        Vector256.IsHardwareAccelerated ? IndexOfControlVector(utf8) : IndexOfControlScalar(utf8);

    /// <summary>Copies the text without such characters; returns the length. <paramref name="first"/> is where the first one stands.</summary>
    public static int RemoveControls(ReadOnlySpan<byte> utf8, int first, Span<byte> destination)
    {
        int written = 0;
        while (first >= 0)
        {
            utf8[..first].CopyTo(destination[written..]);
            written += first;
            utf8 = utf8[(first + LengthAt(utf8, first))..];
            first = IndexOfControl(utf8);
        }
        utf8.CopyTo(destination[written..]);
        return written + utf8.Length;
    }

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
        int at = 0;
        for (; at + BlockBytes + Lookahead <= utf8.Length; at += BlockBytes)
        {
            Vector256<byte> here = Vector256.Create(utf8[at..]);
            Vector256<byte> odd = Vector256.LessThan(here, Vector256.Create((byte)' ')) & ~IsLineOrTab(here);
            odd |= Vector256.Equals(here, Vector256.Create((byte)0x7F));
            // Lead bytes of the others are rare in Polish text: C2 (quotes « », no-break space), E2 (dashes, quotes „ ”), EF.
            Vector256<byte> leads = Vector256.Equals(here, Vector256.Create((byte)0xC2)) | Vector256.Equals(here, Vector256.Create((byte)0xE2)) | Vector256.Equals(here, Vector256.Create((byte)0xEF));
            uint candidates = (odd | leads).ExtractMostSignificantBits();
            for (; candidates != 0; candidates &= candidates - 1)
            {
                int index = at + BitOperations.TrailingZeroCount(candidates);
                if (LengthAt(utf8, index) > 0)
                    return index;
            }
        }
        int rest = IndexOfControlScalar(utf8[at..]);
        return rest < 0 ? -1 : at + rest;
    }

    private static Vector256<byte> IsLineOrTab(Vector256<byte> bytes) =>
        Vector256.Equals(bytes, Vector256.Create((byte)'\n')) | Vector256.Equals(bytes, Vector256.Create((byte)'\t')) | Vector256.Equals(bytes, Vector256.Create((byte)'\r'));

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
            0xE2 when second == 0x80 && third == 0x8B => 3,
            0xEF when second == 0xBB && third == 0xBF => 3,
            _ => 0,
        };
    }
}
