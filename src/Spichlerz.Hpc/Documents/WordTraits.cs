using System.Text;

namespace Spichlerz.Hpc.Documents;

/// <summary>Gathers a <see cref="WordClass"/> from a word's code points, taken in order.</summary>
internal struct WordTraits
{
    private WordClass seen;
    private CamelPart camel;
    private bool hasUpper;
    private bool hasLower;

    private enum CamelPart : byte { Start, Lower, Upper, Whole, Broken }

    public readonly WordClass Classes => seen
        | (hasUpper && !hasLower ? WordClass.AllUpper : 0)
        | (camel == CamelPart.Whole ? WordClass.CamelCase : 0);

    public void Add(Rune rune)
    {
        bool isUpper = Rune.IsUpper(rune), isLower = Rune.IsLower(rune);
        if (isUpper && seen == WordClass.None)
            seen |= WordClass.FirstUpper;
        seen |= Rune.IsLetter(rune) ? WordClass.Letters : WordClass.Digits;
        hasUpper |= isUpper;
        hasLower |= isLower;
        camel = Next(camel, isUpper, isLower);
        uint index = (uint)(rune.Value - FoldingTable.First);
        ReadOnlySpan<uint> table = FoldingTable.Entries(foldDiacritics: true);
        if (index < (uint)table.Length)
            seen |= (table[(int)index] & FoldingTable.Polish) != 0 ? WordClass.PolishLetter : 0;
        else if (!IsLatin(rune.Value) && Rune.IsLetter(rune))
            seen |= WordClass.OtherScript;
    }

    private static CamelPart Next(CamelPart part, bool isUpper, bool isLower) => part switch
    {
        CamelPart.Whole => CamelPart.Whole,
        CamelPart.Start or CamelPart.Lower when isLower => CamelPart.Lower,
        CamelPart.Lower or CamelPart.Upper when isUpper => CamelPart.Upper,
        CamelPart.Upper when isLower => CamelPart.Whole,
        _ => CamelPart.Broken,
    };

    /// <summary>The blocks of Unicode that hold the Latin script; the few signs in them that belong to none (µ, ʹ) pass as Latin.</summary>
    private static bool IsLatin(int codePoint) => codePoint switch
    {
        < 0x0370 => true,
        >= 0x1D00 and <= 0x1DBF => true, // phonetic extensions
        >= 0x1E00 and <= 0x1EFF => true, // additional: Vietnamese, Welsh
        0x2071 or 0x207F or (>= 0x2090 and <= 0x209C) => true, // superscripts and subscripts
        0x212A or 0x212B or 0x2132 or 0x214E => true, // Kelvin, Angstrom, turned f
        >= 0x2C60 and <= 0x2C7F => true,
        >= 0xA722 and <= 0xA7FF => true,
        >= 0xAB30 and <= 0xAB6F => true,
        >= 0xFB00 and <= 0xFB06 => true, // ligatures
        (>= 0xFF21 and <= 0xFF3A) or (>= 0xFF41 and <= 0xFF5A) => true, // full width
        _ => false,
    };
}
