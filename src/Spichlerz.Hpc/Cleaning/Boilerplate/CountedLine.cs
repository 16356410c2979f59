using System.Globalization;
using System.Text;

namespace Spichlerz.Hpc.Cleaning.Boilerplate;

/// <summary>A line and the number of documents it stands in.</summary>
/// <param name="Key">Of <see cref="LineKeys"/>, 16 hexadecimal digits.</param>
/// <param name="Words">Words of the line's form: what blanks separate and has a letter.</param>
/// <param name="Text">The line's form, cut to <see cref="MaxTextCharacters"/>.</param>
internal sealed record CountedLine(string Key, long Documents, int Words, string Text)
{
    public const int MaxTextCharacters = 200;

    /// <param name="line">As it stands in a text.</param>
    public static CountedLine Of(ulong key, long documents, ReadOnlySpan<byte> line)
    {
        byte[] form = FormOf(line);
        return new(Format(key), documents, CountWords(form), Cut(Encoding.UTF8.GetString(form)));
    }

    /// <summary>The text of a line as reports show it.</summary>
    public static string TextOf(ReadOnlySpan<byte> line) => Cut(Encoding.UTF8.GetString(FormOf(line)));

    /// <summary>Counts the words of a line. What begins with the bytes C2 and E2 is no letter: §, ©, dashes, quotes, bullets.</summary>
    public static int CountWords(ReadOnlySpan<byte> line)
    {
        int words = 0;
        bool hasLetter = false;
        foreach (byte value in line)
        {
            if (value <= ' ')
                hasLetter = false;
            else if (!hasLetter && (value is > 0xC2 and not 0xE2 || char.IsAsciiLetter((char)value)))
            {
                hasLetter = true;
                words++;
            }
        }
        return words;
    }

    public static string Format(ulong key) => key.ToString("x16", CultureInfo.InvariantCulture);

    public static ulong ParseKey(string key) => ulong.Parse(key, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);

    private static byte[] FormOf(ReadOnlySpan<byte> line)
    {
        line = LineForm.Trim(line);
        byte[] form = new byte[LineForm.MaxGrowth * line.Length];
        return form[..LineForm.Write(line, form)];
    }

    private static string Cut(string text)
    {
        if (text.Length <= MaxTextCharacters)
            return text;
        return text[..(char.IsHighSurrogate(text[MaxTextCharacters - 2]) ? MaxTextCharacters - 2 : MaxTextCharacters - 1)] + "…";
    }
}
