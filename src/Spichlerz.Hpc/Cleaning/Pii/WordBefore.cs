namespace Spichlerz.Hpc.Cleaning.Pii;

/// <summary>What the words before a number say it is.</summary>
internal enum NumberMeaning
{
    Unsaid,
    Phone,
    Pesel,
    Nip,
    Regon,
    Account,
    Card,
    Ip,
    Mac,
    Other,
}

/// <summary>Looks back from a number for the nearest word that names its kind, in the same line and not beyond another number.</summary>
internal static class WordBefore
{
    private const int MaxBytes = 64;
    private const int MaxWords = 5;

    /// <summary>Abbreviations end in a full stop; behind a longer word it ends the sentence.</summary>
    private const int MaxAbbreviation = 5;
    private const int MaxWordBytes = 16;

    // A word counts if it is one of these or, with *, begins so. Lower case; letters outside ASCII as they stand.
    private static readonly (byte[] Word, bool IsPrefix, NumberMeaning Meaning)[] Words =
    [
        .. Of(NumberMeaning.Phone, "tel", "telef", "telefon", "telefonu", "telefonem", "telefonie", "telefony", "telefoniczn*", "fax", "faks", "faxu", "faksu", "kom", "komórk*", "gsm", "phone", "infolini*", "zadzwo*", "dzwoń*", "dzwonić", "sms", "sms-a", "whatsapp"),
        .. Of(NumberMeaning.Pesel, "pesel*"),
        .. Of(NumberMeaning.Nip, "nip", "nipu", "vat"),
        .. Of(NumberMeaning.Regon, "regon*"),
        .. Of(NumberMeaning.Account, "konto", "konta", "kont", "rachun*", "iban", "nrb", "przelew*", "wpłat*"),
        .. Of(NumberMeaning.Card, "karta", "karty", "kartę", "kartą", "karcie", "kart", "visa", "mastercard", "maestro", "amex", "card"),
        .. Of(NumberMeaning.Ip, "ip", "ipv*", "ping", "host*", "serwer*", "dns*"),
        .. Of(NumberMeaning.Mac, "mac"),
        .. Of(NumberMeaning.Other, "krs", "isbn", "issn", "isni", "doi", "ean", "poz", "pozycja", "dz", "art", "ust", "pkt", "wersj*", "version*", "ver", "v", "build", "kompilac*", "wydani*", "release*"),
    ];

    /// <param name="text">The document's text.</param>
    /// <param name="start">Where the number begins.</param>
    /// <param name="floor">Where the last find ended: what is masked later must not say anything now.</param>
    public static NumberMeaning Of(ReadOnlySpan<byte> text, int start, int floor)
    {
        int first = Math.Max(floor, start - MaxBytes), end = start;
        for (int words = 0; words < MaxWords; words++)
        {
            bool endsSentence = false;
            while (end > first && WordWidth(text, end) == 0)
            {
                if (text[end - 1] is (byte)'\n' or (byte)'@' or (byte)']')
                    return NumberMeaning.Unsaid;
                endsSentence |= text[--end] is (byte)'.' or (byte)'!' or (byte)'?' or (byte)';';
            }
            int begin = end;
            while (begin > first && WordWidth(text, begin) is > 0 and var width)
                begin -= width;
            if (begin <= first && first > floor)
                return NumberMeaning.Unsaid; // perhaps only the end of a word
            ReadOnlySpan<byte> word = text[begin..end];
            if (word.IsEmpty || word.IndexOfAnyInRange((byte)'0', (byte)'9') >= 0 || endsSentence && word.Length > MaxAbbreviation)
                return NumberMeaning.Unsaid;
            if (Meaning(word) is var meaning and not NumberMeaning.Unsaid)
                return meaning;
            end = begin;
        }
        return NumberMeaning.Unsaid;
    }

    private static NumberMeaning Meaning(ReadOnlySpan<byte> word)
    {
        Span<byte> lower = stackalloc byte[MaxWordBytes];
        lower = lower[..Math.Min(word.Length, MaxWordBytes)];
        for (int i = 0; i < lower.Length; i++)
            lower[i] = Border.IsUpper(word[i]) ? (byte)(word[i] | 0x20) : word[i];
        foreach ((byte[] known, bool isPrefix, NumberMeaning meaning) in Words)
        {
            if (lower.StartsWith(known) && (isPrefix || word.Length == known.Length))
                return meaning;
        }
        return NumberMeaning.Unsaid;
    }

    /// <summary>Bytes of the letter or digit before the index, 0 if there is none. Beyond ASCII only Latin letters are looked for.</summary>
    private static int WordWidth(ReadOnlySpan<byte> text, int index) =>
        Border.IsAlphanumeric(text[index - 1]) ? 1 : text[index - 1] is >= 0x80 and < 0xC0 && index > 1 && text[index - 2] is >= 0xC3 and <= 0xC5 ? 2 : 0;

    private static IEnumerable<(byte[] Word, bool IsPrefix, NumberMeaning Meaning)> Of(NumberMeaning meaning, params string[] words) =>
        words.Select(word => (System.Text.Encoding.UTF8.GetBytes(word.TrimEnd('*')), word.EndsWith('*'), meaning));
}
