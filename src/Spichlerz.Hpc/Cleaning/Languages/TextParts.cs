using Spichlerz.Hpc.Documents;

namespace Spichlerz.Hpc.Cleaning.Languages;

/// <summary>
/// Goes over the paragraphs of a document: blocks of lines between empty ones, or single lines where the document has no empty line. Short
/// ones in a row make one part, since a few words say little of their language: lines of verse, items, turns of a dialogue.
/// </summary>
internal ref struct TextParts(TextAnalysis analysis, int minWords)
{
    private readonly ReadOnlySpan<int> starts = analysis.LineStarts, lengths = analysis.LineLengths, words = analysis.LineWords;
    private readonly bool isLineParagraph = !analysis.LineLengths.Contains(0);
    private int line;
    private Part held; // the long paragraph that ended the short ones before it

    /// <summary>Where the part lies: bytes of the text, words of its table.</summary>
    public readonly record struct Part(int Start, int End, int FirstWord, int EndWord)
    {
        public int Words => EndWord - FirstWord;
    }

    /// <summary>Has fewer words than asked for only where long paragraphs or the text's end leave it no neighbours.</summary>
    public Part Current { get; private set; }

    public bool MoveNext()
    {
        (Current, held) = (held, default);
        while (Current.Words < minWords && NextParagraph() is { Words: > 0 } paragraph)
        {
            if (Current.Words > 0 && paragraph.Words >= minWords)
            {
                held = paragraph;
                return true;
            }
            Current = Current.Words == 0 ? paragraph : new Part(Current.Start, paragraph.End, Current.FirstWord, paragraph.EndWord);
        }
        return Current.Words > 0;
    }

    /// <summary>The next paragraph with words; none at the end.</summary>
    private Part NextParagraph()
    {
        while (line < starts.Length)
        {
            int first = line++;
            if (lengths[first] == 0)
                continue;
            while (!isLineParagraph && line < starts.Length && lengths[line] > 0)
                line++;
            var paragraph = new Part(starts[first], starts[line - 1] + lengths[line - 1], first == 0 ? 0 : words[first - 1], words[line - 1]);
            if (paragraph.Words > 0)
                return paragraph;
        }
        return default;
    }
}
