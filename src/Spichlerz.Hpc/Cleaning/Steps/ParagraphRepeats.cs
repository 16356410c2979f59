using System.Numerics;
using Spichlerz.Hpc.Documents;

namespace Spichlerz.Hpc.Cleaning.Steps;

/// <summary>Counts the paragraphs of a document that repeat an earlier one, line by line. A duplicate is every copy after the first.</summary>
internal sealed class ParagraphRepeats
{
    private readonly SeenHashes paragraphs = new();

    public int Paragraphs { get; private set; }

    public int DuplicateParagraphs { get; private set; }

    /// <summary>Code points of the duplicate paragraphs, line ends inside included.</summary>
    public int DuplicateParagraphCharacters { get; private set; }

    /// <summary>Counts one document; the numbers are its until the next call.</summary>
    public void Count(Document document)
    {
        Paragraphs = DuplicateParagraphs = DuplicateParagraphCharacters = 0;
        paragraphs.Begin(document.Analysis!.LineCount);
        ReadOnlySpan<byte> text = document.Text.Span;
        ulong paragraph = 0;
        int start = 0, end = 0;
        var line = new TextLines(document);
        while (line.MoveNext())
        {
            if (line.BeginsParagraph)
            {
                EndParagraph(paragraph, text[start..end]);
                (paragraph, start) = (0, line.Start);
            }
            end = line.Start + line.Current.Length;
            paragraph = unchecked((BitOperations.RotateLeft(paragraph, 23) ^ WordHash.Of(line.Current)) * 0xD6E8FEB86659FD93);
        }
        EndParagraph(paragraph, text[start..end]);
    }

    private void EndParagraph(ulong hash, ReadOnlySpan<byte> text)
    {
        if (text.IsEmpty)
            return;
        Paragraphs++;
        if (paragraphs.Add(hash ^ (hash >> 32)))
            return;
        DuplicateParagraphs++;
        DuplicateParagraphCharacters += TextLines.Characters(text);
    }
}
