using System.Numerics;

namespace Spichlerz.Hpc.Cleaning.Languages;

/// <summary>Goes over the runs without white space of a text, fastText's words, and tells which are words of prose.</summary>
internal ref struct TextRuns(ReadOnlySpan<byte> utf8)
{
    private readonly ReadOnlySpan<byte> utf8 = utf8;
    private int at; // behind the current run
    private int origin = -RunKernel.BlockBytes; // of the block that the masks are of
    private ulong spaces = ulong.MaxValue, punctuation, letters;

    public ReadOnlySpan<byte> Current { get; private set; }

    /// <summary>The text from the current run on.</summary>
    public readonly ReadOnlySpan<byte> Rest => utf8[(at - Current.Length)..];

    /// <summary>Whether the run holds letters only, besides punctuation around it.</summary>
    public bool IsProse { get; private set; }

    /// <summary>Whether it is nothing but punctuation.</summary>
    public bool IsPunctuation { get; private set; }

    public bool MoveNext()
    {
        ulong content;
        while ((content = at - origin < RunKernel.BlockBytes ? ~spaces >> (at - origin) : 0) == 0)
        {
            at = Math.Max(at, origin + RunKernel.BlockBytes);
            if (at >= utf8.Length)
                return false;
            Mark(at);
        }
        int start = at + BitOperations.TrailingZeroCount(content);
        if (spaces >> (start - origin) == 0)
            Mark(start); // a block in which the run may end
        if (spaces >> (start - origin) == 0)
            return TakeLongRun(start);
        int shift = start - origin, length = BitOperations.TrailingZeroCount(spaces >> shift);
        ulong run = (1UL << length) - 1, solid = run & ~(punctuation >> shift);
        ulong inner = ulong.MaxValue << BitOperations.TrailingZeroCount(solid) & ulong.MaxValue >> BitOperations.LeadingZeroCount(solid);
        IsPunctuation = solid == 0;
        IsProse = solid != 0 && (inner & ~(letters >> shift)) == 0;
        Current = utf8.Slice(start, length);
        at = start + length;
        return true;
    }

    /// <summary>A run that fills a block.</summary>
    private bool TakeLongRun(int start)
    {
        while (spaces == 0 && origin + RunKernel.BlockBytes < utf8.Length)
            Mark(origin + RunKernel.BlockBytes);
        at = Math.Min(origin + BitOperations.TrailingZeroCount(spaces), utf8.Length);
        Current = utf8[start..at];
        int first = start, last = at - 1;
        while (first <= last && RunKernel.IsPunctuation(utf8[first]))
            first++;
        while (last > first && RunKernel.IsPunctuation(utf8[last]))
            last--;
        IsPunctuation = first > last;
        IsProse = !IsPunctuation;
        for (int i = first; i <= last && IsProse; i++)
            IsProse = RunKernel.IsLetter(utf8[i]);
        return true;
    }

    private void Mark(int from)
    {
        origin = from;
        RunKernel.Mark(utf8[from..], out spaces, out punctuation, out letters);
    }
}
