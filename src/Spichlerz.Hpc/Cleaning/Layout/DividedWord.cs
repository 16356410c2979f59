using System.Buffers;
using Spichlerz.Hpc.Documents;

namespace Spichlerz.Hpc.Cleaning.Layout;

/// <summary>Decides whether the end of a line and the begin of the next are one word, or two with a hyphen that belongs there.</summary>
/// <remarks>
/// Of 80,000 divisions in scanned Polish books, 0.2 % were compounds that keep their hyphen: so the rule is to join, and what speaks against
/// it are the beginnings of such compounds, unless the joined word is known to exist.
/// </remarks>
internal sealed class DividedWord(WordList? known)
{
    private const char SoftHyphen = '\u00ad', NotSign = '¬';

    /// <summary>Signs of paths, addresses, options and code: not prose, where nobody divides words.</summary>
    private static readonly SearchValues<char> CodeSigns = SearchValues.Create("0123456789/\\@_=:<>#`$&.|{}");

    private readonly TextAnalysis analysis = new();
    private readonly HashSet<ulong> words = [];
    private bool isAnalyzed;

    public static bool IsSign(char value) => value is '-' or '‐' or NotSign or SoftHyphen;

    /// <summary>Whether the byte may be the last one of a sign of division.</summary>
    public static bool MayEndSign(byte value) => value is (byte)'-' or 0x90 or 0xAC or 0xAD;

    /// <summary>Starts with another document.</summary>
    public void Begin() => isAnalyzed = false;

    /// <param name="head">What stands before the sign, from the last blank on.</param>
    /// <param name="sign">One of the signs of division.</param>
    /// <param name="token">What the next line begins with, up to a blank.</param>
    /// <param name="document">The document, whose words count as existing.</param>
    public bool IsDivided(ReadOnlySpan<char> head, char sign, ReadOnlySpan<char> token, ReadOnlySpan<byte> document)
    {
        ReadOnlySpan<char> first = head[(LastIndexOfOther(head) + 1)..], second = token[..LettersOf(token)];
        if (first.IsEmpty || second.IsEmpty || IsCode(head[..^first.Length], token[second.Length..]))
            return false;
        if (sign is SoftHyphen or NotSign)
            return true;
        bool areCapitals = first.Length > 1 && IsAll(first, char.IsUpper) && IsAll(second, char.IsUpper);
        if (!areCapitals && !char.IsLower(second[0]))
            return false;
        bool isUsual = !areCapitals && !Compounds.MayBegin(first, second) && !first.Equals(second, StringComparison.OrdinalIgnoreCase);
        return isUsual || Exists($"{first}{second}", document);
    }

    /// <summary>Whether what clings to the word's letters, before and behind them, is of code. Mostly nothing does, or a full stop.</summary>
    private static bool IsCode(ReadOnlySpan<char> before, ReadOnlySpan<char> behind) =>
        (!before.IsEmpty && (before[0] == '-' || before.ContainsAny(CodeSigns))) || (!behind.IsEmpty && (behind[0] == '_' || behind.ContainsAny('/', '=', '@')));

    private static int LastIndexOfOther(ReadOnlySpan<char> head)
    {
        int i = head.Length - 1;
        while (i >= 0 && char.IsLetter(head[i]))
            i--;
        return i;
    }

    private static int LettersOf(ReadOnlySpan<char> token)
    {
        int i = 0;
        while (i < token.Length && char.IsLetter(token[i]))
            i++;
        return i;
    }

    private static bool IsAll(ReadOnlySpan<char> letters, Func<char, bool> isSo)
    {
        foreach (char letter in letters)
        {
            if (!isSo(letter))
                return false;
        }
        return true;
    }

    private bool Exists(string word, ReadOnlySpan<byte> document)
    {
        ulong hash = WordHash.OfWord(word);
        return (known?.Contains(hash) ?? false) || WordsOf(document).Contains(hash);
    }

    private HashSet<ulong> WordsOf(ReadOnlySpan<byte> document)
    {
        if (isAnalyzed)
            return words;
        words.Clear();
        analysis.Analyze(document);
        foreach (ulong hash in analysis.WordHashes)
            words.Add(hash);
        isAnalyzed = true;
        return words;
    }
}
