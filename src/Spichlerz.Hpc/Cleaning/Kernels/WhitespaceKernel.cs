using System.Runtime.Intrinsics;

namespace Spichlerz.Hpc.Cleaning.Kernels;

/// <summary>Tells quickly whether a text's white space is in order, and puts it in order where it is not.</summary>
public static class WhitespaceKernel
{
    private const int BlockBytes = 32;
    private const int Lookahead = 2;

    /// <summary>
    /// True only if <see cref="Tidy"/> would change nothing when one empty line in a row is allowed: no carriage return, no blank before
    /// a line feed, no two empty lines in a row, no white space at either end.
    /// </summary>
    public static bool IsTidy(ReadOnlySpan<byte> utf8)
    {
        if (utf8.IsEmpty || IsBlank(utf8[0]) || IsBlank(utf8[^1]) || utf8[0] == (byte)'\n' || utf8[^1] == (byte)'\n')
            return utf8.IsEmpty;
        return Vector256.IsHardwareAccelerated ? IsTidyVector(utf8) : IsTidyScalar(utf8);
    }

    internal static bool IsTidyScalar(ReadOnlySpan<byte> utf8)
    {
        for (int i = 0; i < utf8.Length; i++)
        {
            byte next = i + 1 < utf8.Length ? utf8[i + 1] : (byte)0;
            byte afterNext = i + 2 < utf8.Length ? utf8[i + 2] : (byte)0;
            if (utf8[i] == (byte)'\r' || IsBlank(utf8[i]) && next == (byte)'\n' || utf8[i] == (byte)'\n' && next == (byte)'\n' && afterNext == (byte)'\n')
                return false;
        }
        return true;
    }

    internal static bool IsTidyVector(ReadOnlySpan<byte> utf8)
    {
        Vector256<byte> newline = Vector256.Create((byte)'\n');
        int at = 0;
        for (; at + BlockBytes + Lookahead <= utf8.Length; at += BlockBytes)
        {
            Vector256<byte> here = Vector256.Create(utf8[at..]), next = Vector256.Create(utf8[(at + 1)..]), afterNext = Vector256.Create(utf8[(at + 2)..]);
            Vector256<byte> isBlank = Vector256.Equals(here, Vector256.Create((byte)' ')) | Vector256.Equals(here, Vector256.Create((byte)'\t'));
            Vector256<byte> isNewline = Vector256.Equals(here, newline), isNextNewline = Vector256.Equals(next, newline);
            Vector256<byte> untidy = Vector256.Equals(here, Vector256.Create((byte)'\r')) | (isBlank & isNextNewline)
                | (isNewline & isNextNewline & Vector256.Equals(afterNext, newline));
            if (untidy != Vector256<byte>.Zero)
                return false;
        }
        return IsTidyScalar(utf8[at..]);
    }

    /// <summary>Writes the text in order and returns its length, never more than before.</summary>
    /// <param name="maxEmptyLines">Most empty lines kept in a row.</param>
    /// <param name="destination">As long as the text.</param>
    public static int Tidy(ReadOnlySpan<byte> utf8, int maxEmptyLines, Span<byte> destination)
    {
        int written = 0, emptyLines = 0;
        while (!utf8.IsEmpty)
        {
            int end = utf8.IndexOfAny((byte)'\n', (byte)'\r');
            ReadOnlySpan<byte> line = (end < 0 ? utf8 : utf8[..end]).TrimEnd(" \t"u8);
            utf8 = end < 0 ? [] : utf8[(end + (utf8[end..].StartsWith("\r\n"u8) ? 2 : 1))..];
            if (line.IsEmpty)
            {
                emptyLines++;
                continue;
            }
            if (written == 0)
                line = line.TrimStart(" \t"u8);
            else
                written += LineFeeds(destination[written..], 1 + Math.Min(emptyLines, maxEmptyLines));
            line.CopyTo(destination[written..]);
            written += line.Length;
            emptyLines = 0;
        }
        return written;
    }

    private static int LineFeeds(Span<byte> destination, int count)
    {
        destination[..count].Fill((byte)'\n');
        return count;
    }

    private static bool IsBlank(byte value) => value is (byte)' ' or (byte)'\t';
}
