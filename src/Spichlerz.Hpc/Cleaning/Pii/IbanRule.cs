namespace Spichlerz.Hpc.Cleaning.Pii;

/// <summary>IBAN (ISO 13616): country, check digits, account; whole or in groups; modulo 97. A NIP with PL before it is found here too.</summary>
internal static class IbanRule
{
    private const int MaxLength = 34;

    // Countries of the SEPA area and its neighbours, with the length of their IBANs.
    private static readonly Dictionary<int, int> Lengths = Pairs(
        "AD24 AE23 AL28 AT20 AZ28 BA20 BE16 BG22 BH22 BY28 CH21 CR22 CY28 CZ24 DE22 DK18 DO28 EE20 ES24 FI18 FO18 FR27 GB22 GE22 GI23 GL18 GR27 GT28 HR21 HU28 IE22 IL23 " +
        "IS26 IT27 JO30 KW30 KZ20 LB28 LI21 LT20 LU20 LV21 MC27 MD24 ME22 MK19 MR27 MT31 MU30 NL18 NO15 PK24 PL28 PS29 PT25 QA29 RO24 RS22 SA24 SE24 SI19 SK24 SM27 TN24 TR26 UA29 VA22 VG24 XK20");

    /// <summary>The account or tax number that begins with the two letters at <paramref name="start"/>, or null.</summary>
    public static PiiFind? Find(ReadOnlySpan<byte> text, int start, int floor, DigitGroups groups)
    {
        if (!Lengths.TryGetValue((text[start] << 8) | text[start + 1], out int length) || Border.TouchesLeft(text, start))
            return null;
        return Account(text, start, length) ?? TaxNumber(text, start, floor, groups);
    }

    private static PiiFind? Account(ReadOnlySpan<byte> text, int start, int length)
    {
        Span<byte> signs = stackalloc byte[MaxLength];
        int count = 0, end = start;
        while (count < length && end < text.Length)
        {
            if (Border.IsDigit(text[end]) || Border.IsUpper(text[end]))
                signs[count++] = text[end++];
            else if (JointWidth(text[end..]) is > 0 and var width)
                end += width;
            else
                return null;
            if (count == 4 && !(Border.IsDigit(signs[2]) && Border.IsDigit(signs[3])))
                return null;
        }
        return count == length && Remainder(signs[4..count], signs[..4]) == 1 && !Border.TouchesRight(text, end) ? new PiiFind(PiiKind.Iban, start, end) : null;
    }

    private static PiiFind? TaxNumber(ReadOnlySpan<byte> text, int start, int floor, DigitGroups groups)
    {
        int digits = start + 2;
        if (!text[start..].StartsWith("PL"u8) || digits >= text.Length || !Border.IsDigit(text[digits]))
            return null;
        groups.Read(text, digits);
        bool isNip = groups.Length(0) == 10 && NumberChecks.IsNip(groups.Digits[..10]) && !Border.TouchesRight(text, groups.End(0)) && WordBefore.Of(text, start, floor) == NumberMeaning.Nip;
        return isNip ? new PiiFind(PiiKind.Nip, start, groups.End(0)) : null;
    }

    private static int Remainder(ReadOnlySpan<byte> account, ReadOnlySpan<byte> countryAndCheck)
    {
        int remainder = 0;
        foreach (byte sign in account)
            remainder = Next(remainder, sign);
        foreach (byte sign in countryAndCheck)
            remainder = Next(remainder, sign);
        return remainder;

        static int Next(int remainder, byte sign) => Border.IsDigit(sign) ? ((remainder * 10) + sign - '0') % 97 : ((remainder * 100) + sign - 'A' + 10) % 97;
    }

    private static int JointWidth(ReadOnlySpan<byte> text)
    {
        int width = text[0] is (byte)' ' or (byte)'-' ? 1 : text.StartsWith("\u00A0"u8) ? 2 : 0;
        return width > 0 && width < text.Length && (Border.IsDigit(text[width]) || Border.IsUpper(text[width])) ? width : 0;
    }

    private static Dictionary<int, int> Pairs(string list) =>
        list.Split(' ').ToDictionary(entry => (entry[0] << 8) | entry[1], entry => int.Parse(entry.AsSpan(2), System.Globalization.CultureInfo.InvariantCulture));
}
