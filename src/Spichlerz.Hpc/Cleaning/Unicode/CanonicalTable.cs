using System.Globalization;

namespace Spichlerz.Hpc.Cleaning.Unicode;

/// <summary>Unicode's canonical combining classes, decompositions and compositions, from canonical.txt. Immutable.</summary>
internal sealed class CanonicalTable
{
    /// <summary>Hangul syllables are composed by arithmetic: the Unicode Standard, section 3.12.</summary>
    public const int FirstSyllable = 0xAC00, SyllableCount = 11172, FirstLead = 0x1100, FirstVowel = 0x1161, FirstTail = 0x11A7, LeadCount = 19, VowelCount = 21, TailCount = 28;

    private const string ResourceName = "Spichlerz.Hpc.Cleaning.Unicode.canonical.txt";
    private const int PageSize = 256;
    private const ushort ClassMask = 0xFF, Unstable = 0x100;

    private readonly ushort[] pages = new ushort[0x110000 / PageSize]; // where the page of 256 characters begins in entries, over 256
    private readonly bool[] isPlainLead = new bool[256];
    private readonly Dictionary<int, (int First, int Second)> decompositions = [];
    private readonly Dictionary<(int Base, int Mark), int> compositions = [];
    private ushort[] entries = new ushort[PageSize]; // combining class, Unstable; page 0 is the empty one

    private CanonicalTable(TextReader text)
    {
        while (text.ReadLine() is { } line)
            ReadLine(line);
        for (int i = 1; i < VowelCount + 1; i++)
            Entry(FirstVowel + i - 1) |= Unstable;
        for (int i = 1; i < TailCount; i++)
            Entry(FirstTail + i) |= Unstable;
        for (int lead = 0; lead < isPlainLead.Length; lead++)
            isPlainLead[lead] = HasPlainCharactersOnly(lead);
    }

    public static CanonicalTable Shared { get; } = Load();

    /// <summary>Every pair of a base and a mark that composes.</summary>
    public IReadOnlyDictionary<(int Base, int Mark), int> Compositions => compositions;

    /// <summary>Canonical combining class; 0 for letters and everything else that does not combine.</summary>
    public byte Class(int character) => (byte)(Look(character) & ClassMask);

    /// <summary>Whether NFC may replace the character, alone or with what stands before it (quick check No or Maybe of UAX #15).</summary>
    public bool IsUnstable(int character) => (Look(character) & Unstable) != 0;

    /// <summary>Whether what stands before the character never acts on it or beyond it: normalisation may begin here.</summary>
    public bool IsBoundary(int character) => Look(character) == 0;

    /// <summary>Whether every character with this first UTF-8 byte is a boundary.</summary>
    public bool IsPlainLead(byte lead) => isPlainLead[lead];

    /// <summary>One step of canonical decomposition; Second is 0 for a singleton.</summary>
    public bool TryDecompose(int character, out (int First, int Second) parts)
    {
        int syllable = character - FirstSyllable;
        if ((uint)syllable >= SyllableCount) return decompositions.TryGetValue(character, out parts);
        int tail = syllable % TailCount;
        parts = tail != 0
            ? (character - tail, FirstTail + tail)
            : (FirstLead + (syllable / (VowelCount * TailCount)), FirstVowel + (syllable / TailCount % VowelCount));
        return true;
    }

    public bool TryCompose(int first, int second, out int composite)
    {
        int lead = first - FirstLead, vowel = second - FirstVowel, syllable = first - FirstSyllable, tail = second - FirstTail;
        if ((uint)lead < LeadCount && (uint)vowel < VowelCount)
        {
            composite = FirstSyllable + (((lead * VowelCount) + vowel) * TailCount);
            return true;
        }
        if ((uint)syllable < SyllableCount && syllable % TailCount == 0 && tail is > 0 and < TailCount)
        {
            composite = first + tail;
            return true;
        }
        return compositions.TryGetValue((first, second), out composite);
    }

    private static CanonicalTable Load()
    {
        using Stream resource = typeof(CanonicalTable).Assembly.GetManifestResourceStream(ResourceName)
            ?? throw new InvalidOperationException($"The library lacks its resource {ResourceName}. Build it again.");
        using var text = new StreamReader(resource);
        return new CanonicalTable(text);
    }

    private void ReadLine(string line)
    {
        if (line.StartsWith('#')) return;
        int colon = line.IndexOf(':', StringComparison.Ordinal);
        string[] head = line[..colon].Split(' '), words = line[(colon + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        foreach (string word in words)
        {
            int[] characters = [.. word.Split('-', '=', '+').Select(Hex)];
            switch (head[0])
            {
                case "class":
                    for (int character = characters[0]; character <= characters[^1]; character++)
                        Entry(character) |= byte.Parse(head[1], CultureInfo.InvariantCulture);
                    break;
                case "compose":
                    int mark = Hex(head[1]);
                    compositions.Add((characters[0], mark), characters[1]);
                    decompositions.Add(characters[1], (characters[0], mark));
                    Entry(mark) |= Unstable;
                    break;
                case "decompose":
                    decompositions.Add(characters[0], (characters[1], characters.Length > 2 ? characters[2] : 0));
                    Entry(characters[0]) |= Unstable;
                    break;
                default:
                    throw new InvalidDataException($"canonical.txt: a line begins with {head[0]}. Write the file again with canonical.py.");
            }
        }
    }

    private static int Hex(string text) => int.Parse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);

    private ushort Look(int character) => entries[(pages[character / PageSize] * PageSize) + (character % PageSize)];

    private ref ushort Entry(int character)
    {
        ref ushort page = ref pages[character / PageSize];
        if (page == 0)
        {
            page = (ushort)(entries.Length / PageSize);
            Array.Resize(ref entries, entries.Length + PageSize);
        }
        return ref entries[(page * PageSize) + (character % PageSize)];
    }

    private bool HasPlainCharactersOnly(int lead)
    {
        (int first, int count) = lead switch
        {
            < 0x80 => (lead, 1),
            < 0xC2 => (0, 0), // continuation bytes: not looked at on their own
            < 0xE0 => ((lead & 0x1F) << 6, 1 << 6),
            < 0xF0 => ((lead & 0x0F) << 12, 1 << 12),
            < 0xF5 => ((lead & 0x07) << 18, 1 << 18),
            _ => (0, 0),
        };
        return Enumerable.Range(first, Math.Min(count, 0x110000 - first)).All(IsBoundary);
    }
}
