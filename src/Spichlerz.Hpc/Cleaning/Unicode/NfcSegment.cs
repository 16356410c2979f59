using System.Buffers;
using System.Text;

namespace Spichlerz.Hpc.Cleaning.Unicode;

/// <summary>A letter with its marks, or another stretch between two boundaries, while it is decomposed, ordered and composed.</summary>
/// <remarks>Rents its memory; a segment may be as long as the text, so ordering sorts and composing goes through once.</remarks>
internal struct NfcSegment : IDisposable
{
    // A byte that is not UTF-8 passes as a character above all others, which nothing composes with.
    private const int FirstOpaque = 0x110000;
    private const int CharacterBits = 21, ClassShift = 53; // below the class the place, so that a plain sort is stable

    private ulong[]? items;
    private int count;

    public void Dispose()
    {
        if (items is not null) ArrayPool<ulong>.Shared.Return(items);
        items = null;
    }

    public void Clear() => count = 0;

    public void AddOpaque(byte value) => Add(FirstOpaque + value, 0);

    /// <summary>Adds the full canonical decomposition of the character.</summary>
    public void AddDecomposed(int character)
    {
        CanonicalTable table = CanonicalTable.Shared;
        while (table.TryDecompose(character, out (int First, int Second) parts))
        {
            if (parts.Second != 0)
            {
                AddDecomposed(parts.First);
                AddDecomposed(parts.Second);
                return;
            }
            character = parts.First;
        }
        Add(character, table.Class(character));
    }

    /// <summary>Orders the marks by class, then composes: UAX #15, definitions D109 and D117 of the Unicode Standard.</summary>
    public void Compose()
    {
        Span<ulong> segment = items.AsSpan(0, count);
        for (int start = 0; start < segment.Length; start++)
        {
            int end = start;
            while (end < segment.Length && Class(segment[end]) != 0)
                end++;
            if (end - start > 1) segment[start..end].Sort();
            start = end;
        }

        int starter = -1, kept = 0;
        foreach (ulong item in segment)
        {
            // Blocked: something stands between that is a starter or has as high a class.
            bool isBlocked = starter < 0 || (kept - 1 > starter && Class(segment[kept - 1]) >= Class(item));
            if (!isBlocked && CanonicalTable.Shared.TryCompose(Character(segment[starter]), Character(item), out int composite))
            {
                segment[starter] = (uint)composite;
                continue;
            }
            if (Class(item) == 0) starter = kept;
            segment[kept++] = item;
        }
        count = kept;
    }

    /// <summary>Most bytes that <see cref="Write"/> can need.</summary>
    public readonly int MaxBytes => count * 4;

    public readonly int Write(Span<byte> destination)
    {
        int written = 0;
        foreach (ulong item in items.AsSpan(0, count))
        {
            int character = Character(item);
            if (character >= FirstOpaque) destination[written++] = (byte)(character - FirstOpaque);
            else written += new Rune(character).EncodeToUtf8(destination[written..]);
        }
        return written;
    }

    private static int Character(ulong item) => (int)(item & ((1 << CharacterBits) - 1));

    private static byte Class(ulong item) => (byte)(item >> ClassShift);

    private void Add(int character, byte combiningClass)
    {
        if (items is null || count == items.Length)
        {
            ulong[] larger = ArrayPool<ulong>.Shared.Rent(Math.Max(64, count * 2));
            items.AsSpan(0, count).CopyTo(larger);
            Dispose();
            items = larger;
        }
        items[count] = ((ulong)combiningClass << ClassShift) | ((ulong)(uint)count << CharacterBits) | (uint)character;
        count++;
    }
}
