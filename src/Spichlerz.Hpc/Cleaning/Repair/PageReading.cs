using System.Text;

namespace Spichlerz.Hpc.Cleaning.Repair;

/// <summary>One single-byte page read as another: CP1250 as CP1252 made ³ of ł, ISO-8859-2 as CP1250 ± of ą.</summary>
/// <remarks>
/// Every sign of the wrong reading is also a sign of honest text (m³, ±5, ¿Qué?, même, Škoda), so the text as a whole must speak: the wrong
/// page has all of its characters, few letters of other languages come out, and signs stand inside words or the words are Polish.
/// </remarks>
internal sealed class PageReading : Reading
{
    private const int Characters = 0x25C0;

    private readonly char[] meant = new char[Characters];

    public PageReading(string name, CodePage read, CodePage meantPage) : base(name)
    {
        for (int character = 0x80; character < Characters; character++)
            meant[character] = read.ToByte((char)character) is var value and not 0 ? meantPage.ToCharacter(value) : '\0';
    }

    public override SuspectClasses Suspects => SuspectClasses.Sign;

    public override Evidence Weigh(ReadOnlySpan<char> line)
    {
        var evidence = new Evidence();
        char[] reversed = line.ToArray();
        for (int i = 0; i < line.Length; i++)
        {
            if (char.IsAscii(line[i]))
                continue;
            char read = line[i], was = Meant(read);
            bool isChange = was != read, isPolish = PolishLetters.IsLetter(was);
            evidence.Impossible += was == '\0' || (isChange && IsSpoilt(read, was)) ? 1 : 0;
            evidence.Polish += isChange && isPolish ? 1 : 0;
            evidence.Alien += isChange && !isPolish && char.IsLetter(was) ? 1 : 0;
            evidence.Kept += !isChange && isPolish && was is not ('ó' or 'Ó') ? 1 : 0;
            evidence.Foreign += !isPolish && char.IsLetter(read) && !(isChange && char.IsLetter(was)) ? 1 : 0;
            evidence.Certain += IsC1(read) && PolishLetters.IsSign(was) ? WordSigns.Sure : 0;
            if (was != '\0')
                reversed[i] = was;
        }
        WeighWords(line, reversed, ref evidence);
        return evidence;
    }

    public override bool ExplainsText(in Evidence text) => text is { Impossible: 0, Score: >= 2 } && IsPolish(text);

    public override bool ExplainsLine(in Evidence line) => line is { Impossible: 0 } and ({ Words: > 0, Score: >= 3 } or { Score: >= 4 }) && IsPolish(line);

    public override bool ExplainsLineBesideOthers(in Evidence line) => line is { Impossible: 0 } and ({ Score: >= 1 } or { Polish: >= 2 }) && IsPolish(line);

    public override void Reverse(ReadOnlySpan<char> line, StringBuilder target)
    {
        foreach (char character in line)
            target.Append(char.IsAscii(character) || Meant(character) == '\0' ? character : Meant(character));
    }

    private char Meant(char character) => character < Characters ? meant[character] : '\0';

    private static bool IsPolish(in Evidence evidence) => evidence.Alien * 3 <= evidence.Polish && evidence.Foreign <= 2 * (evidence.Polish + evidence.Kept);

    private static void WeighWords(ReadOnlySpan<char> line, ReadOnlySpan<char> reversed, ref Evidence evidence)
    {
        for (int start = 0; start < reversed.Length; start++)
        {
            int end = start;
            while (end < reversed.Length && char.IsLetter(reversed[end]))
                end++;
            ReadOnlySpan<char> word = reversed[start..end];
            if (end > start && !word.SequenceEqual(line[start..end]))
            {
                bool isBeforeDigit = end < line.Length && char.IsAsciiDigit(line[end]);
                evidence.Words += PolishLetters.IsFrequentWord(word) || WordSigns.IsTheyAre(line[start..end], word) ? 1 : 0;
                for (int i = 0; i < word.Length; i++)
                {
                    int weight = WordSigns.Weigh(line[start + i], word, i, isBeforeDigit);
                    evidence.Certain += Math.Max(weight, 0);
                    evidence.Alien += weight < 0 ? 1 : 0;
                }
            }
            start = end;
        }
    }

    /// <summary>Whether nobody wrote what the reading makes: a control character, © for the Š of a word, š for the ą. But Ť is « read wrongly.</summary>
    private static bool IsSpoilt(char read, char was) =>
        IsC1(was) || (PolishLetters.IsLetter(read) && !PolishLetters.IsLetter(was)) || (char.IsLetter(read) && !char.IsLetter(was) && !PolishLetters.IsSign(was));

    private static bool IsC1(char character) => character is >= '\u0080' and <= '\u009F';
}
