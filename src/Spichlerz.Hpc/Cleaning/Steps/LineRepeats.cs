using System.Buffers.Binary;
using System.Numerics;
using Spichlerz.Hpc.Documents;

namespace Spichlerz.Hpc.Cleaning.Steps;

/// <summary>Counts the lines and paragraphs of a document that repeat an earlier one. A duplicate is every copy after the first.</summary>
internal sealed class LineRepeats
{
    private readonly SeenHashes lines = new();
    private readonly SeenHashes paragraphs = new();

    public int Lines { get; private set; }

    public int DuplicateLines { get; private set; }

    /// <summary>Code points of the duplicate lines, blanks around them and line ends aside.</summary>
    public int DuplicateLineCharacters { get; private set; }

    public int Paragraphs { get; private set; }

    public int DuplicateParagraphs { get; private set; }

    /// <summary>Code points of the duplicate paragraphs, line ends inside included.</summary>
    public int DuplicateParagraphCharacters { get; private set; }

    /// <summary>Counts one document; the numbers are its until the next call.</summary>
    public void Count(Document document)
    {
        Lines = DuplicateLines = DuplicateLineCharacters = Paragraphs = DuplicateParagraphs = DuplicateParagraphCharacters = 0;
        if (AreSurelyDifferent(document))
            return; // and so are the paragraphs
        Lines = Paragraphs = 0;
        lines.Begin(document.Analysis!.LineCount);
        paragraphs.Begin(document.Analysis.LineCount);
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
            ulong hash = WordHash.Of(line.Current);
            paragraph = unchecked((BitOperations.RotateLeft(paragraph, 23) ^ hash) * 0xD6E8FEB86659FD93);
            Lines++;
            if (lines.Add(hash))
                continue;
            DuplicateLines++;
            DuplicateLineCharacters += TextLines.Characters(line.Current);
        }
        EndParagraph(paragraph, text[start..end]);
    }

    /// <summary>Whether no two lines have length, begin and end in common, as in most documents; counts lines and paragraphs.</summary>
    private bool AreSurelyDifferent(Document document)
    {
        lines.Begin(document.Analysis!.LineCount);
        var line = new TextLines(document);
        while (line.MoveNext())
        {
            Lines++;
            Paragraphs += line.BeginsParagraph ? 1 : 0;
            if (!lines.Add(Ends(line.Current)))
                return false;
        }
        return true;
    }

    /// <summary>A hash of the length of a line, its first and its last eight bytes; of all of a shorter one.</summary>
    private static ulong Ends(ReadOnlySpan<byte> line)
    {
        if (line.Length < sizeof(ulong))
            return WordHash.Of(line);
        ulong first = BinaryPrimitives.ReadUInt64LittleEndian(line), last = BinaryPrimitives.ReadUInt64LittleEndian(line[^sizeof(ulong)..]);
        ulong hash = unchecked((BitOperations.RotateLeft((first ^ (uint)line.Length) * 0x9E3779B97F4A7C15, 29) ^ last) * 0xD6E8FEB86659FD93);
        return hash ^ (hash >> 32);
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
