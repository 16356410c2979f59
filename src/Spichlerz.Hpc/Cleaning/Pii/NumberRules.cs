namespace Spichlerz.Hpc.Cleaning.Pii;

/// <summary>Numbers of people and firms that begin with a digit: PESEL, NIP, REGON, account, card. Longest first.</summary>
internal static class NumberRules
{
    private static readonly int[] AccountShape = [2, 4, 4, 4, 4, 4, 4];

    /// <summary>The number of which <paramref name="groups"/> is the beginning, or null.</summary>
    /// <param name="text">The document's text.</param>
    /// <param name="start">Where the number begins.</param>
    /// <param name="floor">Where the last find ended: no word before says anything.</param>
    /// <param name="groups">Read from the start on.</param>
    public static PiiFind? Find(ReadOnlySpan<byte> text, int start, int floor, DigitGroups groups)
    {
        if (Border.TouchesLeft(text, start))
            return null;
        return groups.Length(0) switch
        {
            26 => Account(text, start, floor, groups),
            14 => Regon(text, start, floor, groups) ?? Card(text, start, floor, groups),
            11 => Pesel(text, start, floor, groups),
            10 => Nip(text, start, floor, groups),
            9 => Regon(text, start, floor, groups),
            3 => Nip(text, start, floor, groups) ?? Regon(text, start, floor, groups),
            2 => Account(text, start, floor, groups),
            4 or 13 or 15 or 16 or 19 => Card(text, start, floor, groups),
            _ => null,
        };
    }

    private static PiiFind? Pesel(ReadOnlySpan<byte> text, int start, int floor, DigitGroups groups)
    {
        int end = groups.End(0);
        if (Border.TouchesRight(text, end) || !NumberChecks.IsPesel(groups.Digits[..11], anyCentury: true))
            return null;
        NumberMeaning meaning = WordBefore.Of(text, start, floor);
        bool isPesel = meaning == NumberMeaning.Pesel
            || meaning == NumberMeaning.Unsaid && Border.StandsFree(text, start) && NumberChecks.IsPesel(groups.Digits[..11], anyCentury: false);
        return isPesel ? new PiiFind(PiiKind.Pesel, start, end) : null;
    }

    private static PiiFind? Nip(ReadOnlySpan<byte> text, int start, int floor, DigitGroups groups)
    {
        int last = groups.Length(0) == 10 ? 0 : groups.Begins([3, 3, 2, 2], "- "u8) || groups.Begins([3, 2, 2, 3], "- "u8) ? 3 : -1;
        if (last < 0 || Border.TouchesRight(text, groups.End(last)) || !NumberChecks.IsNip(groups.Digits[..10]))
            return null;
        NumberMeaning meaning = WordBefore.Of(text, start, floor);
        // Hyphens in these places are written in a NIP and in nothing else.
        bool isNip = meaning == NumberMeaning.Nip || last == 3 && groups.Joint(0) == (byte)'-' && meaning == NumberMeaning.Unsaid && Border.StandsFree(text, start);
        return isNip ? new PiiFind(PiiKind.Nip, start, groups.End(last)) : null;
    }

    private static PiiFind? Regon(ReadOnlySpan<byte> text, int start, int floor, DigitGroups groups)
    {
        int last = groups.Length(0) > 3 ? 0 : groups.Begins([3, 3, 3], "- "u8) ? 2 : -1;
        if (last < 0 || Border.TouchesRight(text, groups.End(last)) || !NumberChecks.IsRegon(groups.Digits[..(last == 0 ? groups.Length(0) : 9)]))
            return null;
        return WordBefore.Of(text, start, floor) == NumberMeaning.Regon ? new PiiFind(PiiKind.Regon, start, groups.End(last)) : null;
    }

    private static PiiFind? Account(ReadOnlySpan<byte> text, int start, int floor, DigitGroups groups)
    {
        int last = groups.Length(0) == 26 ? 0 : groups.Begins(AccountShape, " -"u8) ? AccountShape.Length - 1 : -1;
        if (last < 0 || Border.TouchesRight(text, groups.End(last)) || !NumberChecks.IsAccount(groups.Digits[..26]))
            return null;
        bool isAccount = WordBefore.Of(text, start, floor) == NumberMeaning.Account
            || Border.StandsFree(text, start) && (last > 0 ? !Border.GoesOnLeft(text, start) && !Border.GoesOnRight(text, groups.End(last)) : NumberChecks.HasBankNumber(groups.Digits));
        return isAccount ? new PiiFind(PiiKind.Iban, start, groups.End(last)) : null;
    }

    /// <summary>Payment cards: Luhn and an issuer's prefix, and either the groups that stand on the card or a word before.</summary>
    private static PiiFind? Card(ReadOnlySpan<byte> text, int start, int floor, DigitGroups groups)
    {
        int last = groups.Length(0) > 4 ? 0 : groups.Begins([4, 4, 4, 4], " -"u8) ? 3 : groups.Begins([4, 6, 5], " -"u8) ? 2 : -1;
        int length = last switch { 0 => groups.Length(0), 2 => 15, _ => 16 };
        if (last < 0 || Border.TouchesRight(text, groups.End(last)) || !IsIssued(groups.Digits[..length]) || !NumberChecks.IsLuhn(groups.Digits[..length]))
            return null;
        bool isCard = WordBefore.Of(text, start, floor) is var meaning && meaning == NumberMeaning.Card
            || meaning == NumberMeaning.Unsaid && last > 0 && Border.StandsFree(text, start) && !Border.GoesOnLeft(text, start) && !Border.GoesOnRight(text, groups.End(last));
        return isCard ? new PiiFind(PiiKind.Card, start, groups.End(last)) : null;
    }

    /// <summary>Prefixes and lengths of Visa, Mastercard, American Express, Discover, JCB, Diners Club and Maestro.</summary>
    private static bool IsIssued(ReadOnlySpan<byte> digits) => (NumberChecks.Number(digits[..4]), digits.Length) switch
    {
        ( >= 4000 and < 5000, 13 or 16 or 19) => true,
        ( >= 5100 and < 5600 or >= 2221 and <= 2720, 16) => true,
        ( >= 3400 and < 3500 or >= 3700 and < 3800, 15) => true,
        ( >= 6440 and < 6600 or 6011 or >= 3528 and < 3590, 16 or 19) => true,
        ( >= 3000 and < 3060 or >= 3600 and < 3700 or >= 3800 and < 4000, 14) => true,
        ( >= 5000 and < 5100 or >= 5600 and < 7000, 13 or 15 or 16 or 19) => true,
        _ => false,
    };
}
