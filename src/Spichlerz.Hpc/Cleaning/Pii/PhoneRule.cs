namespace Spichlerz.Hpc.Cleaning.Pii;

/// <summary>
/// Polish telephone numbers: with +48 or 0048; with a word such as „tel.” before; or written as only telephone numbers are. Other
/// countries' numbers with a plus sign.
/// </summary>
/// <remarks>Numbering plan: Dz.U. 2013 poz. 1281 (two-digit area and mobile codes).</remarks>
internal static class PhoneRule
{
    private const int NationalDigits = 9;
    private const int LocalDigits = 7;

    private static readonly bool[] IsMobile = Codes(45, 50, 51, 53, 57, 60, 66, 69, 72, 73, 78, 79, 88);

    private static readonly bool[] IsArea = Codes(
        12, 13, 14, 15, 16, 17, 18, 22, 23, 24, 25, 26, 29, 32, 33, 34, 39, 41, 42, 43, 44, 46, 47, 48, 52, 54, 55, 56, 58, 59, 61, 62, 63, 65, 67, 68, 70, 71, 74,
        75, 76, 77, 80, 81, 82, 83, 84, 85, 86, 87, 89, 91, 94, 95);

    /// <summary>Where the number ends that begins at the plus sign, opening bracket or digit, or −1.</summary>
    /// <param name="text">The document's text.</param>
    /// <param name="start">Where the number begins.</param>
    /// <param name="floor">Where the last find ended: no word before says anything.</param>
    /// <param name="lastPhone">Where the last number before ended: one that follows it in a list needs no word of its own. −1 if there is none.</param>
    /// <param name="groups">Overwritten.</param>
    public static int EndOf(ReadOnlySpan<byte> text, int start, int floor, int lastPhone, DigitGroups groups)
    {
        int first = start;
        bool hasBracket = text[first] == (byte)'(', hasPlus;
        first += hasBracket ? 1 : 0;
        hasPlus = first < text.Length && text[first] == (byte)'+';
        first += hasPlus ? 1 : 0;
        if (first >= text.Length || !Border.IsDigit(text[first]) || Border.TouchesLeft(text, start))
            return -1;
        groups.Read(text, first);
        ReadOnlySpan<byte> digits = groups.Digits;
        if (digits.Length < LocalDigits)
            return -1;
        if (hasPlus && digits is not [4, 8, ..])
            return Foreign(text, start, floor, lastPhone, groups);
        int country = hasPlus ? 2 : digits is [0, 0, 4, 8, ..] ? 4 : 0;
        int last = country > 0 ? National(text, groups, country) : WithoutCountry(text, start, floor, lastPhone, groups, hasBracket);
        return last >= 0 && IsReadable(groups, last) && HasPairedBrackets(groups, hasBracket, last) ? groups.End(last) : -1;
    }

    /// <summary>The last group of a number without its country, or −1.</summary>
    private static int WithoutCountry(ReadOnlySpan<byte> text, int start, int floor, int lastPhone, DigitGroups groups, bool hasBracket)
    {
        int last = National(text, groups, 0);
        bool hasForm = last >= 0 && HasPhoneForm(groups, hasBracket, last) && Border.StandsFree(text, start) && !Border.GoesOnLeft(text, start) && !Border.GoesOnRight(text, groups.End(last));
        if (hasForm)
            return last;
        if (last < 0 && groups.Digits is [4, 8, ..] && groups.Length(0) is 2 or 11)
            last = National(text, groups, 2); // 48 without its plus
        if (last < 0 && groups.Begins([3, 2, 2], " -"u8) && !Border.TouchesRight(text, groups.End(2)))
            last = 2; // as they were within a town until 2005
        return last >= 0 && IsNamed(text, start, floor, lastPhone) ? last : -1;
    }

    /// <summary>The group that completes a Polish number whose first <paramref name="country"/> digits are the country's, and perhaps a 0 after them; or −1.</summary>
    private static int National(ReadOnlySpan<byte> text, DigitGroups groups, int country)
    {
        ReadOnlySpan<byte> digits = groups.Digits;
        int prefix = country + (digits.Length > country && digits[country] == 0 ? 1 : 0);
        int last = GroupThatCompletes(groups, prefix + NationalDigits);
        if (last < 0 || Border.TouchesRight(text, groups.End(last)))
            return -1;
        int code = NumberChecks.Number(digits.Slice(prefix, 2));
        return (IsMobile[code] || IsArea[code]) && !IsCounted(digits.Slice(prefix, NationalDigits)) ? last : -1;
    }

    /// <summary>Numbers whose groups of three count up evenly are examples, or a firm's: 123 456 789, 500 600 700, 601 602 603, 555 555 555.</summary>
    private static bool IsCounted(ReadOnlySpan<byte> digits)
    {
        int first = NumberChecks.Number(digits[..3]), second = NumberChecks.Number(digits[3..6]), third = NumberChecks.Number(digits[6..]);
        return third - second == second - first && second - first is 0 or 1 or 100 or 101 or 111 or 333;
    }

    private static bool HasPhoneForm(DigitGroups groups, bool hasBracket, int last)
    {
        bool hasTrunk = groups.Digits[0] == 0;
        // (22) 123 45 67, (0-22) 123 45 67, 0-22 123 45 67, 0 22 123 45 67
        bool endsAsPhone = last >= 3 && groups.Length(last) == 2 && groups.Length(last - 1) == 2 && groups.Length(last - 2) == 3 && groups.Length(last - 3) <= 3;
        if (endsAsPhone && (hasBracket && groups.Joint(last - 3) == (byte)')' || hasTrunk && last <= 4))
            return true;
        if (hasTrunk || hasBracket)
            return false;
        // 22 123-45-67, 22-123-45-67; 601-234-567
        return last == 3 && endsAsPhone && groups.Length(0) == 2 && groups.Joint(1) == (byte)'-' && groups.Joint(2) == (byte)'-'
            || last == 2 && IsMobile[NumberChecks.Number(groups.Digits[..2])] && groups.Begins([3, 3, 3], "-"u8);
    }

    /// <summary>No one splits a telephone into single digits after its beginning, and full stops join groups that are alike: 601.234.567, not a version 15.7.27625.0.</summary>
    private static bool IsReadable(DigitGroups groups, int last)
    {
        for (int i = 1; i <= last; i++)
        {
            if (groups.Length(i) < 2 && i > 1 || groups.Joint(i - 1) == (byte)'.' && groups.Length(i) is not (2 or 3))
                return false;
        }
        return true;
    }

    /// <summary>A bracket around the whole number, or one opened before it, is the sentence's.</summary>
    private static bool HasPairedBrackets(DigitGroups groups, bool isOpen, int last)
    {
        int open = isOpen ? 1 : 0;
        for (int i = 0; i < last; i++)
            open += groups.Joint(i) switch { (byte)'(' => 1, (byte)')' => -1, _ => 0 };
        return open == 0;
    }

    /// <summary>Ten digits and more behind a plus sign, in groups or with a word before: a bare one may be a result.</summary>
    private static int Foreign(ReadOnlySpan<byte> text, int start, int floor, int lastPhone, DigitGroups groups)
    {
        const int MinDigits = 10, MaxDigits = 14;
        int last = groups.Count - 1;
        bool fits = groups.Digits is [not 0, ..] && groups.Digits.Length is >= MinDigits and <= MaxDigits && groups.Joint(last) == 0 && IsReadable(groups, last);
        return fits && !IsMaskedFurther(text, groups.End(last)) && !Border.TouchesRight(text, groups.End(last)) && (last > 0 || IsNamed(text, start, floor, lastPhone)) ? groups.End(last) : -1;
    }

    /// <summary>Whether a placeholder stands where one more group would: it was a part of the number before.</summary>
    private static bool IsMaskedFurther(ReadOnlySpan<byte> text, int end)
    {
        const int MaxSigns = 3;
        ReadOnlySpan<byte> rest = text[end..Math.Min(text.Length, end + MaxSigns + 1)];
        int signs = rest.Length - rest.TrimStart(" -./()\u00A0"u8).Length;
        return Placeholder.StartsAt(text, end + signs);
    }

    private static int GroupThatCompletes(DigitGroups groups, int digits)
    {
        for (int i = 0, sum = 0; i < groups.Count && sum < digits; i++)
        {
            sum += groups.Length(i);
            if (sum == digits)
                return i;
        }
        return -1;
    }

    private static bool IsNamed(ReadOnlySpan<byte> text, int start, int floor, int lastPhone) =>
        FollowsPhone(text, start, lastPhone) || WordBefore.Of(text, start, floor) == NumberMeaning.Phone;

    /// <summary>Whether only list signs or „lub”, „i”, „oraz” stand between the number and the one before it.</summary>
    private static bool FollowsPhone(ReadOnlySpan<byte> text, int start, int lastPhone)
    {
        const int MaxBetween = 8;
        for (int end = start; end > 0 && start - end <= MaxBetween; end--)
        {
            if (end == lastPhone || text[..end].EndsWith(Placeholder.Of(PiiKind.Phone).Span))
                return text[end..start].Trim(" ,;/"u8) is [] or [(byte)'i'] || text[end..start].Trim(" "u8) is var word && (word.SequenceEqual("lub"u8) || word.SequenceEqual("oraz"u8));
        }
        return false;
    }

    private static bool[] Codes(params ReadOnlySpan<int> codes)
    {
        var isCode = new bool[100];
        foreach (int code in codes)
            isCode[code] = true;
        return isCode;
    }
}
