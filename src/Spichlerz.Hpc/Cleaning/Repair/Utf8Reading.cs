using System.Buffers;
using System.Text;

namespace Spichlerz.Hpc.Cleaning.Repair;

/// <summary>UTF-8 read as a single-byte page: ł, C5 82, became Ĺ‚ in CP1250 or Å‚ in CP1252.</summary>
/// <remarks>Only whole, strictly valid sequences are reversed, so text that was right beside them stays.</remarks>
internal class Utf8Reading(string name, CodePage page) : Reading(name)
{
    private const int MaxSequence = 4;
    private const int ManySequences = 8;

    public override SuspectClasses Suspects => SuspectClasses.Lead;

    public override Evidence Weigh(ReadOnlySpan<char> line)
    {
        Evidence evidence = WeighOnce(line);
        if (evidence.Certain > 0 || evidence.Other == 0)
            return evidence;
        // Encoded twice, ż is "Äą" and "Ä˝": neither is Polish before the second reversal.
        var once = new StringBuilder(line.Length);
        Reverse(line, once);
        evidence.Certain = WeighOnce(once.ToString()).Certain;
        return evidence;
    }

    /// <remarks>A text in another script has no Polish letter, but so many valid sequences and nothing else are no chance either.</remarks>
    public override bool ExplainsText(in Evidence text) => text is { Impossible: 0 } and ({ Certain: > 0 } or { Other: >= ManySequences });

    public override bool ExplainsLine(in Evidence line) => line.Certain > 0;

    public override bool ExplainsLineBesideOthers(in Evidence line) => line is { Polish: > 0 } or { Other: > 0, Impossible: 0 };

    public override void Reverse(ReadOnlySpan<char> line, StringBuilder target)
    {
        for (int i = 0; i < line.Length;)
        {
            int length = SequenceAt(line, i, out Rune rune);
            if (length == 0)
                target.Append(line[i++]);
            else
                target.Append(rune.ToString());
            i += length;
        }
    }

    /// <summary>Whether a sequence that gives a Polish letter cannot be two characters that stand side by side by chance.</summary>
    protected virtual bool IsCertain(ReadOnlySpan<char> line, int index, int length) => true;

    private Evidence WeighOnce(ReadOnlySpan<char> line)
    {
        var evidence = new Evidence();
        for (int i = 0; i < line.Length; i++)
        {
            if (char.IsAscii(line[i]))
                continue;
            int length = SequenceAt(line, i, out Rune rune);
            bool isPolish = length > 0 && rune.IsBmp && PolishLetters.IsLetter((char)rune.Value), isSign = length > 0 && rune.IsBmp && PolishLetters.IsSign((char)rune.Value);
            evidence.Impossible += length == 0 ? 1 : 0;
            evidence.Polish += isPolish ? 1 : 0;
            evidence.Certain += (isPolish || isSign) && IsCertain(line, i, length) ? 1 : 0;
            evidence.Other += length > 0 && !isPolish && !isSign ? 1 : 0;
            i += Math.Max(length, 1) - 1;
        }
        return evidence;
    }

    /// <summary>How many characters from the index on are the bytes of one character outside ASCII, or 0.</summary>
    private int SequenceAt(ReadOnlySpan<char> line, int index, out Rune rune)
    {
        Span<byte> bytes = stackalloc byte[MaxSequence];
        int available = Math.Min(MaxSequence, line.Length - index), count = 0;
        rune = default;
        while (count < available && (bytes[count] = page.ToByte(line[index + count])) != 0 && (count == 0 ? bytes[0] >= 0xC2 : bytes[count] < 0xC0))
            count++;
        return count > 1 && Rune.DecodeFromUtf8(bytes[..count], out rune, out int used) == OperationStatus.Done ? used : 0;
    }
}
