using System.Buffers;
using System.Text;
using System.Text.RegularExpressions;
using Spichlerz.Hpc.Cleaning.Kernels;

namespace Spichlerz.Hpc.Cleaning.Layout;

/// <summary>What a line shows of whether it was broken at a width: its indent and length in characters (UTF-16 units), how it begins and ends.</summary>
internal readonly partial struct WrappedLine
{
    /// <summary>A mark is not wider: <c>1234) </c>.</summary>
    private const int MaxMarkCharacters = 8;

    /// <summary>So many letters at most stand before the full stop of a Roman number, or that of Rozdz.</summary>
    private const int MaxNumberLetters = 6;

    /// <summary>Blanks between words of a line that was justified differ by less; those of a table's row by more.</summary>
    private const int MinRowGap = 4;

    private const int MaxUtf8Bytes = 3; // of a UTF-16 unit

    /// <summary>Signs of tables, code and markup.</summary>
    private static readonly SearchValues<byte> VerbatimSigns = SearchValues.Create("\t|{}<>\\`="u8);

    /// <summary>What marks of ASCII begin with that is no letter.</summary>
    private static readonly SearchValues<byte> MarkSigns = SearchValues.Create("-*+>\"([0123456789"u8);

    private readonly Traits traits;

    /// <param name="document">Valid UTF-8.</param>
    /// <param name="line">The bytes of the line.</param>
    /// <param name="mayBeVerbatim">Whether <see cref="HasVerbatimSigns"/> is so of the document.</param>
    /// <param name="isInFence">Whether it stands in Markdown's code.</param>
    public WrappedLine(ReadOnlySpan<byte> document, Range line, bool mayBeVerbatim, bool isInFence = false)
    {
        ReadOnlySpan<byte> indented = Utf16.TrimEnd(document[line]), text = Utf16.TrimStart(indented);
        if (text.IsEmpty)
        {
            traits = Traits.Empty;
            return;
        }
        int indent = indented.Length - text.Length, mark = MarkLength(text);
        Indent = indent == 0 ? 0 : Utf16LengthKernel.Count(indented, indent);
        Length = Indent + Utf16LengthKernel.Count(document[(line.Start.Value + indent)..], text.Length);
        TextColumn = Indent + mark;
        bool beginsSmall = char.IsLower(Utf16.First(text));
        bool isVerbatim = isInFence || text[0] == '#' || (!beginsSmall && IsHeading(text)) || (mayBeVerbatim && (text.ContainsAny(VerbatimSigns) || IsRow(text, mark)));
        traits = TraitsOfEnd(text) | (mark > 0 ? Traits.BeginsItem : 0) | (beginsSmall ? Traits.BeginsSmall : 0) | (isVerbatim ? Traits.Verbatim : 0);
    }

    [Flags]
    private enum Traits
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
    }

    private static ReadOnlySpan<byte> RowGap => "     "u8;

    /// <summary>Blanks before the text.</summary>
    public int Indent { get; }

    /// <summary>Where the line ends, its indent included.</summary>
    public int Length { get; }

    /// <summary>Where the text begins behind a bullet or number: lines that hang below an item begin there too.</summary>
    public int TextColumn { get; }

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

    /// <summary>Whether this line and the next may be of one paragraph.</summary>
    public bool IsPairWith(in WrappedLine next) => ((traits | next.traits) & (Traits.Empty | Traits.Verbatim)) == 0 && !next.BeginsItem;

    /// <summary>Whether a sentence goes on from this line in the next.</summary>
    public bool RunsOnIn(in WrappedLine next) => EndsOpen && next.BeginsSmall;

    /// <summary>A letter, a comma or a dash, after which a sentence may go on.</summary>
    public static bool IsOpen(char last) => char.IsLetter(last) || last is ',' or '–' or '—';

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
        int letters = 0;
        while (!line.IsEmpty && letters < 3)
        {
            char last = Utf16.Last(line);
            line = line[..Utf16.LastIndex(line)];
            if (char.IsLetter(last))
                (rhyme, letters) = ((rhyme << 16) | char.ToLowerInvariant(last), letters + 1);
        }
        return letters < 3 ? 0 : rhyme;
    }

    /// <summary>Whether a document may have lines with signs of tables, code and markup, or with wide gaps.</summary>
    public static bool HasVerbatimSigns(ReadOnlySpan<byte> document) => document.ContainsAny(VerbatimSigns) || document.IndexOf(RowGap) >= 0;

    private static Traits TraitsOfEnd(ReadOnlySpan<byte> text)
    {
        char last = Utf16.Last(text);
        if (char.IsLetter(last))
            return Traits.EndsOpen | Traits.EndsWithLetter;
        bool isDivided = DividedWord.IsSign(last) && text[..Utf16.LastIndex(text)] is { IsEmpty: false } before && char.IsLetter(Utf16.Last(before));
        return (IsOpen(last) ? Traits.EndsOpen : 0) | (char.IsDigit(last) ? Traits.EndsWithLetter : 0) | (last is ':' or ';' ? Traits.Announces : 0) | (isDivided ? Traits.Divided : 0);
    }

    private static bool IsHeading(ReadOnlySpan<byte> text)
    {
        if (text.ContainsAnyInRange((byte)'a', (byte)'z'))
            return false;
        for (; !text.IsEmpty; text = text[Utf16.FirstLength(text)..])
        {
            if (char.IsLower(Utf16.First(text)))
                return false;
        }
        return true;
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

    /// <summary>Characters of the mark and the blanks behind it; 0 without a mark.</summary>
    private static int MarkLength(ReadOnlySpan<byte> text)
    {
        if (!MayBeginWithMark(text))
            return 0;
        // One character more than is read, for the last one may be cut.
        Span<char> characters = stackalloc char[((2 * MaxMarkCharacters) + 1) * MaxUtf8Bytes];
        int length = Encoding.UTF8.GetChars(text[..Math.Min(text.Length, characters.Length)], characters);
        foreach (ValueMatch mark in Mark().EnumerateMatches(characters[..Math.Min(length, 2 * MaxMarkCharacters)]))
            return mark.Length;
        return 0;
    }

    /// <summary>Whether <see cref="Mark"/> may match. Most lines begin with a word, and few words are a mark or are closed like a number or letter.</summary>
    private static bool MayBeginWithMark(ReadOnlySpan<byte> text)
    {
        if (char.IsAsciiLetter((char)text[0]))
            return text[..Math.Min(text.Length, MaxNumberLetters + 1)].IndexOfAny((byte)'.', (byte)')') >= 0 || BeginsLikePart(text);
        return text[0] < 0x80 ? MarkSigns.Contains(text[0]) : text[0] is 0xC2 or 0xE2; // which lead § © · « and • „ —
    }

    /// <summary>Whether the line may begin with the name of a part, full stop aside: Rozdział, Oddział, Dział, Tytuł, Część, Księga.</summary>
    private static bool BeginsLikePart(ReadOnlySpan<byte> text) => text is
        [(byte)'R', (byte)'o', (byte)'z', ..] or [(byte)'O', (byte)'d', (byte)'d', ..] or [(byte)'D', (byte)'z', (byte)'i', ..]
        or [(byte)'T', (byte)'y', (byte)'t', ..] or [(byte)'C', (byte)'z', ..] or [(byte)'K', (byte)'s', (byte)'i', ..];

    [GeneratedRegex(@"\A(?:[-–—−•*·○▪►◦+>„""«]{0,2}[-–—−•*·○▪►◦+>][ \-–—]*|§+ *|\(?(?:[0-9]{1,3}[a-z]{0,2}|[a-zA-Z]{1,2}|[IVXLC]{1,6})[.)](?: +|\z)|\[[0-9]+\] *|(?:Art|Rozdz|Pkt|Ust)\. *|(?:Rozdzia\w|Oddzia\w|Dzia\w|Tytu\w|Część|Księga) +(?:[0-9]|[IVXLC]+\b)|©)", RegexOptions.CultureInvariant)]
    internal static partial Regex Mark();
}
