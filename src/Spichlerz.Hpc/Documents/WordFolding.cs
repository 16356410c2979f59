namespace Spichlerz.Hpc.Documents;

/// <summary>How a word is folded before it is hashed. It is always lower-cased.</summary>
/// <param name="Diacritics">Removes the diacritics of Latin letters up to U+024F: ł→l, ß→ss, æ→ae. Off: they stay, and such words take a slower path.</param>
/// <param name="Digits">Maps every decimal digit to 0. Texts that differ only in figures, as legal acts do, then fall together.</param>
public sealed record WordFolding(bool Diacritics = true, bool Digits = false);
