using System.Buffers;

namespace Spichlerz.Hpc.Cleaning.Repair;

/// <summary>The characters that wrong readings of Polish leave, and how to tell that a text has none that matters.</summary>
internal static class SuspectCharacters
{
    public const string Leads = "ÄÅÃĹĂâÂÔ─┼├";
    public const string WesternSigns = "¹æê³ñœŸ¿¼¥ÆÊ£ÑŒ¯¡";
    public static readonly string CentralSigns = "±¶¦¬šĽˇ" + string.Concat(Enumerable.Range(0x80, 0x20).Select(control => (char)control));

    private const char FirstChinese = '\u4E00', LastChinese = '\u9FFF';

    private static readonly SearchValues<char> LeadValues = SearchValues.Create(Leads);
    private static readonly SearchValues<char> WesternValues = SearchValues.Create(WesternSigns);
    private static readonly SearchValues<char> CentralValues = SearchValues.Create(CentralSigns);

    /// <summary>The classes of mojibake that occur in a text or line.</summary>
    public static SuspectClasses MojibakeIn(ReadOnlySpan<char> text) =>
        (text.ContainsAny(LeadValues) ? SuspectClasses.Lead : 0) | (text.ContainsAny(WesternValues) ? SuspectClasses.WesternSign : 0)
        | (text.ContainsAny(CentralValues) ? SuspectClasses.CentralSign : 0) | (text.ContainsAnyInRange(FirstChinese, LastChinese) ? SuspectClasses.Chinese : 0);

    /// <summary>The classes that occur in valid UTF-8, without signs in lines whose right letters prove them honest.</summary>
    /// <remarks>One page cannot give both ą and the sign for ą; so "Škoda", "m³" and "fête" cost most documents no more than a look at their line.</remarks>
    public static SuspectClasses ClassesIn(ReadOnlySpan<byte> utf8, SuspectClasses wanted)
    {
        SuspectClasses found = SuspectClasses.None, refuted = SuspectClasses.None;
        for (int at = 0, endOfLine = 0, next; (next = SuspectKernel.IndexOfSuspect(utf8[at..], wanted & ~found)) >= 0; at = EndOfCharacter(utf8, at))
        {
            at += next;
            if (at >= endOfLine)
            {
                int start = utf8[..at].LastIndexOf((byte)'\n') + 1, length = utf8[at..].IndexOf((byte)'\n');
                endOfLine = length < 0 ? utf8.Length : at + length;
                refuted = Refuted(utf8[start..endOfLine]);
            }
            SuspectClasses classes = SuspectKernel.ClassAt(utf8, at) & wanted;
            found |= (classes & SuspectClasses.Sign & ~refuted) == 0 ? classes & ~SuspectClasses.Sign : classes;
        }
        return found;
    }

    private static int EndOfCharacter(ReadOnlySpan<byte> utf8, int at)
    {
        at++;
        while (at < utf8.Length && (utf8[at] & 0xC0) == 0x80)
            at++;
        return at;
    }

    /// <summary>The signs that are honest in a line: all where it has ą ś ź, whose bytes CP1250 and ISO-8859-2 disagree on; those of CP1252 where it has ć ę ł ń ż.</summary>
    private static SuspectClasses Refuted(ReadOnlySpan<byte> line)
    {
        SuspectClasses refuted = SuspectClasses.None;
        for (int at = line.IndexOfAny((byte)0xC4, (byte)0xC5); at >= 0 && at + 1 < line.Length && refuted != SuspectClasses.Sign; at = line.IndexOfAny((byte)0xC4, (byte)0xC5))
        {
            refuted |= (line[at], line[at + 1]) switch
            {
                (0xC4, 0x84 or 0x85) or (0xC5, 0x9A or 0x9B or 0xB9 or 0xBA) => SuspectClasses.Sign,
                (0xC4, 0x86 or 0x87 or 0x98 or 0x99) or (0xC5, (>= 0x81 and <= 0x84) or 0xBB or 0xBC) => SuspectClasses.WesternSign,
                _ => SuspectClasses.None,
            };
            line = line[(at + 2)..];
        }
        return refuted;
    }
}
