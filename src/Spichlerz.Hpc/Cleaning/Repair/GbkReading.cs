using System.Text;
using System.Text.Unicode;

namespace Spichlerz.Hpc.Cleaning.Repair;

/// <summary>UTF-8 read as GBK: each two bytes became a Chinese character, ż 偶, ł 艂. A byte left over took the letter after it along: „R is 鈥濺.</summary>
internal sealed class GbkReading(string name) : Reading(name)
{
    // Exceptions for what GBK lacks would cost a Chinese text 20 µs a run. A question mark is no byte of a character in GBK.
    private static readonly Encoding Gbk = CodePagesEncodingProvider.Instance.GetEncoding(936, new EncoderReplacementFallback("?"), DecoderFallback.ReplacementFallback)
        ?? throw new PlatformNotSupportedException("This .NET has no code page 936. Use the runtime that the program was built for.");

    public override SuspectClasses Suspects => SuspectClasses.Chinese;

    public override Evidence Weigh(ReadOnlySpan<char> line)
    {
        var evidence = new Evidence();
        for (int start = NextRun(line, 0, out int end); start >= 0; start = NextRun(line, end, out end))
        {
            string? was = Decode(line[start..end]);
            if (was is null)
            {
                evidence.Impossible++;
                continue;
            }
            int polish = was.Count(PolishLetters.IsLetter);
            char before = start > 0 ? line[start - 1] : ' ', after = end < line.Length ? line[end] : ' ';
            bool isInWord = char.IsAsciiLetterLower(before) || char.IsAsciiLetterLower(after) || (char.IsAsciiLetter(before) && char.IsAsciiLetter(after));
            bool isPolish = was.All(character => char.IsAscii(character) || PolishLetters.IsLetter(character) || PolishLetters.IsSign(character));
            evidence.Polish += polish;
            evidence.Certain += polish > 0 && isPolish && isInWord ? 1 : 0;
            evidence.Other++;
        }
        return evidence;
    }

    public override bool ExplainsText(in Evidence text) => text is { Certain: > 0, Impossible: 0 };

    public override bool ExplainsLine(in Evidence line) => line.Certain > 0 && line.Certain >= line.Impossible;

    public override bool ExplainsLineBesideOthers(in Evidence line) => line is { Polish: > 0, Impossible: 0 };

    public override void Reverse(ReadOnlySpan<char> line, StringBuilder target)
    {
        int done = 0;
        for (int start = NextRun(line, 0, out int end); start >= 0; start = NextRun(line, end, out end))
        {
            target.Append(line[done..start]).Append(Decode(line[start..end]) ?? line[start..end].ToString());
            done = end;
        }
        target.Append(line[done..]);
    }

    private static int NextRun(ReadOnlySpan<char> line, int from, out int end)
    {
        int start = line[from..].IndexOfAnyExceptInRange('\0', '\x7F');
        end = start < 0 ? line.Length : from + start;
        while (end < line.Length && !char.IsAscii(line[end]))
            end++;
        return start < 0 ? -1 : from + start;
    }

    private static string? Decode(ReadOnlySpan<char> run)
    {
        byte[] bytes = Gbk.GetBytes(run.ToArray());
        return bytes.Contains((byte)'?') || !Utf8.IsValid(bytes) ? null : Encoding.UTF8.GetString(bytes);
    }
}
