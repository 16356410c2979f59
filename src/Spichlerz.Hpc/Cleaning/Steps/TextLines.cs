using System.Text;
using Spichlerz.Hpc.Documents;

namespace Spichlerz.Hpc.Cleaning.Steps;

/// <summary>Goes over the lines of a document that hold a word: empty lines, and those of dots or dashes such as books put between scenes, are no lines to a rule.</summary>
internal ref struct TextLines(ReadOnlySpan<byte> text, TextAnalysis analysis)
{
    private readonly ReadOnlySpan<byte> text = text;
    private readonly ReadOnlySpan<int> starts = analysis.LineStarts;
    private readonly ReadOnlySpan<int> lengths = analysis.LineLengths;
    private readonly ReadOnlySpan<int> words = analysis.LineWords;
    private int line;

    public TextLines(Document document)
        : this(document.Text.Span, document.Analysis!)
    {
    }

    /// <summary>The line without blanks around it.</summary>
    public ReadOnlySpan<byte> Current { get; private set; }

    /// <summary>Byte offset of <see cref="Current"/>'s line.</summary>
    public int Start { get; private set; }

    /// <summary>Byte offset of <see cref="Current"/> itself.</summary>
    public int Offset { get; private set; }

    /// <summary>The first of its words in the document's table.</summary>
    public int FirstWord { get; private set; }

    /// <summary>Number of words in the line.</summary>
    public int Words { get; private set; }

    /// <summary>Whether an empty line stands before it, or nothing.</summary>
    public bool BeginsParagraph { get; private set; }

    public bool MoveNext()
    {
        BeginsParagraph = line == 0;
        for (; line < starts.Length; line++)
        {
            Start = starts[line];
            FirstWord += Words;
            Words = words[line] - FirstWord;
            Current = text.Slice(Start, lengths[line]);
            Offset = Start;
            if (!Current.IsEmpty && (Current[0] <= ' ' || Current[^1] <= ' ')) // a general trim takes longer than most lines need
            {
                Current = Current.TrimStart(" \t\r"u8);
                Offset += lengths[line] - Current.Length;
                Current = Current.TrimEnd(" \t\r"u8);
            }
            if (Words > 0)
            {
                line++;
                return true;
            }
            BeginsParagraph |= Current.IsEmpty;
        }
        return false;
    }

    /// <summary>Code points of UTF-8 text.</summary>
    public static int Characters(ReadOnlySpan<byte> utf8)
    {
        int characters = 0;
        foreach (byte value in utf8)
            characters += (value & 0xC0) != 0x80 ? 1 : 0;
        return characters;
    }

    /// <summary>The code point that the text ends with; U+FFFD where there is none.</summary>
    public static Rune Last(ReadOnlySpan<byte> utf8)
    {
        Rune.DecodeLastFromUtf8(utf8, out Rune last, out _);
        return last;
    }
}
