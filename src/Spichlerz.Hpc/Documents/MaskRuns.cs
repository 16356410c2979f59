using System.Runtime.CompilerServices;

namespace Spichlerz.Hpc.Documents;

/// <summary>What each run of ones in a mask, a word or the gap between two, holds of the ones of another: told for all runs of a block by adding.</summary>
internal static class MaskRuns
{
    /// <summary>A one behind each run that holds a mark; the bits inside runs are others. All marks are inside runs.</summary>
    /// <remarks>
    /// A one that is added to a run turns it to zeros from there to the run's end, and carries; a later one of the same run, added to a one
    /// and a carry, leaves a one. Runs go on from block to block by the carry, which begins as 0.
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)] // some calls for every 64 bytes of text, with the carries in registers
    public static ulong Marked(ulong runs, ulong marks, ref ulong carry)
    {
        ulong sum = unchecked(runs + marks + carry);
        carry = (marks | (runs & ~sum)) >> 63;
        return sum;
    }

    /// <summary>The marks but for the first of each run.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)] // as above
    public static ulong BehindFirst(ulong runs, ulong marks, ref ulong carry) => marks & Marked(runs, marks, ref carry);
}
