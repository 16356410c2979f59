using System.Buffers;
using System.Text.RegularExpressions;

namespace Spichlerz.Hpc.Cleaning.Layout;

/// <summary>What a line shows of whether it was broken at a width: its indent and length in characters, how it begins and ends.</summary>
internal readonly partial record struct WrappedLine
{
    /// <summary>A mark is not wider: <c>1234) </c>.</summary>
    private const int MaxMarkCharacters = 8;

    /// <summary>Blanks between words of a line that was justified differ by less; those of a table's row by more.</summary>
    private const int MinRowGap = 4;

    private const string RowGap = "     ";

    /// <summary>Signs of tables, code and markup.</summary>
    private static readonly SearchValues<char> VerbatimSigns = SearchValues.Create("\t|{}<>\\`=");

    /// <param name="isInFence">Whether it stands in Markdown's code.</param>
    public WrappedLine(ReadOnlySpan<char> line, bool isInFence = false)
    {
        ReadOnlySpan<char> text = line.Trim();
        IsEmpty = text.IsEmpty;
        if (IsEmpty)
            return;
        Indent = line.Length - line.TrimStart().Length;
        Length = Indent + text.Length;
        int blank = text.IndexOf(' ');
        FirstWordLength = blank < 0 ? text.Length : blank;
        int mark = MarkLength(text);
        TextColumn = Indent + mark;
        BeginsItem = mark > 0;
        BeginsSmall = char.IsLower(text[0]);
        EndsOpen = IsOpen(text[^1]);
        EndsWithLetter = char.IsLetterOrDigit(text[^1]);
        Announces = text[^1] is ':' or ';';
        Rhyme = RhymeOf(text);
        IsDivided = text.Length > 1 && DividedWord.IsSign(text[^1]) && char.IsLetter(text[^2]);
        IsVerbatim = isInFence || text.ContainsAny(VerbatimSigns) || text[0] == '#' || IsHeading(text) || IsRow(text[mark..]);
    }

    public bool IsEmpty { get; }

    /// <summary>Blanks before the text.</summary>
    public int Indent { get; }

    /// <summary>Where the line ends, its indent included.</summary>
    public int Length { get; }

    public int FirstWordLength { get; }

    /// <summary>Where the text begins behind a bullet or number: lines that hang below an item begin there too.</summary>
    public int TextColumn { get; }

    /// <summary>Whether it begins with a dash, a bullet, a number or letter of an enumeration, a paragraph sign, an article, a chapter.</summary>
    public bool BeginsItem { get; }

    public bool BeginsSmall { get; }

    /// <summary>Whether it ends within a sentence, as far as its last sign can tell.</summary>
    public bool EndsOpen { get; }

    public bool EndsWithLetter { get; }

    /// <summary>Whether it ends as the line before an item does.</summary>
    public bool Announces { get; }

    /// <summary>Its last three letters, packed; 0 if it has fewer.</summary>
    public long Rhyme { get; }

    /// <summary>Whether it ends with the first half of a word, which no blank may part from the second.</summary>
    public bool IsDivided { get; }

    /// <summary>Whether its line breaks are its own: table, code, markup, a heading in capitals.</summary>
    public bool IsVerbatim { get; }

    /// <summary>Whether a sentence goes on from this line in the next.</summary>
    public bool RunsOnIn(in WrappedLine next) => EndsOpen && next.BeginsSmall;

    /// <summary>A letter, a comma or a dash, after which a sentence may go on.</summary>
    public static bool IsOpen(char last) => char.IsLetter(last) || last is ',' or '–' or '—';

    private static bool IsHeading(ReadOnlySpan<char> text)
    {
        foreach (char value in text)
        {
            if (char.IsLower(value))
                return false;
        }
        return true;
    }

    private static bool IsRow(ReadOnlySpan<char> text)
    {
        if (!text.Contains(RowGap, StringComparison.Ordinal))
            return false;
        int narrowest = int.MaxValue, widest = 0, gap = 0;
        foreach (char value in text)
        {
            if (value != ' ' && gap > 0)
                (narrowest, widest) = (Math.Min(narrowest, gap), Math.Max(widest, gap));
            gap = value == ' ' ? gap + 1 : 0;
        }
        return widest - narrowest >= MinRowGap;
    }

    private static long RhymeOf(ReadOnlySpan<char> text)
    {
        long rhyme = 0;
        int letters = 0;
        for (int i = text.Length - 1; i >= 0 && letters < 3; i--)
        {
            if (char.IsLetter(text[i]))
                (rhyme, letters) = ((rhyme << 16) | char.ToLowerInvariant(text[i]), letters + 1);
        }
        return letters < 3 ? 0 : rhyme;
    }

    /// <summary>Characters of the mark and the blanks behind it; 0 without a mark.</summary>
    private static int MarkLength(ReadOnlySpan<char> text)
    {
        if (text.Length > 2 && char.IsLower(text[0]) && char.IsLetter(text[1]) && char.IsLetter(text[2]))
            return 0; // a word, as most lines begin with
        foreach (ValueMatch mark in Mark().EnumerateMatches(text[..Math.Min(text.Length, 2 * MaxMarkCharacters)]))
            return mark.Length;
        return 0;
    }

    [GeneratedRegex(@"\A(?:[-–—−•*·○▪►◦+>„""«]{0,2}[-–—−•*·○▪►◦+>][ \-–—]*|§+ *|\(?(?:[0-9]{1,3}[a-z]{0,2}|[a-zA-Z]{1,2}|[IVXLC]{1,6})[.)](?: +|\z)|\[[0-9]+\] *|(?:Art|Rozdz|Pkt|Ust)\. *|(?:Rozdzia\w|Oddzia\w|Dzia\w|Tytu\w|Część|Księga) +(?:[0-9]|[IVXLC]+\b)|©)", RegexOptions.CultureInvariant)]
    private static partial Regex Mark();
}
