using Spichlerz.Hpc.Documents;

namespace Spichlerz.Hpc.Cleaning;

/// <summary>Phrases that are looked for among a text's word hashes: in any case, with or without diacritics, whatever stands between the words.</summary>
internal sealed class PhraseSet
{
    private readonly WordSet firstWords;
    private readonly ulong[][] phrases;

    public PhraseSet(IEnumerable<string> phrases)
    {
        string[][] words = [.. phrases.Select(phrase => phrase.Split(' ', StringSplitOptions.RemoveEmptyEntries)).Where(phrase => phrase.Length > 0)];
        firstWords = new WordSet([.. words.Select(phrase => phrase[0])]);
        this.phrases = [.. words.Select(phrase => phrase.Select(WordHash.OfWord).ToArray())];
    }

    public bool IsIn(ReadOnlySpan<ulong> words)
    {
        for (int i = 0; i < words.Length; i++)
        {
            if (!firstWords.Contains(words[i]))
                continue;
            foreach (ulong[] phrase in phrases)
            {
                if (words[i..].StartsWith(phrase))
                    return true;
            }
        }
        return false;
    }
}
