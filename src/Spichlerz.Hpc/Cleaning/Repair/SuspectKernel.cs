using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Spichlerz.Hpc.Cleaning.Repair;

/// <summary>Finds the characters of a UTF-8 text that may be damage of its encoding. The first two bytes of a character give its classes.</summary>
internal static class SuspectKernel
{
    private const byte FirstLead = 0xC2;
    private const int BlockBytes = 64;

    /// <summary>Classes by first byte from C2 and the low six bits of the second.</summary>
    private static readonly SuspectClasses[] Table = BuildTable();

    /// <summary>Index of the first character of one of the classes, or −1. The text is valid UTF-8.</summary>
    public static int IndexOfSuspect(ReadOnlySpan<byte> utf8, SuspectClasses classes) =>
        Vector256.IsHardwareAccelerated ? IndexOfSuspectVector(utf8, classes) : IndexOfSuspectScalar(utf8, classes);

    internal static int IndexOfSuspectScalar(ReadOnlySpan<byte> utf8, SuspectClasses classes)
    {
        for (int i = 0; i < utf8.Length; i++)
        {
            if ((ClassAt(utf8, i) & classes) != 0)
                return i;
        }
        return -1;
    }

    internal static int IndexOfSuspectVector(ReadOnlySpan<byte> utf8, SuspectClasses classes)
    {
        Span<byte> padded = stackalloc byte[2 * BlockBytes];
        Vector512<byte> unlessTypography = (classes & SuspectClasses.Typography) == 0 ? Vector512<byte>.AllBitsSet : Vector512<byte>.Zero;
        for (int start = 0; start < utf8.Length; start += BlockBytes)
        {
            scoped ReadOnlySpan<byte> block = utf8[start..];
            if (block.Length <= BlockBytes)
            {
                block.CopyTo(padded);
                block = padded;
            }
            Vector512<byte> bytes = Vector512.Create(block), leads = Vector512.GreaterThanOrEqual(bytes, Vector512.Create(FirstLead)) | Vector512.Equals(bytes, Vector512.Create((byte)'&'));
            Vector512<byte> areClean = AreClean(bytes, Vector512.Create(block[1..]), unlessTypography);
            for (ulong candidates = Vector512.AndNot(leads, areClean).ExtractMostSignificantBits(); candidates != 0; candidates &= candidates - 1)
            {
                int index = start + BitOperations.TrailingZeroCount(candidates);
                if ((ClassAt(utf8, index) & classes) != 0)
                    return index;
            }
        }
        return -1;
    }

    /// <summary>The first bytes of characters of no class that Polish is full of: its small letters, most capitals, and quotes and dashes where they are of none.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<byte> AreClean(Vector512<byte> bytes, Vector512<byte> next, Vector512<byte> unlessTypography)
    {
        Vector512<byte> c3 = Vector512.Equals(bytes, Vector512.Create((byte)0xC3)) & Vector512.GreaterThanOrEqual(next, Vector512.Create((byte)0xB2));
        Vector512<byte> c4 = Vector512.Equals(bytes, Vector512.Create((byte)0xC4)) & AreWithin(next, 0x83, 0xB8);
        Vector512<byte> c5 = Vector512.Equals(bytes, Vector512.Create((byte)0xC5)) & (AreWithin(next, 0x80, 0x91) | AreWithin(next, 0x94, 0xA0) | AreWithin(next, 0xB9, 0xBF));
        Vector512<byte> general = Vector512.Equals(bytes, Vector512.Create((byte)0xE2)) & Vector512.Equals(next, Vector512.Create((byte)0x80)) & unlessTypography;
        return c3 | c4 | c5 | general;
    }

    private static Vector512<byte> AreWithin(Vector512<byte> bytes, byte first, byte last) =>
        Vector512.LessThanOrEqual(bytes - Vector512.Create(first), Vector512.Create((byte)(last - first)));

    /// <summary>The classes of the character that begins at the index.</summary>
    public static SuspectClasses ClassAt(ReadOnlySpan<byte> utf8, int index)
    {
        byte first = utf8[index];
        if ((uint)(index + 1) >= (uint)utf8.Length)
            return SuspectClasses.None;
        if (first < FirstLead)
            return first == (byte)'&' && MayBeEntity(utf8[(index + 1)..]) ? SuspectClasses.Entity : SuspectClasses.None;
        SuspectClasses classes = Table[((first - FirstLead) << 6) | (utf8[index + 1] & 0x3F)];
        if ((classes & SuspectClasses.Lead) == 0)
            return classes;
        int next = index + (first < 0xE0 ? 2 : 3);
        return next < utf8.Length && utf8[next] >= FirstLead ? classes : classes & ~SuspectClasses.Lead;
    }

    /// <summary>Whether what follows an ampersand is a letter or number sign, with a semicolon where an entity may have it: not so in addresses and in "R&amp;D".</summary>
    private static bool MayBeEntity(ReadOnlySpan<byte> body) =>
        (body[0] == (byte)'#' || char.IsAsciiLetter((char)body[0])) && body[..Math.Min(body.Length, EntityTable.MaxBody + 1)].Contains((byte)';');

    private static SuspectClasses[] BuildTable()
    {
        var table = new SuspectClasses[(0x100 - FirstLead) << 6];
        Mark(SuspectCharacters.Leads, SuspectClasses.Lead);
        Mark(SuspectCharacters.WesternSigns, SuspectClasses.WesternSign);
        Mark(SuspectCharacters.CentralSigns, SuspectClasses.CentralSign);
        Mark(TypographyRepair.Signs, SuspectClasses.Typography);
        Fill(0x4E00, 0x9FFF, SuspectClasses.Chinese);
        Fill(0xE000, 0xF8FF, SuspectClasses.Glyph);
        Fill(0xFB00, 0xFB06, SuspectClasses.Glyph);
        Fill(0xFFFD, 0xFFFD, SuspectClasses.Glyph);
        return table;

        void Fill(int first, int last, SuspectClasses classes)
        {
            for (int character = first; character <= last; character++)
                Mark(((char)character).ToString(), classes);
        }

        void Mark(string characters, SuspectClasses classes)
        {
            foreach (char character in characters)
            {
                byte[] bytes = System.Text.Encoding.UTF8.GetBytes([character]);
                table[((bytes[0] - FirstLead) << 6) | (bytes[1] & 0x3F)] |= classes;
            }
        }
    }
}
