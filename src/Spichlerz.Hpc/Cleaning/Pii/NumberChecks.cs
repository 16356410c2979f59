namespace Spichlerz.Hpc.Cleaning.Pii;

/// <summary>Check digits. All spans hold the values of digits, 0 to 9, not their characters.</summary>
internal static class NumberChecks
{
    /// <summary>Check digit of a PESEL (11 digits) and a real day of birth. Without a word before it only days since 1900 count.</summary>
    /// <remarks>Act on population records of 24 September 2010, art. 15. The month carries the century: + 80 in the 1800s, + 20 in the 2000s and so on.</remarks>
    public static bool IsPesel(ReadOnlySpan<byte> digits, bool anyCentury)
    {
        if (digits.Length != 11 || (10 - (WeightedSum(digits, [1, 3, 7, 9, 1, 3, 7, 9, 1, 3]) % 10)) % 10 != digits[10])
            return false;
        int year = Number(digits[..2]), month = Number(digits[2..4]), day = Number(digits[4..6]);
        int century = (month / 20) switch { 0 => 1900, 1 => 2000, 2 => 2100, 3 => 2200, _ => 1800 };
        month %= 20;
        return (anyCentury || century is 1900 or 2000) && month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth(century + year, month);
    }

    /// <summary>NIP, 10 digits: weights 6-5-7-2-3-4-5-6-7 modulo 11; a remainder of 10 is never issued, nor is a first digit 0.</summary>
    public static bool IsNip(ReadOnlySpan<byte> digits) =>
        digits.Length == 10 && digits[0] != 0 && WeightedSum(digits, [6, 5, 7, 2, 3, 4, 5, 6, 7]) % 11 == digits[9];

    /// <summary>REGON of 9 digits, or of 14 that begin with one of 9; modulo 11, where 10 stands as 0.</summary>
    public static bool IsRegon(ReadOnlySpan<byte> digits) => digits.Length switch
    {
        9 => WeightedSum(digits, [8, 9, 2, 3, 4, 5, 6, 7]) % 11 % 10 == digits[8],
        14 => IsRegon(digits[..9]) && WeightedSum(digits, [2, 4, 8, 5, 0, 9, 7, 3, 6, 1, 2, 4, 8]) % 11 % 10 == digits[13],
        _ => false,
    };

    /// <summary>Polish account number (NRB, 26 digits): ISO 7064 modulo 97 as if PL stood before it.</summary>
    public static bool IsAccount(ReadOnlySpan<byte> digits)
    {
        if (digits.Length != 26)
            return false;
        // P = 25, L = 21, then the two check digits: the first four characters of an IBAN count last.
        int remainder = Remainder97(0, digits[2..]);
        remainder = Remainder97(remainder, [2, 5, 2, 1]);
        return Remainder97(remainder, digits[..2]) == 1;
    }

    /// <summary>The bank's own number inside an NRB: digits 3 to 10, the last one its check digit.</summary>
    public static bool HasBankNumber(ReadOnlySpan<byte> account) =>
        (10 - (WeightedSum(account[2..10], [3, 9, 7, 1, 3, 9, 7]) % 10)) % 10 == account[9];

    /// <summary>Luhn's check digit (ISO/IEC 7812-1, annex B).</summary>
    public static bool IsLuhn(ReadOnlySpan<byte> digits)
    {
        int sum = 0;
        for (int i = 0; i < digits.Length; i++)
        {
            int value = digits[^(i + 1)] << (i & 1);
            sum += value > 9 ? value - 9 : value;
        }
        return sum % 10 == 0;
    }

    public static int Remainder97(int remainder, ReadOnlySpan<byte> digits)
    {
        foreach (byte digit in digits)
            remainder = ((remainder * 10) + digit) % 97;
        return remainder;
    }

    public static int Number(ReadOnlySpan<byte> digits)
    {
        int number = 0;
        foreach (byte digit in digits)
            number = (number * 10) + digit;
        return number;
    }

    private static int WeightedSum(ReadOnlySpan<byte> digits, ReadOnlySpan<byte> weights)
    {
        int sum = 0;
        for (int i = 0; i < weights.Length; i++)
            sum += digits[i] * weights[i];
        return sum;
    }
}
