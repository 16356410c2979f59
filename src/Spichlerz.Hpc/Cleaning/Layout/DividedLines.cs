namespace Spichlerz.Hpc.Cleaning.Layout;

/// <summary>Remembers of a text whose divided words were rejoined where its lines had ended: that is what they were broken at.</summary>
/// <remarks>One instance serves one thread for many texts.</remarks>
internal sealed class DividedLines
{
    private int[] gains = [];
    private bool[] areDivided = [];

    /// <summary>How many lines had ended with half a word, but for those that have taken in all of the next one.</summary>
    public int Count { get; private set; }

    /// <summary>Starts with a text of so many lines.</summary>
    public void Begin(int lines)
    {
        if (gains.Length <= lines || gains.Length > LineTable.RetainedLines)
            (gains, areDivided) = (new int[lines + (lines / 2) + 1], new bool[lines + (lines / 2) + 1]);
        gains.AsSpan(0, lines + 1).Clear();
        areDivided.AsSpan(0, lines + 1).Clear();
        Count = 0;
    }

    /// <summary>Notes that a line had ended with half a word.</summary>
    /// <param name="line">Its number in the text as it is now.</param>
    /// <param name="gain">UTF-16 units that it has more now.</param>
    /// <param name="loss">Those that the next one has fewer.</param>
    public void Divide(int line, int gain, int loss)
    {
        gains[line] += gain;
        gains[line + 1] -= loss;
        areDivided[line] = true;
        Count++;
    }

    /// <summary>Notes that a line has taken in all of the next one, and so ends where that one had ended.</summary>
    /// <param name="line">Its number in the text as it is now.</param>
    /// <param name="gain">UTF-16 units that it has more than that one had.</param>
    public void TakeIn(int line, int gain) => gains[line] = gain;

    /// <summary>What the line was: units gained since, and whether its begin and its end divided words.</summary>
    public LineDivision this[int line] => new(gains[line], line > 0 && areDivided[line - 1], areDivided[line]);
}
