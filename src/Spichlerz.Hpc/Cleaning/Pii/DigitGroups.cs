namespace Spichlerz.Hpc.Cleaning.Pii;

/// <summary>A number as it is written: groups of digits joined by single signs, such as 22 123-45-67.</summary>
internal sealed class DigitGroups
{
    /// <summary>More digits than any number looked for has.</summary>
    private const int MaxDigits = 32;
    private const int MaxGroups = 10;

    private readonly byte[] digits = new byte[MaxDigits];
    private readonly int[] lengths = new int[MaxGroups];
    private readonly int[] ends = new int[MaxGroups];
    private readonly byte[] joints = new byte[MaxGroups];
    private int digitCount;

    /// <summary>Groups read: all of the number, or as many as fit.</summary>
    public int Count { get; private set; }

    /// <summary>Values of the digits of all groups, one after the other.</summary>
    public ReadOnlySpan<byte> Digits => digits.AsSpan(0, digitCount);

    public int Length(int group) => lengths[group];

    /// <summary>Index of the first byte behind the group.</summary>
    public int End(int group) => ends[group];

    /// <summary>The sign between this group and the next one: blank (or no-break space), - . / or a bracket, perhaps with a blank; 0 where no digit follows.</summary>
    public byte Joint(int group) => joints[group];

    /// <summary>Reads from the digit at <paramref name="start"/> on.</summary>
    public void Read(ReadOnlySpan<byte> text, int start)
    {
        (Count, digitCount) = (0, 0);
        for (int i = start; Count < MaxGroups;)
        {
            int group = i;
            while (i < text.Length && Border.IsDigit(text[i]) && digitCount < MaxDigits)
                digits[digitCount++] = (byte)(text[i++] - '0');
            lengths[Count] = i - group;
            ends[Count] = i;
            int width = JointWidth(text, i);
            joints[Count] = width == 0 ? (byte)0 : text[i] == 0xC2 ? (byte)' ' : text[i + width - 1] == (byte)'(' ? (byte)'(' : text[i];
            Count++;
            if (width == 0 || digitCount == MaxDigits)
                return;
            i += width;
        }
    }

    /// <summary>Whether the number begins with groups of these lengths, all joined by one of these signs.</summary>
    public bool Begins(ReadOnlySpan<int> shape, ReadOnlySpan<byte> signs)
    {
        if (Count < shape.Length)
            return false;
        for (int i = 0; i < shape.Length; i++)
        {
            if (lengths[i] != shape[i] || (i > 0 && (!signs.Contains(joints[i - 1]) || joints[i - 1] != joints[0])))
                return false;
        }
        return true;
    }

    private static int JointWidth(ReadOnlySpan<byte> text, int index)
    {
        int width = index >= text.Length ? 0 : text[index] switch
        {
            0xC2 when index + 1 < text.Length && text[index + 1] == 0xA0 => 2,
            (byte)'(' => 1,
            (byte)' ' when index + 1 < text.Length && text[index + 1] == (byte)'(' => 2,
            (byte)' ' or (byte)'-' or (byte)'.' or (byte)'/' => 1,
            (byte)')' => index + 1 < text.Length && text[index + 1] is (byte)' ' or (byte)'-' ? 2 : 1,
            _ => 0,
        };
        return width > 0 && index + width < text.Length && Border.IsDigit(text[index + width]) ? width : 0;
    }
}
