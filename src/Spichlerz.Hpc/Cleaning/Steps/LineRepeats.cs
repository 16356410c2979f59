using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;
using Spichlerz.Hpc.Documents;

namespace Spichlerz.Hpc.Cleaning.Steps;

/// <summary>How many lines a document has, how many of these repeat an earlier one, and the code points of the latter, blanks around them and line ends aside.</summary>
internal readonly record struct LineCounts(int Lines, int Duplicates, int DuplicateCharacters);

/// <summary>Counts the lines of documents that repeat an earlier one. A duplicate is every copy after the first. Steps that share it count a document once.</summary>
/// <remarks>A line is compared with the first that has length, begin and end in common with it: most have no such line, and few another one.</remarks>
internal sealed class LineRepeats
{
    private readonly HashCounts ends = new();
    private readonly SeenHashes others = new();

    /// <summary>Where the first line with certain ends begins, by the place of these in <see cref="ends"/>.</summary>
    private int[] firsts = [];

    private readonly Dictionary<Document, LineCounts> counted = new(ReferenceEqualityComparer.Instance);

    /// <summary>What was counted of these documents is not asked for any more.</summary>
    public void Forget() => counted.Clear();

    public LineCounts Of(Document document)
    {
        ref LineCounts counts = ref CollectionsMarshal.GetValueRefOrAddDefault(counted, document, out bool isCounted);
        if (!isCounted)
            counts = Count(document);
        return counts;
    }

    private LineCounts Count(Document document)
    {
        int lines = 0, duplicates = 0, characters = 0;
        Begin(document.Analysis!.LineCount);
        ReadOnlySpan<byte> text = document.Text.Span;
        var line = new TextLines(document);
        while (line.MoveNext())
        {
            lines++;
            int place = ends.Add(Ends(line.Current));
            if (ends[place] == 1)
            {
                firsts[place] = line.Offset;
                continue;
            }
            if (!text[firsts[place]..].StartsWith(line.Current) && others.Add(WordHash.Of(line.Current)))
                continue;
            duplicates++;
            characters += TextLines.Characters(line.Current);
        }
        return new LineCounts(lines, duplicates, characters);
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
