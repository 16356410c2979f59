using System.Buffers;
using System.Text;

namespace Spichlerz.Hpc.Cleaning.Unicode;

/// <summary>Normalisation Form C of UTF-8 text, with tables of our own: string.Normalize leaves text alone when globalisation is invariant.</summary>
/// <remarks>UAX #15, Unicode 15.1. Bytes that are not UTF-8 stay as they are.</remarks>
public static class NfcNormalizer
{
    /// <summary>−1 when the text is certainly in NFC, else the byte offset of the first character that may have to change.</summary>
    public static int IndexOfSuspect(ReadOnlySpan<byte> utf8) => NfcScanKernel.IndexOfSuspect(utf8);

    /// <summary>Writes the NFC of the text to the beginning of <paramref name="destination"/>, which is replaced when it is too small.</summary>
    /// <returns>How many bytes the result has: at most three times the text's.</returns>
    public static int Normalize(ReadOnlySpan<byte> utf8, ref byte[] destination)
    {
        ArgumentNullException.ThrowIfNull(destination);
        int written = 0, done = 0;
        var segment = new NfcSegment();
        try
        {
            for (int suspect = IndexOfSuspect(utf8); suspect >= 0; suspect = IndexOfSuspect(utf8[done..]))
            {
                int start = BoundaryBefore(utf8, done, done + suspect);
                Append(utf8[done..start], ref destination, ref written);
                done = ReadSegment(utf8, start, ref segment);
                segment.Compose();
                Reserve(ref destination, written, segment.MaxBytes);
                written += segment.Write(destination.AsSpan(written));
            }
        }
        finally
        {
            segment.Dispose();
        }
        Append(utf8[done..], ref destination, ref written);
        return written;
    }

    /// <summary>The start of the last boundary character that begins before <paramref name="end"/>, but no earlier than <paramref name="floor"/>.</summary>
    private static int BoundaryBefore(ReadOnlySpan<byte> utf8, int floor, int end)
    {
        bool found = false;
        while (end > floor && !found)
        {
            found = Rune.DecodeLastFromUtf8(utf8[floor..end], out Rune rune, out int length) != OperationStatus.Done
                || CanonicalTable.Shared.IsBoundary(rune.Value);
            end -= length;
        }
        return end;
    }

    /// <summary>Reads one character, whatever it is, and all up to the next boundary.</summary>
    /// <returns>Where the segment ends.</returns>
    private static int ReadSegment(ReadOnlySpan<byte> utf8, int start, ref NfcSegment segment)
    {
        segment.Clear();
        int end = start;
        while (end < utf8.Length)
        {
            bool isText = Rune.DecodeFromUtf8(utf8[end..], out Rune rune, out int length) == OperationStatus.Done;
            if (end > start && (!isText || CanonicalTable.Shared.IsBoundary(rune.Value))) break;
            if (isText) segment.AddDecomposed(rune.Value);
            foreach (byte value in utf8.Slice(end, isText ? 0 : length))
                segment.AddOpaque(value);
            end += length;
        }
        return end;
    }

    private static void Append(ReadOnlySpan<byte> source, ref byte[] destination, ref int written)
    {
        Reserve(ref destination, written, source.Length);
        source.CopyTo(destination.AsSpan(written));
        written += source.Length;
    }

    private static void Reserve(ref byte[] destination, int written, int more)
    {
        int needed = checked(written + more);
        if (needed > destination.Length)
            Array.Resize(ref destination, (int)Math.Min(Array.MaxLength, Math.Max(needed, destination.Length * 2L)));
    }
}
