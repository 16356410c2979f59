using System.Numerics;
using System.Runtime.Intrinsics;
using System.Text;

namespace Spichlerz.Hpc.Cleaning.Unicode;

/// <summary>Finds the first character of a UTF-8 text that normalisation to NFC may touch: the quick check of UAX #15, section 9.</summary>
/// <remarks>Below U+0300, first bytes up to CB, every character is in NFC and combines with nothing; so only bytes from CC are looked at.</remarks>
internal static class NfcScanKernel
{
    private const byte FirstLead = 0xCC;

    public static int IndexOfSuspect(ReadOnlySpan<byte> utf8) =>
        Vector256.IsHardwareAccelerated ? IndexOfSuspectVector(utf8) : IndexOfSuspectScalar(utf8);

    internal static int IndexOfSuspectScalar(ReadOnlySpan<byte> utf8)
    {
        var marks = new MarkOrder();
        return Scan(utf8, 0, ref marks);
    }

    internal static int IndexOfSuspectVector(ReadOnlySpan<byte> utf8)
    {
        var marks = new MarkOrder();
        int start = 0;
        for (; start <= utf8.Length - Vector512<byte>.Count; start += Vector512<byte>.Count)
        {
            Vector512<byte> bytes = Vector512.Create(utf8.Slice(start, Vector512<byte>.Count));
            ulong leads = Vector512.GreaterThanOrEqual(bytes, Vector512.Create(FirstLead)).ExtractMostSignificantBits();
            for (; leads != 0; leads &= leads - 1)
            {
                int index = start + BitOperations.TrailingZeroCount(leads);
                if (marks.IsSuspect(utf8, index)) return index;
            }
        }
        return Scan(utf8, start, ref marks);
    }

    private static int Scan(ReadOnlySpan<byte> utf8, int start, ref MarkOrder marks)
    {
        for (int i = start; i < utf8.Length; i++)
        {
            if (utf8[i] >= FirstLead && marks.IsSuspect(utf8, i)) return i;
        }
        return -1;
    }

    /// <summary>Remembers the mark before, since marks on one letter must stand in the order of their classes.</summary>
    private ref struct MarkOrder
    {
        private int endOfLast;
        private byte classOfLast;

        public bool IsSuspect(ReadOnlySpan<byte> utf8, int index)
        {
            // Polish quotes, dashes and dots are E2 80 xx, where only U+2000 and U+2001 have another form.
            ReadOnlySpan<byte> rest = utf8[index..];
            if (rest.Length > 2 && rest[0] == 0xE2 && rest[1] == 0x80 && rest[2] > 0x81) return false;
            CanonicalTable table = CanonicalTable.Shared;
            if (table.IsPlainLead(rest[0])) return false;
            if (Rune.DecodeFromUtf8(rest, out Rune rune, out int length) != System.Buffers.OperationStatus.Done) return false;
            if (table.IsUnstable(rune.Value)) return true;
            byte combiningClass = table.Class(rune.Value);
            if (combiningClass == 0) return false;
            if (endOfLast == index && classOfLast > combiningClass) return true;
            (endOfLast, classOfLast) = (index + length, combiningClass);
            return false;
        }
    }
}
