using System.Text;
using CsCheck;

namespace Spichlerz.Hpc.Tests.Documents;

/// <summary>Generated text in which Polish, other scripts, signs and block borders all meet.</summary>
internal static class Texts
{
    private static readonly string[] Pieces =
    [
        "a", "z", "A", "Z", "q", "0", "9", " ", " ", "\n", "-", ".", "ą", "Ą", "ł", "Ł", "ó", "Ó", "ż", "Ź", "×", "÷", "é", "ß", "Æ", "œ",
        "İ", "ı", "ſ", "Ⱥ", "ɐ", "ǅ", "©", "ª", "µ", "\u00A0", "“", "–", "\u2029", "ⅷ", "ẵ", "ﬁ", "К", "я", "Ω", "ا", "٤", "東", "ა", "🙂", "𝔸", "𐐀",
        "aaaaaaaa", "łłłł", "Konstantynopol", "nieprawdopodobieństwo", "                ",
    ];

    private static readonly Gen<string> Piece = Gen.Frequency(
        (8, Gen.Int[0, Pieces.Length - 1].Select(i => Pieces[i])),
        (2, Gen.Int[0, 0x10FFFF].Where(Rune.IsValid).Select(value => new Rune(value).ToString())),
        (2, Gen.Int[0xC0, 0x24F].Select(value => new Rune(value).ToString())));

    /// <summary>Valid text of 0 to some 600 bytes.</summary>
    public static readonly Gen<string> Any = Piece.Array[0, 150].Select(string.Concat);
}
