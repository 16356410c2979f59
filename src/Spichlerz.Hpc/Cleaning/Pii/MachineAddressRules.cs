using System.Buffers;
using System.Buffers.Text;

namespace Spichlerz.Hpc.Cleaning.Pii;

/// <summary>Addresses of machines: global IPv4 and IPv6, and MAC.</summary>
internal static class MachineAddressRules
{
    private const int MacBytes = 6;
    private const int MaxIpv6 = 39;

    private static readonly SearchValues<byte> Hexadecimal = SearchValues.Create("0123456789abcdefABCDEF"u8);
    private static readonly SearchValues<byte> Ipv6Signs = SearchValues.Create("0123456789abcdefABCDEF:"u8);

    /// <summary>Where the IPv4 address ends whose first octet begins at <paramref name="start"/>, or −1.</summary>
    /// <remarks>Only global addresses count: not the special-purpose ones of RFC 6890. Versions and section numbers look alike, so a word before decides, or octets no version has.</remarks>
    public static int EndOfIpv4(ReadOnlySpan<byte> text, int start, int floor, DigitGroups groups)
    {
        Span<int> octets = stackalloc int[4];
        if (!groups.Begins([groups.Length(0), groups.Count > 1 ? groups.Length(1) : 0, groups.Count > 2 ? groups.Length(2) : 0, groups.Count > 3 ? groups.Length(3) : 0], "."u8))
            return -1;
        for (int i = 0, at = 0; i < octets.Length; at += groups.Length(i++))
        {
            int length = groups.Length(i);
            octets[i] = length <= 3 && (length == 1 || groups.Digits[at] != 0) ? NumberChecks.Number(groups.Digits.Slice(at, length)) : 256;
            if (octets[i] > 255)
                return -1;
        }
        int end = groups.End(3);
        bool goesOn = Border.TouchesRight(text, end) && !(end < text.Length && text[end] is (byte)':' or (byte)'/');
        if (goesOn || Border.TouchesLeft(text, start) || !IsGlobal(octets) || IsCounted(octets))
            return -1;
        return WordBefore.Of(text, start, floor) switch
        {
            NumberMeaning.Ip => end,
            NumberMeaning.Other => -1,
            // A version's parts are small and end in .0; the numbers of chapters count up from small ones.
            _ => octets[0] >= 20 && octets[3] > 0 && (octets[1] >= 32 || octets[2] >= 32) && octets.IndexOfAnyInRange(100, 255) >= 0 ? end : -1,
        };
    }

    /// <summary>Where the MAC address ends that begins at <paramref name="start"/>, or −1: six pairs with one sign, letters and digits among them.</summary>
    public static int EndOfMac(ReadOnlySpan<byte> text, int start, int floor)
    {
        const int Length = (MacBytes * 3) - 1;
        if (start + Length > text.Length || text[start + 2] is not ((byte)':' or (byte)'-') || Border.TouchesLeft(text, start))
            return -1;
        ReadOnlySpan<byte> mac = text.Slice(start, Length);
        int letters = 0, changes = 0;
        for (int i = 0; i < Length; i++)
        {
            bool isSign = i % 3 == 2;
            if (isSign ? mac[i] != mac[2] : !Hexadecimal.Contains(mac[i]))
                return -1;
            letters += !isSign && !Border.IsDigit(mac[i]) ? 1 : 0;
            changes += !isSign && mac[i] != mac[0] ? 1 : 0;
        }
        int end = start + Length;
        bool isLonger = end < text.Length && text[end] == mac[2] || start > 0 && text[start - 1] == mac[2];
        // Times are digits only, words letters only; 00:… and FF:… all over are no machine's.
        bool isMac = letters > 0 && letters < 2 * MacBytes && changes > 0 || WordBefore.Of(text, start, floor) == NumberMeaning.Mac && changes > 0;
        return isMac && !IsCounted(mac) && !isLonger && !Border.TouchesRight(text, end) ? end : -1;
    }

    /// <summary>Where the global IPv6 address (2000::/3, RFC 4291) ends that begins at <paramref name="start"/>, or −1.</summary>
    public static int EndOfIpv6(ReadOnlySpan<byte> text, int start)
    {
        if (text[start] is not ((byte)'2' or (byte)'3') || start + 5 > text.Length || text[start + 4] != (byte)':' || Border.TouchesLeft(text, start))
            return -1;
        ReadOnlySpan<byte> rest = text[start..Math.Min(text.Length, start + MaxIpv6 + 1)];
        int length = rest.IndexOfAnyExcept(Ipv6Signs);
        ReadOnlySpan<byte> address = (length < 0 ? rest : rest[..length]).TrimEnd((byte)':');
        bool isAddress = address.Length <= MaxIpv6 && address.Count((byte)':') >= 3 && System.Net.IPAddress.TryParse(address, out System.Net.IPAddress? parsed)
            && !IsDocumentation(parsed.GetAddressBytes());
        return isAddress && !Border.TouchesRight(text, start + address.Length) ? start + address.Length : -1;
    }

    /// <summary>RFC 3849 and 9637, and the 6bone (3ffe::/16, given back in 2006), from which older texts take their examples.</summary>
    private static bool IsDocumentation(ReadOnlySpan<byte> address) => address is [0x20, 0x01, 0x0d, 0xb8, ..] or [0x3f, 0xfe or 0xff, ..];

    private static bool IsGlobal(ReadOnlySpan<int> octets) => octets switch
    {
        [0 or 10 or 127 or >= 224, ..] => false,
        [100, >= 64 and < 128, ..] or [169, 254, ..] or [172, >= 16 and < 32, ..] or [192, 168, ..] => false,
        [192, 0, 0 or 2, _] or [198, 18 or 19, ..] or [198, 51, 100, _] or [203, 0, 113, _] => false,
        _ => true,
    };

    /// <summary>Octets that count up evenly, or end in 123.123, are made up: 1.2.3.4, 12.34.56.78.</summary>
    private static bool IsCounted(ReadOnlySpan<int> octets)
    {
        int step = octets[1] - octets[0];
        return octets is [_, _, 123, 123] || step > 0 && octets[2] - octets[1] == step && octets[3] - octets[2] == step;
    }

    /// <summary>Whether the last three pairs, in which makers number their devices, count up evenly: …01:23:45, …33:44:55, …3C:4D:5E are made up.</summary>
    private static bool IsCounted(ReadOnlySpan<byte> mac)
    {
        int first = Pair(mac[^8..]), second = Pair(mac[^5..]), third = Pair(mac[^2..]);
        return third - second == second - first && second - first is 0x11 or 0x22;

        static int Pair(ReadOnlySpan<byte> digits) => Utf8Parser.TryParse(digits[..2], out int value, out _, 'x') ? value : 0;
    }
}
