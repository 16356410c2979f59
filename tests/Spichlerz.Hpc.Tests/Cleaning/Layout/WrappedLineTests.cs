using System.Text;
using CsCheck;
using Spichlerz.Hpc.Cleaning.Layout;
using Spichlerz.Hpc.Tests.Cleaning.Steps;

namespace Spichlerz.Hpc.Tests.Cleaning.Layout;

/// <summary>A line's shape is that of its string.</summary>
public sealed class WrappedLineTests
{
    private static readonly string[] Pieces =
    [
        "ala", "Żółw", "ÓSMY", "🙂", "ǅ", "12", " ", "  ", "     ", "\t", "\r", "\u00a0", "\u3000", ",", ":", ";", ".", ")", "-", "‐", "\u00ad", "—", "– ", "• ", "§ ", "1) ", "(12a) ", "IV. ", "a) ", "ab. ", "Art. ", "Rozdz. ", "Pkt.", "Ust.", "Rozdział 4",
        "Oddział I", "Dział XX", "Tytuł 1", "Część 2", "Księga  3", "Czas", "Ksiądz", "Rok", "[1] ", "©", "„", "\"—", "«-", ">", "+", "|", "=", "`", "#",
    ];

    private static readonly Gen<string> Lines = Gen.Frequency(
        (5, Gen.Int[0, Pieces.Length - 1].Select(i => Pieces[i]).Array[0, 8].Select(string.Concat)), (1, LenientTexts.Any.Select(text => text.Split('\n')[0])));

    [Test]
    public void Shape_AnyLine_IsThatOfItsString() => Lines.Sample(line =>
    {
        byte[] utf8 = Encoding.UTF8.GetBytes(line);
        string text = Encoding.UTF8.GetString(utf8), trimmed = text.Trim();
        var shape = new WrappedLine(utf8, 0, utf8.Length);
        char[] letters = [.. trimmed.Reverse().Where(char.IsLetter).Take(3).Select(char.ToLowerInvariant)];
        using (Assert.EnterMultipleScope())
        {
            Assert.That(shape.IsEmpty, Is.EqualTo(trimmed.Length == 0));
            Assert.That(WrappedLine.FirstWordLengthOf(utf8), Is.EqualTo(trimmed.Split(' ')[0].Length));
            Assert.That(WrappedLine.RhymeOf(utf8), Is.EqualTo(letters.Length < 3 ? 0 : ((long)letters[0] << 32) | ((long)letters[1] << 16) | letters[2]));
        }
        if (trimmed.Length == 0)
            return;
        int mark = LineMarkTests.LengthOf(trimmed);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Encoding.UTF8.GetString(utf8[shape.Begin..shape.End]), Is.EqualTo(trimmed));
            Assert.That(shape.HasGap, Is.EqualTo(trimmed.Contains("  ", StringComparison.Ordinal)));
            Assert.That((shape.Indent, shape.Length), Is.EqualTo((text.Length - text.TrimStart().Length, text.TrimEnd().Length)));
            Assert.That((shape.TextColumn, shape.BeginsItem), Is.EqualTo((shape.Indent + mark, mark > 0)));
            Assert.That((shape.BeginsSmall, shape.EndsWithLetter), Is.EqualTo((char.IsLower(trimmed[0]), char.IsLetterOrDigit(trimmed[^1]))));
            Assert.That((shape.EndsOpen, shape.Announces), Is.EqualTo((char.IsLetter(trimmed[^1]) || trimmed[^1] is ',' or '–' or '—', trimmed[^1] is ':' or ';')));
            Assert.That(shape.IsDivided, Is.EqualTo(trimmed.Length > 1 && DividedWord.IsSign(trimmed[^1]) && char.IsLetter(trimmed[^2])));
            Assert.That(shape.IsVerbatim, Is.EqualTo(trimmed.Any("\t|{}<>\\`=".Contains) || trimmed[0] == '#' || !trimmed.Any(char.IsLower) || IsRow(trimmed[mark..])));
        }
    }, seed: "0000KFkd4vb1", iter: 5_000);

    /// <summary>Whether the text has gaps of which one is four blanks wider than another, and a run of five at least.</summary>
    private static bool IsRow(string text)
    {
        int[] gaps = [.. text.Split(text.Where(value => value != ' ').Distinct().ToArray()).Where(gap => gap.Length > 0).Select(gap => gap.Length)];
        return text.Contains("     ", StringComparison.Ordinal) && gaps.Max() - gaps.Min() >= 4;
    }
}
