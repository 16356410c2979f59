namespace Spichlerz.Hpc.Documents;

/// <summary>What a word is made of. Case is that of the text, before folding.</summary>
[Flags]
public enum WordClass : byte
{
    None = 0,

    /// <summary>Has a letter.</summary>
    Letters = 1,

    /// <summary>Has a decimal digit.</summary>
    Digits = 2,

    /// <summary>Has one of ą ć ę ł ń ó ś ź ż, in either case.</summary>
    PolishLetter = 4,

    /// <summary>Begins with an upper-case letter.</summary>
    FirstUpper = 8,

    /// <summary>Has an upper-case letter and no lower-case one: "PAP", "A4", "W".</summary>
    AllUpper = 16,

    /// <summary>Begins with lower-case letters, then upper-case ones, then a lower-case one: "iPhone", "dalejTekst" (SpeakLeash's counter).</summary>
    CamelCase = 32,

    /// <summary>Has a letter outside the Latin script.</summary>
    OtherScript = 64,
}
