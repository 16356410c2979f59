using Spichlerz.Hpc.Documents;

namespace Spichlerz.Hpc.Cleaning;

/// <summary>Finds where sentences of Polish end, from the table of words and what stands between them.</summary>
/// <remarks>
/// A sentence ends at an empty line, and at . ! ? or … (closing quotation marks and brackets after it aside) before white space and a word
/// that begins one. What follows a full stop is judged by what stands before it: abbreviations ("m.in.", "ust. 2", "św."), initials and
/// ordinals ("5. Pułk") end a sentence only before a word that often begins one ("w 1990 r. Potem"), and so does nothing before a small
/// letter, unless people write without capitals. A line end alone ends no sentence: books and mails are set in lines.
/// Own rules; Punkt (Kiss and Strunk 2006) names the cases.
/// </remarks>
internal static class PolishSentences
{
    private const int ShortNumberDigits = 3, SurelyWholeWord = 5;
    private const int NoMark = -1, EmptyLine = -2;

    private static readonly WordSet Abbreviations = new(
        "adm", "al", "ang", "arch", "art", "asp", "bp", "br", "ca", "cyt", "czyt", "dł", "doc", "dot", "dr", "ds", "dyr", "dz", "ew", "faks", "fr", "franc",
        "gen", "gm", "godz", "hab", "hr", "in", "inż", "im", "jw", "kard", "kl", "kol", "kpr", "kpt", "ks", "kw", "łac", "mar", "mec", "mgr", "mies", "min",
        "mjr", "ml", "mld", "mln", "mł", "nb", "niem", "np", "nr", "ob", "obj", "ok", "op", "os", "par", "pkt", "pl", "płd", "płk", "płn", "pn", "pol", "por",
        "pow", "poz", "ppłk", "ppor", "prof", "przyp", "pt", "red", "reż", "rep", "ros", "rozdz", "rozp", "rtm", "ryc", "rys", "sen", "sierż", "skr", "sp",
        "str", "św", "śp", "tab", "tel", "tj", "tłum", "tow", "tys", "tzn", "tzw", "ul", "ur", "ust", "vol", "wg", "wł", "woj", "ww", "wyd", "zam", "zał",
        "zm", "zob", "zn", "zw", "żeń");

    /// <summary>Abbreviations that close an enumeration, after which a capital begins a sentence.</summary>
    private static readonly WordSet Closers = new("itd", "itp", "etc");

    /// <summary>Words that begin sentences, and no names: not "I", which is a numeral and an initial too.</summary>
    private static readonly WordSet Starters = new(
        "w", "we", "z", "ze", "na", "po", "do", "od", "za", "u", "o", "a", "przy", "przed", "przez", "podczas", "mimo", "obok", "oprócz", "dla", "bez", "nad",
        "pod", "to", "ten", "ta", "te", "tę", "tego", "tej", "tym", "tam", "tu", "tak", "takie", "nie", "jest", "są", "był", "była", "było", "byli", "ale",
        "jednak", "potem", "później", "wtedy", "wówczas", "dlatego", "gdy", "gdyby", "kiedy", "jeśli", "jeżeli", "ponieważ", "on", "ona", "oni", "one", "jego",
        "jej", "ich", "wszystko", "wszyscy", "już", "jeszcze", "także", "również", "natomiast", "następnie", "więc", "zatem", "co", "jak", "czy", "gdzie",
        "mamy", "można", "należy", "trzeba", "obecnie", "dziś", "teraz", "każdy", "niektórzy", "żaden");

    /// <summary>Sentences of a text: none without words, else at least one.</summary>
    public static int Count(ReadOnlySpan<byte> text, TextAnalysis analysis)
    {
        if (analysis.WordCount == 0)
            return 0;
        int sentences = 1;
        for (int word = 0; word + 1 < analysis.WordCount; word++)
            sentences += EndsAfter(word, text, analysis) ? 1 : 0;
        return sentences;
    }

    /// <summary>Whether a sentence ends between a word and the next, which exists.</summary>
    public static bool EndsAfter(int word, ReadOnlySpan<byte> text, TextAnalysis analysis)
    {
        int end = analysis.WordStarts[word] + analysis.WordLengths[word];
        ReadOnlySpan<byte> gap = text[end..analysis.WordStarts[word + 1]];
        if (gap.Length < 2) // a mark and white space, or two line ends
            return false;
        int mark = LastMark(gap, out int after);
        return mark < 0 ? mark == EmptyLine : EndsAt(mark, after, gap, word, text, analysis);
    }

    /// <summary><see cref="EndsAfter"/> where the gap between two words holds one mark and no empty line, which most gaps that are asked about do.</summary>
    /// <param name="at">Where the mark begins in the text.</param>
    public static bool EndsAtOnlyMark(int at, int word, ReadOnlySpan<byte> text, TextAnalysis analysis)
    {
        int end = analysis.WordStarts[word] + analysis.WordLengths[word];
        ReadOnlySpan<byte> gap = text[end..analysis.WordStarts[word + 1]];
        int mark = at - end;
        return EndsAt(mark, mark + (gap[mark] == 0xE2 ? "…"u8.Length : 1), gap, word, text, analysis);
    }

    private static bool EndsAt(int mark, int after, ReadOnlySpan<byte> gap, int word, ReadOnlySpan<byte> text, TextAnalysis analysis)
    {
        ReadOnlySpan<byte> behind = gap[after..];
        if (!behind.IsEmpty && behind[0] > (byte)' ')
            behind = SkipClosers(behind);
        if (behind.IsEmpty || behind[0] is not ((byte)' ' or (byte)'\n' or (byte)'\t' or (byte)'\r' or 0xC2)) // C2: the no-break space
            return false;
        bool isPlain = after == gap.Length - 1; // nothing but one blank or line end after the mark
        bool isSmall = (analysis.WordClasses[word + 1] & (WordClass.FirstUpper | WordClass.Digits)) == 0;
        bool isFullStop = gap[mark] == (byte)'.' && (mark == 0 || (mark == 1 && gap[0] == (byte)' ')); // tokenised corpora have a blank before it
        if (isFullStop)
            return isSmall ? isPlain && IsWholeWord(word, text, analysis) : EndsAtFullStop(word, text, analysis);
        return !isSmall || (isPlain && gap[mark] is (byte)'!' or (byte)'?');
    }

    /// <summary>After a word and one full stop, where the next word begins with a capital or a digit.</summary>
    private static bool EndsAtFullStop(int word, ReadOnlySpan<byte> text, TextAnalysis analysis)
    {
        ulong hash = analysis.WordHashes[word], next = analysis.WordHashes[word + 1];
        bool nextIsNumber = (analysis.WordClasses[word + 1] & WordClass.Digits) != 0, isNumber = IsNumber(word, analysis);
        if (Closers.Contains(hash))
            return true;
        bool isOrdinal = isNumber && analysis.WordCharacters[word] <= ShortNumberDigits;
        if (!isOrdinal && analysis.WordCharacters[word] > 1 && !Abbreviations.Contains(hash))
            return isNumber || !IsRomanAtLineStart(word, text, analysis);
        if (nextIsNumber || (isOrdinal && BeginsLine(word, text, analysis)))
            return false; // "ust. 2", "12. 05. 2020", and the numbers of a list
        return Starters.Contains(next) && !IsInitial(word + 1, text, analysis);
    }

    /// <summary>Whether a word before a full stop and a small letter is no abbreviation: long, or ending in a vowel, as those cut short do not.</summary>
    private static bool IsWholeWord(int word, ReadOnlySpan<byte> text, TextAnalysis analysis)
    {
        if ((analysis.WordClasses[word] & WordClass.Digits) != 0 || Abbreviations.Contains(analysis.WordHashes[word]) || Closers.Contains(analysis.WordHashes[word]))
            return false;
        int characters = analysis.WordCharacters[word], last = analysis.WordStarts[word] + analysis.WordLengths[word] - 1;
        return characters >= SurelyWholeWord || (characters > 1 && SyllableKernel.IsVowelEnd(text, last));
    }

    private static bool IsNumber(int word, TextAnalysis analysis) => (analysis.WordClasses[word] & (WordClass.Digits | WordClass.Letters)) == WordClass.Digits;

    private static bool BeginsLine(int word, ReadOnlySpan<byte> text, TextAnalysis analysis)
    {
        int start = analysis.WordStarts[word];
        return start == 0 || text[start - 1] == (byte)'\n';
    }

    private static bool IsRomanAtLineStart(int word, ReadOnlySpan<byte> text, TextAnalysis analysis) =>
        BeginsLine(word, text, analysis) && !text.Slice(analysis.WordStarts[word], analysis.WordLengths[word]).ContainsAnyExcept("IVXLC"u8);

    private static bool IsInitial(int word, ReadOnlySpan<byte> text, TextAnalysis analysis)
    {
        int end = analysis.WordStarts[word] + analysis.WordLengths[word];
        return analysis.WordCharacters[word] == 1 && end < text.Length && text[end] == (byte)'.';
    }

    /// <summary>Where the last end mark begins, and the byte after it; negative where there is none, or an empty line behind the first line end.</summary>
    private static int LastMark(ReadOnlySpan<byte> gap, out int after)
    {
        int mark = NoMark;
        bool isBehindLine = false, isBlank = false; // behind the first line end, and nothing but blanks since
        after = 0;
        for (int i = 0; i < gap.Length; i++) // most gaps have a few bytes
        {
            switch (gap[i])
            {
                case (byte)'\n' when isBlank:
                    return EmptyLine;
                case (byte)'\n':
                    isBlank = !isBehindLine;
                    isBehindLine = true;
                    break;
                case (byte)' ' or (byte)'\t' or (byte)'\r':
                    break;
                case (byte)'.' or (byte)'!' or (byte)'?':
                    (mark, after, isBlank) = (i, i + 1, false);
                    break;
                case 0xE2 when gap[i..].StartsWith("…"u8):
                    (mark, after, isBlank) = (i, i + "…"u8.Length, false);
                    break;
                default:
                    isBlank = false;
                    break;
            }
        }
        return mark;
    }

    private static ReadOnlySpan<byte> SkipClosers(ReadOnlySpan<byte> gap)
    {
        while (!gap.IsEmpty)
        {
            if (gap[0] is (byte)')' or (byte)']' or (byte)'"' or (byte)'\'' or (byte)'*')
                gap = gap[1..];
            else if (gap.StartsWith("”"u8) || gap.StartsWith("’"u8) || gap.StartsWith("“"u8))
                gap = gap["”"u8.Length..];
            else if (gap.StartsWith("»"u8) || gap.StartsWith("«"u8))
                gap = gap["»"u8.Length..];
            else
                break;
        }
        return gap;
    }
}
