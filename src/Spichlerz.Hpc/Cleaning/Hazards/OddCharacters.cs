using System.Buffers;
using System.Text;

namespace Spichlerz.Hpc.Cleaning.Hazards;

/// <summary>Counts characters that stand for no text: U+FFFD, which decoders put for what they cannot read; C0 controls; private use.</summary>
internal static class OddCharacters
{
    // First bytes such characters may have; in Polish text hardly any.
    private static readonly SearchValues<byte> Suspects = SearchValues.Create([.. Enumerable.Range(0, 0x20).Except([9, 10, 12, 13]).Select(value => (byte)value), 0x7F, 0xEE, 0xEF, 0xF3, 0xF4]);

    public static double Ratio(ReadOnlySpan<byte> text)
    {
        int odd = 0;
        ReadOnlySpan<byte> rest = text;
        while (rest.IndexOfAny(Suspects) is >= 0 and var next)
        {
            Rune.DecodeFromUtf8(rest[next..], out Rune rune, out int length);
            odd += rune.Value == 0xFFFD || Rune.GetUnicodeCategory(rune) is System.Globalization.UnicodeCategory.Control or System.Globalization.UnicodeCategory.PrivateUse ? 1 : 0;
            rest = rest[(next + length)..];
        }
        return odd == 0 ? 0 : (double)odd / Encoding.UTF8.GetCharCount(text);
    }
}
