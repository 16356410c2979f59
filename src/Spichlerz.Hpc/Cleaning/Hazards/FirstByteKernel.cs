using System.Numerics;
using System.Runtime.Intrinsics;

namespace Spichlerz.Hpc.Cleaning.Hazards;

/// <summary>How the tokens of a text begin.</summary>
/// <param name="Tokens">What white space separates.</param>
/// <param name="Words">Of these, how many begin with a letter or digit.</param>
/// <param name="MostAlike">The most whose first bytes are of one range.</param>
internal readonly record struct FirstBytes(int Tokens, int Words, int MostAlike);

/// <summary>Counts the tokens of a text by ranges of their first bytes: what one token has more than half of, the range of its first byte has too.</summary>
/// <remarks>A byte up to a blank's value is white space.</remarks>
internal static class FirstByteKernel
{
    private const int BlockBytes = 64;

    // Where ranges begin: twice capitals, thrice small letters, before them signs and digits. None has half of the words of a language.
    private const byte Capitals = (byte)'A', LateCapitals = (byte)'P', Letters = (byte)'a', MiddleLetters = (byte)'k', LateLetters = (byte)'s';

    public static FirstBytes Count(ReadOnlySpan<byte> utf8) => Vector256.IsHardwareAccelerated ? CountVector(utf8) : CountScalar(utf8);

    internal static FirstBytes CountScalar(ReadOnlySpan<byte> utf8)
    {
        var counts = default(Counts);
        bool afterWhite = true;
        foreach (byte value in utf8)
        {
            bool isWhite = value <= (byte)' ';
            if (!isWhite && afterWhite)
            {
                counts.Tokens++;
                counts.Words += IsOfWord(value) ? 1 : 0;
                counts.BelowCapitals += value < Capitals ? 1 : 0;
                counts.BelowLateCapitals += value < LateCapitals ? 1 : 0;
                counts.BelowLetters += value < Letters ? 1 : 0;
                counts.BelowMiddleLetters += value < MiddleLetters ? 1 : 0;
                counts.BelowLateLetters += value < LateLetters ? 1 : 0;
            }
            afterWhite = isWhite;
        }
        return counts.Sum();
    }

    internal static FirstBytes CountVector(ReadOnlySpan<byte> utf8)
    {
        Span<byte> padded = stackalloc byte[BlockBytes];
        var counts = default(Counts);
        ulong afterWhite = 1;
        for (int at = 0; at < utf8.Length; at += BlockBytes)
        {
            bool isWhole = utf8.Length - at >= BlockBytes;
            if (!isWhole)
            {
                padded.Clear(); // white space
                utf8[at..].CopyTo(padded);
            }
            Vector512<byte> here = Vector512.Create(isWhole ? utf8[at..] : padded);
            ulong white = Vector512.LessThanOrEqual(here, Vector512.Create((byte)' ')).ExtractMostSignificantBits(), starts = ~white & ((white << 1) | afterWhite);
            counts.Tokens += BitOperations.PopCount(starts);
            counts.Words += BitOperations.PopCount(starts & AreOfWords(here));
            counts.BelowCapitals += CountBelow(Capitals, here, starts);
            counts.BelowLateCapitals += CountBelow(LateCapitals, here, starts);
            counts.BelowLetters += CountBelow(Letters, here, starts);
            counts.BelowMiddleLetters += CountBelow(MiddleLetters, here, starts);
            counts.BelowLateLetters += CountBelow(LateLetters, here, starts);
            afterWhite = white >> (BlockBytes - 1);
        }
        return counts.Sum();
    }

    /// <summary>Letters and digits. Beyond ASCII, C2 and E2 begin quotes, dashes and dots.</summary>
    public static bool IsOfWord(byte value) => value is >= 0xC3 and not 0xE2 || char.IsAsciiLetterOrDigit((char)value);

    private static ulong AreOfWords(Vector512<byte> bytes)
    {
        Vector512<byte> areLetters = Vector512.LessThanOrEqual((bytes | Vector512.Create((byte)0x20)) - Vector512.Create((byte)'a'), Vector512.Create((byte)('z' - 'a')));
        Vector512<byte> areDigits = Vector512.LessThanOrEqual(bytes - Vector512.Create((byte)'0'), Vector512.Create((byte)9));
        Vector512<byte> areBeyond = Vector512.GreaterThanOrEqual(bytes, Vector512.Create((byte)0xC3)) & ~Vector512.Equals(bytes, Vector512.Create((byte)0xE2));
        return (areLetters | areDigits | areBeyond).ExtractMostSignificantBits();
    }

    private static int CountBelow(byte bound, Vector512<byte> bytes, ulong starts) =>
        BitOperations.PopCount(starts & Vector512.LessThan(bytes, Vector512.Create(bound)).ExtractMostSignificantBits());

    private struct Counts
    {
        public int Tokens, Words, BelowCapitals, BelowLateCapitals, BelowLetters, BelowMiddleLetters, BelowLateLetters;

        public readonly FirstBytes Sum()
        {
            int capitals = Math.Max(BelowLateCapitals - BelowCapitals, BelowLetters - BelowLateCapitals);
            int letters = Math.Max(BelowMiddleLetters - BelowLetters, Math.Max(BelowLateLetters - BelowMiddleLetters, Tokens - BelowLateLetters));
            return new(Tokens, Words, Math.Max(BelowCapitals, Math.Max(capitals, letters)));
        }
    }
}
