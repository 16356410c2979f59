using System.Runtime.Intrinsics;

namespace Spichlerz.Hpc.Cleaning.Languages;

/// <summary>Tells white space, punctuation and letters of UTF-8 text apart, one bit a byte.</summary>
internal static class RunKernel
{
    public const int BlockBytes = 64;

    // No colon: "title:" is a key of front matter more often than a word.
    private static ReadOnlySpan<byte> Punctuation => ".,;!?()\"'-"u8;

    /// <summary>The classes of the first bytes of a text, at most <see cref="BlockBytes"/>; what follows its end is white space.</summary>
    public static void Mark(ReadOnlySpan<byte> utf8, out ulong spaces, out ulong punctuation, out ulong letters)
    {
        if (Vector128.IsHardwareAccelerated)
            MarkVector(utf8, out spaces, out punctuation, out letters);
        else
            MarkScalar(utf8, out spaces, out punctuation, out letters);
    }

    internal static void MarkScalar(ReadOnlySpan<byte> utf8, out ulong spaces, out ulong punctuation, out ulong letters)
    {
        (spaces, punctuation, letters) = (0, 0, 0);
        for (int i = 0; i < BlockBytes; i++)
        {
            byte value = i < utf8.Length ? utf8[i] : (byte)0;
            spaces |= IsSpace(value) ? 1UL << i : 0;
            punctuation |= Punctuation.Contains(value) ? 1UL << i : 0;
            letters |= IsLetter(value) ? 1UL << i : 0;
        }
    }

    internal static void MarkVector(ReadOnlySpan<byte> utf8, out ulong spaces, out ulong punctuation, out ulong letters)
    {
        Span<byte> padded = stackalloc byte[BlockBytes];
        if (utf8.Length < BlockBytes)
        {
            padded.Clear();
            utf8.CopyTo(padded);
        }
        Vector512<byte> bytes = Vector512.Create(utf8.Length < BlockBytes ? padded : utf8), small = bytes | Vector512.Create((byte)0x20);
        spaces = (Is(bytes, '\0') | IsIn(bytes, '\t', '\r') | Is(bytes, ' ')).ExtractMostSignificantBits();
        punctuation = (IsIn(bytes, '!', '"') | IsIn(bytes, '\'', ')') | IsIn(bytes, ',', '.') | Is(bytes, ';') | Is(bytes, '?')).ExtractMostSignificantBits();
        letters = (IsIn(small, 'a', 'z') | bytes).ExtractMostSignificantBits();
    }

    /// <summary>fastText's white space: NUL, tab, line feed, vertical tab, form feed, carriage return, space.</summary>
    private static bool IsSpace(byte value) => value is 0 or >= 9 and <= 13 or 32;

    internal static bool IsPunctuation(byte value) => Punctuation.Contains(value);

    /// <summary>Letters of ASCII, and all bytes beyond.</summary>
    internal static bool IsLetter(byte value) => value >= 0x80 || char.IsAsciiLetter((char)value);

    private static Vector512<byte> Is(Vector512<byte> bytes, char value) => Vector512.Equals(bytes, Vector512.Create((byte)value));

    private static Vector512<byte> IsIn(Vector512<byte> bytes, char first, char last) =>
        Vector512.LessThanOrEqual(bytes - Vector512.Create((byte)first), Vector512.Create((byte)(last - first)));
}
