using Spichlerz.Hpc.Cleaning.Kernels;

namespace Spichlerz.Hpc.Cleaning.Layout;

/// <summary>What a line shows of whether it was broken at a width: its indent and length in characters (UTF-16 units), how it begins and ends.</summary>
internal readonly struct WrappedLine
{
    /// <summary>Blanks between words of a line that was justified differ by less; those of a table's row by more.</summary>
    private const int MinRowGap = 4;

    private const int TableUnits = 0x800; // which take one byte or two

    private const int RhymeLetters = 3;

    private const Traits EndTraits = Traits.EndsOpen | Traits.EndsWithLetter | Traits.Announces | Traits.Divided;

    /// <summary>What units are at either end of a line.</summary>
    private static readonly Traits[] TraitsByUnit = [.. Enumerable.Range(0, TableUnits).Select(unit => ReadTraits((char)unit))];

    /// <summary>Letters made small; 0 for other units.</summary>
    private static readonly char[] LettersByUnit = [.. Enumerable.Range(0, TableUnits).Select(unit => ReadLetter((char)unit))];

    private readonly Traits traits;
    private readonly byte mark; // its width

    /// <param name="document">Valid UTF-8.</param>
    /// <param name="start">Where the line starts.</param>
    /// <param name="end">And where it ends.</param>
    /// <param name="isInFence">Whether it stands in Markdown's code.</param>
    /// <param name="division">What it was before divided words were rejoined: it is described as it was.</param>
    public WrappedLine(ReadOnlySpan<byte> document, int start, int end, bool isInFence = false, LineDivision division = default)
    {
        Traits first = Traits.Empty, last = Traits.Empty;
        while (end > start && ((last = TraitsOf(Utf16.Last(document[start..end]))) & Traits.Empty) != 0)
            end = start + Utf16.LastIndex(document[start..end]);
        int begin = start;
        while (begin < end && ((first = TraitsOf(Utf16.First(document[begin..end]))) & Traits.Empty) != 0)
            begin += Utf16.FirstLength(document[begin..end]);
        Begin = begin;
        End = end;
        if (begin == end)
        {
            traits = Traits.Empty;
            return;
        }
        ReadOnlySpan<byte> text = document[begin..end];
        (int units, LineShapeKernel.Signs signs) = LineShapeKernel.Read(document, begin, end);
        mark = division.Begins ? (byte)0 : (byte)LineMark.LengthOf(text);
        Indent = begin == start ? 0 : Utf16LengthKernel.Count(document[start..], begin - start);
        Length = Math.Max(0, Indent + units - division.Gain); // what ends with white space of other kinds is shorter
        traits = (first & Traits.BeginsSmall) | (last & EndTraits) | (mark > 0 ? Traits.BeginsItem : 0) | ((signs & LineShapeKernel.Signs.Gap) != 0 ? Traits.Gap : 0);
        if ((last & Traits.Divided) != 0 && !EndsWithLetterBefore(text))
            traits &= ~Traits.Divided;
        if (division.Begins)
            traits |= Traits.BeginsSmall;
        if (division.Ends)
            traits = (traits | Traits.EndsOpen | Traits.EndsWithLetter) & ~Traits.Announces;
        if (isInFence || text[0] == '#' || (signs & LineShapeKernel.Signs.Verbatim) != 0 || ((signs & LineShapeKernel.Signs.SmallLetter) == 0 && !division.Begins && !HasSmallLetter(text)) || (HasGap && IsRow(text, mark)))
            traits |= Traits.Verbatim;
    }

    [Flags]
    private enum Traits : ushort
    {
        None = 0,
        Empty = 1,
        Verbatim = 2,
        BeginsItem = 4,
        BeginsSmall = 8,
        EndsOpen = 16,
        EndsWithLetter = 32,
        Announces = 64,
        Divided = 128,
        Gap = 256,
    }

    private static ReadOnlySpan<byte> RowGap => "     "u8;

    /// <summary>Where its text begins in the document, white space aside.</summary>
    public int Begin { get; }

    /// <summary>And where it ends.</summary>
    public int End { get; }

    /// <summary>Blanks before the text.</summary>
    public int Indent { get; }

    /// <summary>Where the line ends, its indent included.</summary>
    public int Length { get; }

    /// <summary>Where the text begins behind a bullet or number: lines that hang below an item begin there too.</summary>
    public int TextColumn => Indent + mark;

    public bool IsEmpty => (traits & Traits.Empty) != 0;

    /// <summary>Whether its line breaks are its own: table, code, markup, a heading in capitals.</summary>
    public bool IsVerbatim => (traits & Traits.Verbatim) != 0;

    /// <summary>Whether it begins with a dash, a bullet, a number or letter of an enumeration, a paragraph sign, an article, a chapter.</summary>
    public bool BeginsItem => (traits & Traits.BeginsItem) != 0;

    public bool BeginsSmall => (traits & Traits.BeginsSmall) != 0;

    /// <summary>Whether it ends within a sentence, as far as its last sign can tell.</summary>
    public bool EndsOpen => (traits & Traits.EndsOpen) != 0;

    public bool EndsWithLetter => (traits & Traits.EndsWithLetter) != 0;

    /// <summary>Whether it ends as the line before an item does.</summary>
    public bool Announces => (traits & Traits.Announces) != 0;

    /// <summary>Whether it ends with the first half of a word, which no blank may part from the second.</summary>
    public bool IsDivided => (traits & Traits.Divided) != 0;

    /// <summary>Whether two blanks stand side by side between its words.</summary>
    public bool HasGap => (traits & Traits.Gap) != 0;

    /// <summary>Whether this line and the next may be of one paragraph.</summary>
    public bool IsPairWith(in WrappedLine next) => (((traits | next.traits) & (Traits.Empty | Traits.Verbatim)) | (next.traits & Traits.BeginsItem)) == 0;

    /// <summary>Whether a sentence goes on from this line in the next.</summary>
    public bool RunsOnIn(in WrappedLine next) => EndsOpen && next.BeginsSmall;

    /// <summary>A letter, a comma or a dash, after which a sentence may go on.</summary>
    public static bool IsOpen(char last) => (TraitsOf(last) & Traits.EndsOpen) != 0;

    /// <summary>Characters up to the line's first blank behind its indent.</summary>
    public static int FirstWordLengthOf(ReadOnlySpan<byte> line)
    {
        ReadOnlySpan<byte> text = Utf16.Trim(line);
        int blank = text.IndexOf((byte)' ');
        return Utf16LengthKernel.Count(text, blank < 0 ? text.Length : blank);
    }

    /// <summary>The line's last three letters, packed; 0 if it has fewer.</summary>
    public static long RhymeOf(ReadOnlySpan<byte> line)
    {
        long rhyme = 0;
        for (int at = line.Length - 1, letters = 0; at >= 0; at--)
        {
            char unit = (char)line[at];
            if (unit >= 0x80)
            {
                unit = Utf16.Last(line[..(at + 1)]);
                at = Utf16.LastIndex(line[..(at + 1)]);
            }
            char letter = unit < TableUnits ? LettersByUnit[unit] : ReadLetter(unit);
            if (letter == 0)
                continue;
            rhyme = (rhyme << 16) | letter;
            if (++letters == RhymeLetters)
                return rhyme;
        }
        return 0;
    }

    private static Traits TraitsOf(char unit) => unit < TableUnits ? TraitsByUnit[unit] : ReadTraits(unit);

    private static Traits ReadTraits(char unit) =>
        (char.IsWhiteSpace(unit) ? Traits.Empty : 0)
        | (char.IsLower(unit) ? Traits.BeginsSmall : 0)
        | (char.IsLetter(unit) || unit is ',' or '–' or '—' ? Traits.EndsOpen : 0)
        | (char.IsLetterOrDigit(unit) ? Traits.EndsWithLetter : 0)
        | (unit is ':' or ';' ? Traits.Announces : 0)
        | (DividedWord.IsSign(unit) ? Traits.Divided : 0);

    private static char ReadLetter(char unit) => char.IsLetter(unit) ? char.ToLowerInvariant(unit) : '\0';

    /// <summary>Whether a letter stands before the last character.</summary>
    private static bool EndsWithLetterBefore(ReadOnlySpan<byte> text) => text[..Utf16.LastIndex(text)] is { IsEmpty: false } before && char.IsLetter(Utf16.Last(before));

    private static bool HasSmallLetter(ReadOnlySpan<byte> text)
    {
        for (; !text.IsEmpty; text = text[Utf16.FirstLength(text)..])
        {
            if (char.IsLower(Utf16.First(text)))
                return true;
        }
        return false;
    }

    private static bool IsRow(ReadOnlySpan<byte> text, int mark)
    {
        if (text.IndexOf(RowGap) < 0)
            return false;
        for (int i = 0; i < mark; i++) // marks have no characters of two units
            text = text[Utf16.FirstLength(text)..];
        int narrowest = int.MaxValue, widest = 0, gap = 0;
        foreach (byte value in text)
        {
            if (value != ' ' && gap > 0)
                (narrowest, widest) = (Math.Min(narrowest, gap), Math.Max(widest, gap));
            gap = value == ' ' ? gap + 1 : 0;
        }
        return widest - narrowest >= MinRowGap;
    }
}
