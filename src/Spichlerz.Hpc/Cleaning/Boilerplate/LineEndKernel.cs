using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Spichlerz.Hpc.Cleaning.Boilerplate;

/// <summary>Finds the end of a line and sees on the way there whether the line may be other than its <see cref="LineForm"/>.</summary>
internal static class LineEndKernel
{
    private const int BlockBytes = 64;

    /// <summary>Bytes of the line that the text begins with, its \n included.</summary>
    /// <param name="utf8">The text.</param>
    /// <param name="isOdd">Whether the line has what <see cref="LineForm.IsPlain"/> looks for, be it at its ends: a tab, a &lt;, two blanks in a row.</param>
    public static int LengthOfLine(ReadOnlySpan<byte> utf8, out bool isOdd) =>
        Vector256.IsHardwareAccelerated ? LengthOfLineVector(utf8, out isOdd) : LengthOfLineScalar(utf8, out isOdd);

    internal static int LengthOfLineScalar(ReadOnlySpan<byte> utf8, out bool isOdd)
    {
        isOdd = false;
        for (int i = 0; i < utf8.Length; i++)
        {
            if (utf8[i] == (byte)'\n')
                return i + 1;
            isOdd |= utf8[i] is (byte)'\t' or (byte)'<' || (utf8[i] == (byte)' ' && i > 0 && utf8[i - 1] == (byte)' ');
        }
        return utf8.Length;
    }

    internal static int LengthOfLineVector(ReadOnlySpan<byte> utf8, out bool isOdd)
    {
        ulong odds = 0, afterBlank = 0;
        int at = 0;
        for (; utf8.Length - at >= BlockBytes; at += BlockBytes)
        {
            ulong feeds = Look(Vector512.Create(utf8[at..]), ref odds, ref afterBlank);
            if (feeds == 0)
                continue;
            isOdd = odds != 0;
            return at + BitOperations.TrailingZeroCount(feeds) + 1;
        }
        Span<byte> padded = stackalloc byte[BlockBytes];
        utf8[at..].CopyTo(padded);
        ulong last = Look(Vector512.Create<byte>(padded), ref odds, ref afterBlank);
        isOdd = odds != 0;
        return last == 0 ? utf8.Length : at + BitOperations.TrailingZeroCount(last) + 1;
    }

    /// <summary>The line ends of a block. What is odd up to the first of them joins the odds of the blocks before.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Look(Vector512<byte> here, ref ulong odds, ref ulong afterBlank)
    {
        ulong feeds = Vector512.Equals(here, Vector512.Create((byte)'\n')).ExtractMostSignificantBits(), blanks = Vector512.Equals(here, Vector512.Create((byte)' ')).ExtractMostSignificantBits();
        ulong marks = (Vector512.Equals(here, Vector512.Create((byte)'\t')) | Vector512.Equals(here, Vector512.Create((byte)'<'))).ExtractMostSignificantBits();
        odds |= (marks | (blanks & ((blanks << 1) | afterBlank))) & (feeds ^ (feeds - 1));
        afterBlank = blanks >> (BlockBytes - 1);
        return feeds;
    }
}
