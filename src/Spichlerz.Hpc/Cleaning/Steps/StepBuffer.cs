namespace Spichlerz.Hpc.Cleaning.Steps;

/// <summary>Memory for what a step writes for the documents of one batch; reused by the next batch.</summary>
internal sealed class StepBuffer
{
    private const int UsualBytes = 1 << 18, MostBytes = 1 << 22;

    private byte[] bytes = new byte[UsualBytes];
    private int used;
    private long wanted;

    /// <summary>Starts a new batch: what was handed out before is no longer valid.</summary>
    public void Clear()
    {
        // What one batch needed the next will need, too; a new array each time would cost more than what is written into it.
        long length = Math.Clamp(wanted, UsualBytes, MostBytes);
        if (bytes.Length < length || bytes.Length > MostBytes)
            bytes = new byte[length];
        (used, wanted) = (0, 0);
    }

    /// <summary>Room for at least <paramref name="length"/> bytes; memory handed out before stays valid.</summary>
    public Span<byte> Reserve(int length)
    {
        if (bytes.Length - used < length)
        {
            wanted += used + length;
            bytes = new byte[Math.Max(length, UsualBytes)];
            used = 0;
        }
        return bytes.AsSpan(used);
    }

    /// <summary>Keeps the first bytes of what <see cref="Reserve"/> gave.</summary>
    public ReadOnlyMemory<byte> Take(int length)
    {
        used += length;
        return bytes.AsMemory(used - length, length);
    }
}
