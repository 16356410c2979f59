namespace Spichlerz.Hpc.Mpi;

/// <summary>
/// Memory for what other ranks send, one buffer for each, used again by the next exchange. New arrays each time would cost more than the
/// exchange itself: the kernel hands out large ones page by page, zeroed.
/// </summary>
internal sealed class ReceiveBuffers(int size)
{
    private readonly byte[][] buffers = [.. Enumerable.Repeat(Array.Empty<byte>(), size)];

    /// <summary>Memory of unknown content; valid until the same sender's is asked for again.</summary>
    public Memory<byte> Of(int sender, int bytes)
    {
        // Some more than asked for: the exchanges of a loop are of nearly one size.
        if (buffers[sender].Length < bytes)
            buffers[sender] = GC.AllocateUninitializedArray<byte>((int)Math.Min(bytes + (bytes / 8L), Array.MaxLength));
        return buffers[sender].AsMemory(0, bytes);
    }

    /// <summary>Leaves all memory to the garbage collector.</summary>
    public void Release() => Array.Fill(buffers, []);
}
