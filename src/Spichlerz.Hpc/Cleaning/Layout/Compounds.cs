using System.Collections.Frozen;

namespace Spichlerz.Hpc.Cleaning.Layout;

/// <summary>Knows how Polish compounds with a hyphen begin: <c>polsko-niemiecki</c>, <c>społeczno-polityczny</c>, <c>ex-minister</c>.</summary>
internal static class Compounds
{
    private const int MinSecondLetters = 5, MinSuffixedLetters = 7;

    /// <summary>First parts that stand before any word.</summary>
    private static readonly string[] Always = ["e", "ex", "vice", "quasi", "niby", "anty", "online", "rendez"];

    /// <summary>First parts that stand before an adjective: peoples, parts of the world, colours of flags. All end with the o that joins.</summary>
    private static readonly FrozenSet<string> BeforeAdjective = FrozenSet.ToFrozenSet(
        [
            "polsko", "rosyjsko", "niemiecko", "austro", "anglo", "angielsko", "francusko", "włosko", "czesko", "węgiersko", "litewsko", "rusko", "turecko", "grecko", "rzymsko", "pruso", "prusko", "szwedzko",
            "żydowsko", "ukraińsko", "amerykańsko", "północno", "południowo", "wschodnio", "zachodnio", "środkowo", "biało", "czarno", "czerwono", "zielono", "niebiesko", "żółto", "szaro", "srebrno", "złoto",
            "różowo", "brunatno", "słodko", "gorzko", "naukowo", "historyczno", "społeczno", "religijno", "kulturalno", "prawno", "literacko",
        ],
        StringComparer.OrdinalIgnoreCase);

    /// <summary>Ends of other such parts, with the same o; they are long enough not to be the first syllables of a noun.</summary>
    private static readonly string[] Suffixes = ["czno", "yjno", "ijno", "lno", "owo", "sko", "cko", "dzko"];

    private static readonly string[] AdjectiveEnds = ["y", "i", "a", "e", "ą", "ego", "ej", "ych", "ich", "ym", "im", "ymi", "imi", "emu", "iem"];

    /// <summary>Whether the hyphen between the two may belong to the word.</summary>
    public static bool MayBegin(ReadOnlySpan<char> first, ReadOnlySpan<char> second)
    {
        foreach (string always in Always)
        {
            if (first.Equals(always, StringComparison.OrdinalIgnoreCase))
                return true;
        }
        if (second.Length < MinSecondLetters || first[^1] is not ('o' or 'O')) // most divided words, before their ends are looked for
            return false;
        bool isFirst = (first.Length >= MinSuffixedLetters && EndsWithAny(first, Suffixes)) || BeforeAdjective.GetAlternateLookup<ReadOnlySpan<char>>().Contains(first);
        return isFirst && EndsWithAny(second, AdjectiveEnds);
    }

    private static bool EndsWithAny(ReadOnlySpan<char> word, string[] ends)
    {
        foreach (string end in ends)
        {
            if (word.EndsWith(end, StringComparison.OrdinalIgnoreCase))
                return true;
        }
        return false;
    }
}
