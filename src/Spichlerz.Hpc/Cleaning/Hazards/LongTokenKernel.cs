using System.Numerics;
using System.Runtime.Intrinsics;

namespace Spichlerz.Hpc.Cleaning.Hazards;

/// <summary>Finds long tokens, runs of at least 20 bytes without white space; ordinary text is passed over 64 bytes at a time.</summary>
/// <remarks>The byte A0 parts tokens too: it ends a no-break space, and no Polish letter.</remarks>
internal static class LongTokenKernel
{
    public const int MinBytes = 20;

    private const int BlockBytes = 64;

    /// <summary>The first long token that begins at <paramref name="from"/> or later; empty at the text's end if there is none.</summary>
    /// <param name="utf8">The text.</param>
    /// <param name="from">Where no token stands before: 0, or where the last one ended.</param>
    public static Range Next(ReadOnlySpan<byte> utf8, int from) =>
        Vector256.IsHardwareAccelerated ? NextVector(utf8, from) : NextScalar(utf8, from);

    internal static Range NextScalar(ReadOnlySpan<byte> utf8, int from)
    {
        int start = from;
        for (int at = from; at < utf8.Length; at++)
        {
            if (utf8[at] > (byte)' ' && utf8[at] != 0xA0)
                continue;
            if (at - start >= MinBytes)
                return start..at;
            start = at + 1;
        }
        return Last(utf8, start);
    }

    internal static Range NextVector(ReadOnlySpan<byte> utf8, int from)
    {
        Span<byte> padded = stackalloc byte[BlockBytes];
        int start = from;
        for (int at = from; at < utf8.Length; at += BlockBytes)
        {
            bool isWhole = utf8.Length - at >= BlockBytes;
            if (!isWhole)
            {
                padded.Clear(); // white space
                utf8[at..].CopyTo(padded);
            }
            Vector512<byte> here = Vector512.Create(isWhole ? utf8[at..] : padded);
            ulong breaks = (Vector512.LessThanOrEqual(here, Vector512.Create((byte)' ')) | Vector512.Equals(here, Vector512.Create((byte)0xA0))).ExtractMostSignificantBits();
            if (breaks == 0)
                continue;
            int first = BitOperations.TrailingZeroCount(breaks);
            if (at + first - start >= MinBytes)
                return start..(at + first);
            ulong runs = Runs(~breaks);
            int begin = BitOperations.TrailingZeroCount(runs);
            if (runs != 0 && breaks >> begin is not 0 and var behind)
                return (at + begin)..(at + begin + BitOperations.TrailingZeroCount(behind));
            start = at + BlockBytes - BitOperations.LeadingZeroCount(breaks);
        }
        return Last(utf8, start);
    }

    /// <summary>The bits that begin <see cref="MinBytes"/> set ones in a row.</summary>
    private static ulong Runs(ulong bits)
    {
        bits &= bits >> 1;
        bits &= bits >> 2;
        bits &= bits >> 4;
        bits &= bits >> 8;
        return bits & (bits >> 4);
    }

    private static Range Last(ReadOnlySpan<byte> utf8, int start) => utf8.Length - start >= MinBytes ? start..utf8.Length : utf8.Length..utf8.Length;
}
