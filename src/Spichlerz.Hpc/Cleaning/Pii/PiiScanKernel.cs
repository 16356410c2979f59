using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Spichlerz.Hpc.Cleaning.Pii;

/// <summary>Finds the places of a text where personal data may stand; ordinary text is passed over 48 bytes at a time.</summary>
/// <remarks>
/// A window of 64 bytes is worth a look if it holds an @; a run of 9 digits and signs between them (telephone, PESEL, account, card …);
/// three dots between digits (IPv4); three colons with at most four bytes between (IPv6, MAC); or hyphens at five places three apart (MAC).
/// Windows overlap by 16 bytes, so each of these stands whole in one of them.
/// </remarks>
internal static class PiiScanKernel
{
    public const int WindowBytes = 64;
    public const int StepBytes = 48;

    /// <summary>Start of the first window worth a look, a multiple of <see cref="StepBytes"/> after <paramref name="from"/>, or −1.</summary>
    public static int IndexOfSuspect(ReadOnlySpan<byte> utf8, int from) =>
        Vector256.IsHardwareAccelerated ? IndexOfSuspectVector(utf8, from) : IndexOfSuspectScalar(utf8, from);

    internal static int IndexOfSuspectScalar(ReadOnlySpan<byte> utf8, int from)
    {
        for (int at = from; at < utf8.Length; at += StepBytes)
        {
            ulong digits = 0, signs = 0, wide = 0, dots = 0, colons = 0, hyphens = 0;
            ReadOnlySpan<byte> window = utf8[at..Math.Min(utf8.Length, at + WindowBytes)];
            for (int i = 0; i < window.Length; i++)
            {
                ulong bit = 1UL << i;
                switch (window[i])
                {
                    case (byte)'@': return at;
                    case >= (byte)'0' and <= (byte)'9': digits |= bit; break;
                    case 0xC2 or 0xA0: wide |= bit; break;
                    case (byte)':': colons |= bit; break;
                    case (byte)' ' or (byte)'/' or (byte)')': signs |= bit; break;
                    case (byte)'.': (dots, signs) = (dots | bit, signs | bit); break;
                    case (byte)'-': (hyphens, signs) = (hyphens | bit, signs | bit); break;
                    default: break;
                }
            }
            if (IsSuspect(digits, signs, wide, dots, colons, hyphens))
                return at;
        }
        return -1;
    }

    internal static int IndexOfSuspectVector(ReadOnlySpan<byte> utf8, int from)
    {
        int at = from;
        for (; at + WindowBytes <= utf8.Length; at += StepBytes)
        {
            if (IsSuspect(Vector512.Create(utf8[at..])))
                return at;
        }
        // Many documents are short, so the rest is padded rather than looked at byte by byte.
        Span<byte> rest = stackalloc byte[WindowBytes];
        for (; at < utf8.Length; at += StepBytes)
        {
            rest.Clear();
            utf8[at..].CopyTo(rest);
            if (IsSuspect(Vector512.Create<byte>(rest)))
                return at;
        }
        return -1;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool IsSuspect(Vector512<byte> window)
    {
        ulong ats = Is(window, (byte)'@'), colons = Is(window, (byte)':'), dots = Is(window, (byte)'.'), hyphens = Is(window, (byte)'-');
        ulong digits = Vector512.LessThanOrEqual(window - Vector512.Create((byte)'0'), Vector512.Create((byte)9)).ExtractMostSignificantBits();
        Vector512<byte> otherSigns = Vector512.Equals(window, Vector512.Create((byte)' ')) | Vector512.Equals(window, Vector512.Create((byte)'/')) | Vector512.Equals(window, Vector512.Create((byte)')'));
        Vector512<byte> wide = Vector512.Equals(window, Vector512.Create((byte)0xC2)) | Vector512.Equals(window, Vector512.Create((byte)0xA0));
        return ats != 0 || IsSuspect(digits, otherSigns.ExtractMostSignificantBits() | dots | hyphens, wide.ExtractMostSignificantBits(), dots, colons, hyphens);
    }

    private static ulong Is(Vector512<byte> bytes, byte value) => Vector512.Equals(bytes, Vector512.Create(value)).ExtractMostSignificantBits();

    /// <param name="wide">Bytes of no-break spaces, which are two bytes long and so never stand between two digits alone.</param>
    private static bool IsSuspect(ulong digits, ulong signs, ulong wide, ulong dots, ulong colons, ulong hyphens)
    {
        ulong isBetween = (digits << 1) & (digits >> 1);
        ulong runs = digits | (signs & isBetween) | wide;
        runs &= runs >> 1;
        runs &= runs >> 2;
        ulong nine = runs & (runs >> 4) & (runs >> 5);
        ulong macs = hyphens & (hyphens >> 3) & (hyphens >> 6) & (hyphens >> 9) & (hyphens >> 12);
        return (nine | macs) != 0 || BitOperations.PopCount(dots & isBetween) >= 3 || BitOperations.PopCount(colons) >= 3 && FollowedSoon(FollowedSoon(colons, colons), colons) != 0;
    }

    /// <summary>The marks that one of the others follows within five bytes.</summary>
    private static ulong FollowedSoon(ulong others, ulong marks) => marks & ((others >> 1) | (others >> 2) | (others >> 3) | (others >> 4) | (others >> 5));
}
