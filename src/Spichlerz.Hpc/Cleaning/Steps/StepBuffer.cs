namespace Spichlerz.Hpc.Cleaning.Steps;

/// <summary>Memory for what a step writes for the documents of one batch; reused by the next batch.</summary>
internal sealed class StepBuffer
{
    private const int UsualBytes = 1 << 18;

    private byte[] bytes = new byte[UsualBytes];
    private int used;

    /// <summary>Starts a new batch: what was handed out before is no longer valid.</summary>
    public void Clear()
    {
        used = 0;
        if (bytes.Length > 16 * UsualBytes)
            bytes = new byte[UsualBytes];
    }

    /// <summary>Room for at least <paramref name="length"/> bytes; memory handed out before stays valid.</summary>
    public Span<byte> Reserve(int length)
    {
        if (bytes.Length - used < length)
        {
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
