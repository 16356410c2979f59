using System.Text;

namespace Spichlerz.Hpc.Cleaning.Pii;

/// <summary>What stands beside a number. A number that touches letters or digits is a part of something longer.</summary>
/// <remarks>A placeholder counts as the number that stood there, so that a masked text is judged as the text before.</remarks>
internal static class Border
{
    /// <summary>Whether the text at the left belongs to the same token, or goes on with digits over one sign.</summary>
    public static bool TouchesLeft(ReadOnlySpan<byte> text, int start)
    {
        if (start == 0)
            return false;
        byte before = text[start - 1];
        if (before is (byte)'_' or (byte)'@' || IsLetterOrDigitBefore(text, start) || Placeholder.EndsAt(text, start))
            return true;
        return before is (byte)'-' or (byte)'.' or (byte)'/' or (byte)',' or (byte)':' or (byte)'+'
            && start > 1 && (IsDigit(text[start - 2]) || Placeholder.EndsAt(text, start - 1));
    }

    /// <summary>As <see cref="TouchesLeft"/>, and no sign before it that makes it a part of an address, a path or a formula.</summary>
    public static bool StandsFree(ReadOnlySpan<byte> text, int start) =>
        !TouchesLeft(text, start) && (start == 0 || !"-./=#&%+~$\\?*^"u8.Contains(text[start - 1]));

    /// <summary>Whether the token goes on at the right, or goes on with digits over one sign.</summary>
    public static bool TouchesRight(ReadOnlySpan<byte> text, int end)
    {
        if (end >= text.Length)
            return false;
        byte after = text[end];
        if (after is (byte)'_' or (byte)'@' or (byte)'%' || IsLetterOrDigitAt(text, end) || Placeholder.StartsAt(text, end))
            return true;
        return after is (byte)'-' or (byte)'.' or (byte)'/' or (byte)',' or (byte)':' && end + 1 < text.Length && (IsDigit(text[end + 1]) || Placeholder.StartsAt(text, end + 1));
    }

    /// <summary>Whether a blank and then more digits stand before.</summary>
    public static bool GoesOnLeft(ReadOnlySpan<byte> text, int start) =>
        start > 1 && text[start - 1] == (byte)' ' && (IsDigit(text[start - 2]) || Placeholder.EndsAt(text, start - 1));

    /// <summary>Whether a blank and then more digits follow.</summary>
    public static bool GoesOnRight(ReadOnlySpan<byte> text, int end) =>
        end + 1 < text.Length && text[end] == (byte)' ' && (IsDigit(text[end + 1]) || Placeholder.StartsAt(text, end + 1));

    public static bool IsDigit(byte value) => value is >= (byte)'0' and <= (byte)'9';

    public static bool IsUpper(byte value) => value is >= (byte)'A' and <= (byte)'Z';

    public static bool IsAlphanumeric(byte value) => IsDigit(value) || (value | 0x20) is >= (byte)'a' and <= (byte)'z';

    private static bool IsLetterOrDigitBefore(ReadOnlySpan<byte> text, int index)
    {
        if (text[index - 1] < 0x80)
            return IsAlphanumeric(text[index - 1]);
        Rune.DecodeLastFromUtf8(text[..index], out Rune rune, out _);
        return Rune.IsLetterOrDigit(rune);
    }

    private static bool IsLetterOrDigitAt(ReadOnlySpan<byte> text, int index)
    {
        if (text[index] < 0x80)
            return IsAlphanumeric(text[index]);
        Rune.DecodeFromUtf8(text[index..], out Rune rune, out _);
        return Rune.IsLetterOrDigit(rune);
    }
}
