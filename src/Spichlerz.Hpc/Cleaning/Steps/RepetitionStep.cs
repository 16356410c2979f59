using System.Numerics;
using Spichlerz.Hpc.Config;
using Spichlerz.Hpc.Documents;

namespace Spichlerz.Hpc.Cleaning.Steps;

/// <summary>Drops documents that repeat themselves: lines that occurred before, and word 5-grams that occurred before.</summary>
/// <remarks>
/// Two of Gopher's repetition rules (Rae et al. 2021, table A1). A duplicate is every occurrence after the first; lines without a word
/// do not count; a repeated 5-gram counts with the text it spans and the search goes on behind it; shares are of lines and of bytes.
/// </remarks>
internal sealed class RepetitionStep(RepetitionSettings settings) : IDocumentStep
{
    private const int ShingleWords = 5;

    private readonly SeenHashes seen = new();

    public string Name => "repetition";

    public void Judge(ReadOnlySpan<Document> documents, Span<Outcome> outcomes)
    {
        for (int i = 0; i < documents.Length; i++)
            outcomes[i] = Judge(documents[i]);
    }

    private Outcome Judge(Document document)
    {
        double lines = DuplicateLineRatio(document);
        if (lines > settings.MaxDuplicateLineRatio)
            return new Outcome(document, "duplicate_lines", lines);
        double shingles = DuplicateShingleRatio(document);
        return shingles > settings.MaxDuplicateShingleRatio ? new Outcome(document, "duplicate_shingles", shingles) : new Outcome(document);
    }

    private double DuplicateLineRatio(Document document)
    {
        TextAnalysis analysis = document.Analysis!;
        ReadOnlySpan<byte> text = document.Text.Span;
        ReadOnlySpan<int> words = analysis.WordStarts;
        int lines = 0, duplicates = 0, word = 0;
        seen.Begin(analysis.LineCount);
        for (int i = 0; i < analysis.LineCount; i++)
        {
            int start = analysis.LineStarts[i], end = start + analysis.LineLengths[i];
            if (word == words.Length || words[word] >= end)
                continue; // no word begins here: an empty line, or one of dots or dashes such as books put between scenes
            while (word < words.Length && words[word] < end)
                word++;
            lines++;
            if (!seen.Add(WordHash.Of(text[start..end].Trim(" \t"u8))))
                duplicates++;
        }
        return lines == 0 ? 0 : (double)duplicates / lines;
    }

    private double DuplicateShingleRatio(Document document)
    {
        TextAnalysis analysis = document.Analysis!;
        ReadOnlySpan<ulong> words = analysis.WordHashes;
        ReadOnlySpan<int> starts = analysis.WordStarts, lengths = analysis.WordLengths;
        long duplicateBytes = 0;
        seen.Begin(words.Length);
        for (int i = 0; i + ShingleWords <= words.Length;)
        {
            int last = i + ShingleWords - 1;
            if (seen.Add(Shingle(words.Slice(i, ShingleWords))))
            {
                i++;
                continue;
            }
            duplicateBytes += starts[last] + lengths[last] - starts[i];
            i += ShingleWords;
        }
        return (double)duplicateBytes / document.Text.Length;
    }

    private static ulong Shingle(ReadOnlySpan<ulong> words)
    {
        unchecked
        {
            ulong sum = words[0] + BitOperations.RotateLeft(words[1], 11) + BitOperations.RotateLeft(words[2], 23)
                + BitOperations.RotateLeft(words[3], 37) + BitOperations.RotateLeft(words[4], 51);
            sum = (sum ^ (sum >> 32)) * 0xD6E8FEB86659FD93;
            return sum ^ (sum >> 32);
        }
    }
}
