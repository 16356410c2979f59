namespace Spichlerz.Hpc.Shards;

/// <summary>Why the body of a JSON string could not be read.</summary>
public enum JsonStringFault
{
    None,

    /// <summary>The input ends before the closing quote, be it inside an escape.</summary>
    Unterminated,

    /// <summary>A raw byte below 0x20, which JSON wants escaped.</summary>
    ControlCharacter,

    /// <summary>A backslash before an unknown letter, or \u before something other than four hexadecimal digits.</summary>
    BadEscape,

    /// <summary>Half of a surrogate pair: an escaped code unit that no UTF-8 text can hold.</summary>
    LoneSurrogate,
}
