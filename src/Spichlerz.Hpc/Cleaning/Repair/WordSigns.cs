namespace Spichlerz.Hpc.Cleaning.Repair;

/// <summary>How surely a sign in a word was a Polish letter: what is no letter stands where a word needs one, or a foreign letter where only the Polish one can.</summary>
internal static class WordSigns
{
    /// <summary>Enough by itself.</summary>
    public const int Sure = 2;

    private const int MinWord = 4;
    private const int MinLongWord = 5;

    /// <returns>0 to <see cref="Sure"/>; −1 where the Polish letter cannot stand.</returns>
    /// <param name="read">The sign as it was read.</param>
    /// <param name="word">The word as it would have been written.</param>
    /// <param name="isBeforeDigit">Whether a digit follows the word at once.</param>
    public static int Weigh(char read, ReadOnlySpan<char> word, int index, bool isBeforeDigit)
    {
        if (!PolishLetters.IsLetter(word[index]) || word[index] == read || word.Length < 2)
            return 0;
        return read switch
        {
            >= '\u0080' and <= '\u009F' => Sure,
            'š' => WeighSh(word, index),
            // French has œ after consonants only: œuvre, sœur, fœtus.
            'œ' => word.Length >= MinWord && index > 0 && IsVowel(word[index - 1]) && !IsVowel(After(word, index)) ? Sure : 0,
            _ => char.IsLetter(read) ? 0 : WeighSign(read, word, index, isBeforeDigit),
        };
    }

    /// <summary>Whether the word is "są", which with its letter lost ("sš", "s±") is no word of any language; "s¹" may be a formula.</summary>
    public static bool IsTheyAre(ReadOnlySpan<char> read, ReadOnlySpan<char> word) => word is "są" or "Są" && read is [_, 'š' or '±'];

    /// <summary>
    /// š was ą: that stands after a consonant or i and before a consonant. In Czech, Slovene and Croatian most š stand beside vowels, but not all
    /// (Krško, Nikšić).
    /// </summary>
    private static int WeighSh(ReadOnlySpan<char> word, int index)
    {
        char before = index > 0 ? word[index - 1] : 'a', after = After(word, index);
        if (IsVowel(after) || (IsVowel(before) && before is not ('i' or 'I')))
            return -1;
        if (before is 'i' or 'I')
            return after is 'z' or 'c' or 'g' or 'ż' ? Sure : 1;
        if (index < 2 && char.IsLower(before))
            return 0;
        return word.Length >= MinLongWord && before != 'r' ? Sure : 1;
    }

    private static int WeighSign(char read, ReadOnlySpan<char> word, int index, bool isBeforeDigit)
    {
        bool isCentral = read is '±' or '¶' or '¦';
        if (index + 1 == word.Length)
        {
            // ¹ and ³ after a word are footnotes and units, but a past tense ends in a vowel and ł; ± belongs to a number after it.
            bool isPast = read == '³' && word.Length >= MinLongWord && IsVowel(word[index - 1]);
            return word.Length < MinWord || isBeforeDigit ? 0 : isCentral ? Sure : isPast ? 1 : 0;
        }
        if (index == 0)
            return read is '£' or '¯' && char.IsLower(word[1]) ? 1 : isCentral && word.Length >= MinWord ? Sure : 0;
        bool isName = word.Length == MinWord - 1 && char.IsUpper(word[0]) && char.IsLower(word[index]);
        if (char.IsUpper(word[index]) != char.IsUpper(word[index + 1]) || (word.Length < MinWord && !isName))
            return 0;
        return isCentral || (word.Length >= MinLongWord && char.IsLower(word[index])) ? Sure : 1;
    }

    /// <summary>The letter after; a consonant where the word ends, since Polish words end in ą and ś after either.</summary>
    private static char After(ReadOnlySpan<char> word, int index) => index + 1 < word.Length ? word[index + 1] : 'z';

    private static bool IsVowel(char letter) => "aeiouyąęóáéíúýěůäöüAEIOUYĄĘÓÁÉÍÚÝĚŮÄÖÜ".Contains(letter, StringComparison.Ordinal);
}
