using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Spichlerz.Hpc.Documents;

/// <summary>
/// Folds the two-byte Latin letters U+00C0 to U+017F of a whole text to one ASCII letter each, so that words with Polish letters
/// are hashed like any others. The plain twin of fold, mask and hash is <see cref="WordFolder"/>.
/// </summary>
internal static class FoldKernel
{
    private const int BlockBytes = WordKernel.BlockBytes;

    /// <summary>
    /// From <see cref="WordKernel"/>'s lower-cased text to the folded one, one byte shorter for each folded letter, and the last four masks.
    /// Letters that fold to two (ß, æ) or have no case stay and are marked unfolded, as are × and ÷. All spans are WordKernel's, or as long.
    /// </summary>
    public static void Fold(ReadOnlySpan<byte> lowered, Span<byte> folded, Span<WordMasks> masks)
    {
        ReadOnlySpan<uint> table = FoldingTable.Entries(foldDiacritics: true);
        ReadOnlySpan<Vector512<byte>> blocks = MemoryMarshal.Cast<byte, Vector512<byte>>(lowered);
        int dropped = 0;
        ulong carry = 0;
        byte carriedLetter = 0;
        for (int b = 0; b < masks.Length; b++)
        {
            int origin = b * BlockBytes;
            Vector512<byte> bytes = blocks[b];
            bytes.CopyTo(folded[(origin - dropped)..]);
            ref WordMasks block = ref masks[b];
            ulong nonAscii = block.NonAscii, folds = 0, upper = 0, polish = 0;
            if (carry != 0)
                folded[origin - dropped] = carriedLetter; // the copy has just put its second byte back
            if (nonAscii != 0)
            {
                ulong leads = Vector512.LessThan(bytes - Vector512.Create((byte)0xC3), Vector512.Create((byte)3)).ExtractMostSignificantBits();
                for (; leads != 0; leads &= leads - 1)
                {
                    int lead = origin + BitOperations.TrailingZeroCount(leads), trail = lead + 1;
                    uint entry = table[(((lowered[lead] << 6) | (lowered[trail] & 0x3F)) - (0xC3 << 6)) & 0xFF];
                    if (!FoldingTable.IsOneCasedLetter(entry))
                        continue;
                    ulong bit = leads & (0 - leads);
                    folds |= bit;
                    upper |= (entry & FoldingTable.Upper) != 0 ? bit : 0;
                    polish |= (entry & FoldingTable.Polish) != 0 ? bit : 0;
                    // What follows moves down by one byte more; 64 bytes reach past the end of this block, where the next one writes again.
                    dropped++;
                    Vector512.Create(lowered.Slice(trail, BlockBytes)).CopyTo(folded[(trail - dropped)..]);
                    folded[trail - dropped] = carriedLetter = (byte)entry;
                }
            }
            block.Lower = (block.Words & ~(block.Upper | block.Digits | nonAscii)) | (folds & ~upper);
            block.Upper |= upper;
            block.Polish = polish;
            block.Folded = folds;
            block.Unfolded = nonAscii & ~(folds | (folds << 1) | carry);
            carry = folds >> (BlockBytes - 1);
        }
    }

    /// <summary>The masks of <see cref="Fold"/> where nothing is to be folded.</summary>
    public static void LeaveUnfolded(Span<WordMasks> masks)
    {
        foreach (ref WordMasks block in masks)
        {
            block.Lower = block.Words & ~(block.Upper | block.Digits | block.NonAscii);
            block.Polish = block.Folded = 0;
            block.Unfolded = block.NonAscii;
        }
    }
}
