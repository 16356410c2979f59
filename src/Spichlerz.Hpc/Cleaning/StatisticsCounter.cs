using System.Globalization;
using System.Text;
using Spichlerz.Hpc.Cleaning.Steps;
using Spichlerz.Hpc.Documents;

namespace Spichlerz.Hpc.Cleaning;

/// <summary>Counts the <see cref="TextStatistics"/> of one document after the other, from the table of its words and what stands between them.</summary>
/// <param name="vocabulary">Null: no word is known, and none is counted as unknown.</param>
internal sealed class StatisticsCounter(WordList? vocabulary)
{
    /// <summary>Gunning's difficult words, as textstat counts them for Polish.</summary>
    private const int DifficultSyllables = 4;

    private const byte Punctuation = 1, Symbol = 2, EndMark = 4, LineEnd = 8;

    private static readonly byte[] AsciiSigns = [.. Enumerable.Range(0, 0x80).Select(value => SignOf(new Rune(value)))];

    private static readonly WordSet PolishStopwords = new(
        "w", "i", "na", "z", "do", "się", "roku", "od", "a", "jest", "przez", "po", "jako", "oraz", "o", "został", "był", "nie", "to", "że",
        "co", "jak", "za", "dla", "tak", "przy", "są", "jego", "ale", "czy", "już", "tylko", "tym", "tego", "była", "było", "może", "który",
        "która", "które", "ich", "go", "jej", "być", "lub", "pod", "ze", "we", "nad", "bez", "aby", "gdy", "więc", "też", "bardzo", "jeszcze");

    private readonly SeenHashes distinct = new();
    private ulong[] syllables = [];

    public TextStatistics Count(ReadOnlySpan<byte> text, TextAnalysis analysis)
    {
        int camelCase = 0, capitalized = 0, forms = 0, unknown = 0, difficult = 0;
        int blocks = SyllableKernel.BlockCount(text.Length);
        if (syllables.Length < blocks || (long)syllables.Length * SyllableKernel.BlockBytes > 4L * Math.Max(text.Length, TextAnalysis.RetainedTextBytes))
            syllables = new ulong[2 * blocks];
        SyllableKernel.Mark(text, syllables);
        distinct.Begin(analysis.WordCount);
        ReadOnlySpan<ulong> hashes = analysis.WordHashes;
        ReadOnlySpan<WordClass> classes = analysis.WordClasses[..hashes.Length];
        ReadOnlySpan<int> starts = analysis.WordStarts[..hashes.Length], lengths = analysis.WordLengths[..hashes.Length];
        for (int i = 0; i < hashes.Length; i++)
        {
            camelCase += (classes[i] & WordClass.CamelCase) != 0 ? 1 : 0;
            capitalized += (classes[i] & WordClass.AllUpper) != 0 ? 1 : 0;
            forms += distinct.Add(hashes[i]) ? 1 : 0;
            difficult += SyllableKernel.Count(syllables, starts[i], lengths[i]) >= DifficultSyllables ? 1 : 0;
            if (vocabulary is not null && (classes[i] & WordClass.Letters) != 0 && !vocabulary.Contains(hashes[i]))
                unknown++;
        }
        GapCounts gaps = CountGaps(text, analysis);
        return new(analysis.Characters, analysis.WordCount, gaps.Sentences, gaps.Punctuations, gaps.Symbols, PolishStopwords.Count(hashes),
            camelCase, capitalized, analysis.Characters - gaps.Characters, difficult, forms, vocabulary is null ? null : unknown);
    }

    private record struct GapCounts(long Characters, long Punctuations, long Symbols, long Sentences);

    /// <summary>Looks at what stands between the words, about a seventh of a Polish text.</summary>
    private static GapCounts CountGaps(ReadOnlySpan<byte> text, TextAnalysis analysis)
    {
        var counts = default(GapCounts);
        ReadOnlySpan<int> starts = analysis.WordStarts, lengths = analysis.WordLengths;
        int at = 0;
        for (int i = 0; i <= starts.Length; i++)
        {
            int end = i < starts.Length ? starts[i] : text.Length;
            // Most gaps are one blank, most others a comma and a blank.
            if (end - at == 1 && text[at] == (byte)' ')
                counts.Characters++;
            else if (end - at == 2 && text[at] == (byte)',' && text[at + 1] == (byte)' ')
                (counts.Characters, counts.Punctuations) = (counts.Characters + 2, counts.Punctuations + 1);
            else if ((CountGap(text[at..end], ref counts) & (EndMark | LineEnd)) != 0 && i > 0 && i < starts.Length && PolishSentences.EndsAfter(i - 1, text, analysis))
                counts.Sentences++;
            if (i < starts.Length)
                at = starts[i] + lengths[i];
        }
        counts.Sentences += starts.IsEmpty ? 0 : 1;
        return counts;
    }

    /// <summary>Counts the characters of a gap and returns what kinds there are.</summary>
    private static int CountGap(ReadOnlySpan<byte> gap, ref GapCounts counts)
    {
        int kinds = 0;
        ReadOnlySpan<byte> asciiSigns = AsciiSigns;
        while (!gap.IsEmpty)
        {
            byte sign;
            int bytes = 1;
            if (gap[0] < asciiSigns.Length)
            {
                sign = asciiSigns[gap[0]];
            }
            else
            {
                Rune.DecodeFromUtf8(gap, out Rune rune, out bytes);
                sign = SignOf(rune);
            }
            gap = gap[bytes..];
            counts.Characters++;
            counts.Punctuations += sign & Punctuation;
            counts.Symbols += (sign & Symbol) >> 1;
            kinds |= sign;
        }
        return kinds;
    }

    private static byte SignOf(Rune rune) => (byte)(Rune.GetUnicodeCategory(rune) switch
    {
        >= UnicodeCategory.ConnectorPunctuation and <= UnicodeCategory.OtherPunctuation => Punctuation | (rune.Value is '.' or '!' or '?' or '…' ? EndMark : 0),
        >= UnicodeCategory.MathSymbol and <= UnicodeCategory.OtherSymbol => Symbol,
        _ => rune.Value == '\n' ? LineEnd : 0,
    });
}
