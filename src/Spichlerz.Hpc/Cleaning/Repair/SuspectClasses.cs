namespace Spichlerz.Hpc.Cleaning.Repair;

/// <summary>Why a character may be damage. Clean Polish has characters of no class, apart from the occasional &amp;, ± or foreign letter.</summary>
[Flags]
internal enum SuspectClasses : byte
{
    None = 0,

    /// <summary>Ä Å Ã Ĺ Ă â Â, ─ ┼ ├ Ô before another character outside ASCII: the first byte of UTF-8 read as a code page.</summary>
    Lead = 1,

    /// <summary>What the Polish letters of CP1250 and ISO-8859-2 become in CP1252, which lacks them all but ó: ³ ê ¿.</summary>
    WesternSign = 2,

    /// <summary>What ą ś ź of CP1250 and ISO-8859-2 become as one another: ± ¶ š, C1 controls.</summary>
    CentralSign = 4,

    Sign = WesternSign | CentralSign,

    /// <summary>A Chinese character: two bytes of UTF-8 read as GBK.</summary>
    Chinese = 8,

    /// <summary>A ligature, a private-use character or U+FFFD.</summary>
    Glyph = 16,

    /// <summary>An ampersand that may begin an HTML entity.</summary>
    Entity = 32,

    /// <summary>A typographic quote, dash or ellipsis, which only <c>typography: normalise</c> touches.</summary>
    Typography = 64,

    /// <summary>What a wrong reading leaves.</summary>
    Mojibake = Lead | Sign | Chinese,
}
