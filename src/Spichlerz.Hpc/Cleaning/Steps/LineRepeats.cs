using System.Buffers.Binary;
using System.Numerics;
using Spichlerz.Hpc.Documents;

namespace Spichlerz.Hpc.Cleaning.Steps;

/// <summary>Counts the lines of a document that repeat an earlier one. A duplicate is every copy after the first.</summary>
/// <remarks>A line is compared with the first that has length, begin and end in common with it: most have no such line, and few another one.</remarks>
internal sealed class LineRepeats
{
    private readonly HashCounts ends = new();
    private readonly SeenHashes others = new();

    /// <summary>Where the first line with certain ends begins, by the place of these in <see cref="ends"/>.</summary>
    private int[] firsts = [];

    public int Lines { get; private set; }

    public int DuplicateLines { get; private set; }

    /// <summary>Code points of the duplicate lines, blanks around them and line ends aside.</summary>
    public int DuplicateLineCharacters { get; private set; }

    /// <summary>Counts one document; the numbers are its until the next call.</summary>
    public void Count(Document document)
    {
        Lines = DuplicateLines = DuplicateLineCharacters = 0;
        Begin(document.Analysis!.LineCount);
        ReadOnlySpan<byte> text = document.Text.Span;
        var line = new TextLines(document);
        while (line.MoveNext())
        {
            Lines++;
            int place = ends.Add(Ends(line.Current));
            if (ends[place] == 1)
            {
                firsts[place] = line.Offset;
                continue;
            }
            if (!text[firsts[place]..].StartsWith(line.Current) && others.Add(WordHash.Of(line.Current)))
                continue;
            DuplicateLines++;
            DuplicateLineCharacters += TextLines.Characters(line.Current);
        }
    }

    private void Begin(int lines)
    {
        ends.Begin(lines);
        others.Begin(lines);
        if (firsts.Length < ends.Places)
            firsts = new int[ends.Places];
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
}
