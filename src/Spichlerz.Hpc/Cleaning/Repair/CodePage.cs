using System.Text;

namespace Spichlerz.Hpc.Cleaning.Repair;

/// <summary>A single-byte code page both ways, from the tables of System.Text.Encoding.CodePages, which are part of .NET and the same everywhere.</summary>
/// <remarks>Undefined bytes are C1 controls, as .NET and browsers decode them.</remarks>
internal sealed class CodePage
{
    /// <summary>Every character of the pages used lies below: box-drawing is U+2500 to U+25A0.</summary>
    private const int Characters = 0x25C0;

    private readonly char[] toCharacter = new char[256];
    private readonly byte[] toByte = new byte[Characters];

    private CodePage(Encoding encoding)
    {
        for (int i = 0; i < 256; i++)
            toCharacter[i] = encoding.GetChars([(byte)i])[0];
        for (int i = 0x80; i < 256; i++)
            toByte[toCharacter[i]] = (byte)i;
    }

    public static CodePage Cp1250 { get; } = new(Numbered(1250));

    public static CodePage Cp1252 { get; } = new(Numbered(1252));

    public static CodePage Cp852 { get; } = new(Numbered(852));

    public static CodePage Iso88592 { get; } = new(Numbered(28592));

    public static CodePage Iso88591 { get; } = new(Encoding.Latin1);

    public char ToCharacter(byte value) => toCharacter[value];

    /// <summary>The byte of a character outside ASCII; 0 if the page lacks it.</summary>
    public byte ToByte(char character) => character < Characters ? toByte[character] : (byte)0;

    private static Encoding Numbered(int number) => CodePagesEncodingProvider.Instance.GetEncoding(number)
        ?? throw new PlatformNotSupportedException($"This .NET has no code page {number}. Use the runtime that the program was built for.");
}
