using System.Text;

namespace Spichlerz.Hpc.Documents;

/// <summary>Folding of U+00C0 to U+024F, the Latin letters with marks: a table of our own, because the bytes of signatures hang on it.</summary>
/// <remarks>
/// string.Normalize does nothing under invariant globalisation, differs with ICU elsewhere, and decomposes neither ł nor đ, ø, ı.
/// Letters without a plain relative (ə, ƛ, ʒ …) are only lower-cased. × and ÷ lie in the range and are not letters; no word contains them.
/// </remarks>
internal static class FoldingTable
{
    public const int First = 0x00C0;

    /// <summary>An entry holds one to three bytes of UTF-8 from its lowest byte on, their number in two bits from here, and the flags below.</summary>
    public const int CountShift = 24;

    public const uint Upper = 1 << 26;
    public const uint Lower = 1 << 27;
    public const uint Polish = 1 << 28;

    private const string FoldedLetters =
        "a a a a a a ae c e e e e i i i i " + // U+00C0
        "d n o o o o o × o u u u u y th ss " + // U+00D0
        "a a a a a a ae c e e e e i i i i " + // U+00E0
        "d n o o o o o ÷ o u u u u y th y " + // U+00F0
        "a a a a a a c c c c c c c c d d " + // U+0100
        "d d e e e e e e e e e e g g g g " + // U+0110
        "g g g g h h h h i i i i i i i i " + // U+0120
        "i i ij ij j j k k k l l l l l l l " + // U+0130
        "l l l n n n n n n n n n o o o o " + // U+0140
        "o o oe oe r r r r r r s s s s s s " + // U+0150
        "s s t t t t t t u u u u u u u u " + // U+0160
        "u u u u w w y y y z z z z z z s " + // U+0170
        "b b b b ƅ ƅ ɔ c c d d d d ƍ ǝ ə " + // U+0180
        "ɛ f f g ɣ ƕ ɩ i k k l ƛ ɯ n n o " + // U+0190
        "o o ƣ ƣ p p ʀ ƨ ƨ ʃ ƪ t t t t u " + // U+01A0
        "u ʊ v y y z z ʒ ƹ ƹ ƺ ƻ ƽ ƽ ƾ ƿ " + // U+01B0
        "ǀ ǁ ǂ ǃ dz dz dz lj lj lj nj nj nj a a i " + // U+01C0
        "i o o u u u u u u u u u u ǝ a a " + // U+01D0
        "a a ae ae g g g g k k o o o o ʒ ʒ " + // U+01E0
        "j dz dz dz g g ƕ ƿ n n a a ae ae o o " + // U+01F0
        "a a a a e e e e i i i i o o o o " + // U+0200
        "r r r r u u u u s s t t ȝ ȝ h h " + // U+0210
        "n d ȣ ȣ z z a a e e o o o o o o " + // U+0220
        "o o y y l n t j ȸ ȹ a c c l t s " + // U+0230
        "z ɂ ɂ b u ʌ e e j j q q r r y y"; // U+0240

    private const string LoweredLetters =
        "à á â ã ä å æ ç è é ê ë ì í î ï " + // U+00C0
        "ð ñ ò ó ô õ ö × ø ù ú û ü ý þ ß " + // U+00D0
        "à á â ã ä å æ ç è é ê ë ì í î ï " + // U+00E0
        "ð ñ ò ó ô õ ö ÷ ø ù ú û ü ý þ ÿ " + // U+00F0
        "ā ā ă ă ą ą ć ć ĉ ĉ ċ ċ č č ď ď " + // U+0100
        "đ đ ē ē ĕ ĕ ė ė ę ę ě ě ĝ ĝ ğ ğ " + // U+0110
        "ġ ġ ģ ģ ĥ ĥ ħ ħ ĩ ĩ ī ī ĭ ĭ į į " + // U+0120
        "i ı ĳ ĳ ĵ ĵ ķ ķ ĸ ĺ ĺ ļ ļ ľ ľ ŀ " + // U+0130
        "ŀ ł ł ń ń ņ ņ ň ň ŉ ŋ ŋ ō ō ŏ ŏ " + // U+0140
        "ő ő œ œ ŕ ŕ ŗ ŗ ř ř ś ś ŝ ŝ ş ş " + // U+0150
        "š š ţ ţ ť ť ŧ ŧ ũ ũ ū ū ŭ ŭ ů ů " + // U+0160
        "ű ű ų ų ŵ ŵ ŷ ŷ ÿ ź ź ż ż ž ž ſ " + // U+0170
        "ƀ ɓ ƃ ƃ ƅ ƅ ɔ ƈ ƈ ɖ ɗ ƌ ƌ ƍ ǝ ə " + // U+0180
        "ɛ ƒ ƒ ɠ ɣ ƕ ɩ ɨ ƙ ƙ ƚ ƛ ɯ ɲ ƞ ɵ " + // U+0190
        "ơ ơ ƣ ƣ ƥ ƥ ʀ ƨ ƨ ʃ ƪ ƫ ƭ ƭ ʈ ư " + // U+01A0
        "ư ʊ ʋ ƴ ƴ ƶ ƶ ʒ ƹ ƹ ƺ ƻ ƽ ƽ ƾ ƿ " + // U+01B0
        "ǀ ǁ ǂ ǃ ǆ ǆ ǆ ǉ ǉ ǉ ǌ ǌ ǌ ǎ ǎ ǐ " + // U+01C0
        "ǐ ǒ ǒ ǔ ǔ ǖ ǖ ǘ ǘ ǚ ǚ ǜ ǜ ǝ ǟ ǟ " + // U+01D0
        "ǡ ǡ ǣ ǣ ǥ ǥ ǧ ǧ ǩ ǩ ǫ ǫ ǭ ǭ ǯ ǯ " + // U+01E0
        "ǰ ǳ ǳ ǳ ǵ ǵ ƕ ƿ ǹ ǹ ǻ ǻ ǽ ǽ ǿ ǿ " + // U+01F0
        "ȁ ȁ ȃ ȃ ȅ ȅ ȇ ȇ ȉ ȉ ȋ ȋ ȍ ȍ ȏ ȏ " + // U+0200
        "ȑ ȑ ȓ ȓ ȕ ȕ ȗ ȗ ș ș ț ț ȝ ȝ ȟ ȟ " + // U+0210
        "ƞ ȡ ȣ ȣ ȥ ȥ ȧ ȧ ȩ ȩ ȫ ȫ ȭ ȭ ȯ ȯ " + // U+0220
        "ȱ ȱ ȳ ȳ ȴ ȵ ȶ ȷ ȸ ȹ ⱥ ȼ ȼ ƚ ⱦ ȿ " + // U+0230
        "ɀ ɂ ɂ ƀ ʉ ʌ ɇ ɇ ɉ ɉ ɋ ɋ ɍ ɍ ɏ ɏ"; // U+0240

    private static readonly uint[] Folded = Parse(FoldedLetters);
    private static readonly uint[] Lowered = Parse(LoweredLetters);

    /// <summary>Entry i is code point <see cref="First"/> + i, without its diacritics or only lower-cased.</summary>
    public static ReadOnlySpan<uint> Entries(bool foldDiacritics) => foldDiacritics ? Folded : Lowered;

    public static int CountOf(uint entry) => (int)(entry >> CountShift) & 3;

    /// <summary>Whether the letter is upper or lower case and folds to one byte.</summary>
    public static bool IsOneCasedLetter(uint entry) => (entry & (3u << CountShift)) == 1u << CountShift && (entry & (Upper | Lower)) != 0;

    private static uint[] Parse(string letters)
    {
        string[] cells = letters.Split(' ');
        var entries = new uint[cells.Length];
        for (int i = 0; i < cells.Length; i++)
        {
            byte[] utf8 = Encoding.UTF8.GetBytes(cells[i]);
            uint entry = (uint)utf8.Length << CountShift;
            for (int k = 0; k < utf8.Length; k++)
                entry |= (uint)utf8[k] << (8 * k);
            entries[i] = entry | Flags(new Rune(First + i));
        }
        return entries;
    }

    private static uint Flags(Rune letter) =>
        (Rune.IsUpper(letter) ? Upper : 0)
        | (Rune.IsLower(letter) ? Lower : 0)
        | ("ąćęłńóśźżĄĆĘŁŃÓŚŹŻ".Contains((char)letter.Value) ? Polish : 0);
}
