namespace Spichlerz.Hpc.Tests.Shards;

/// <summary>Gives its bytes in pieces of the given sizes, over and over, and throws <paramref name="failure"/>, if any, where they end.</summary>
internal sealed class ChunkedStream(byte[] content, int[] chunks, Exception? failure = null) : MemoryStream(content)
{
    private int reads;

    public override int Read(byte[] buffer, int offset, int count)
    {
        if (Position == Length && failure is not null)
            throw failure;
        int chunk = chunks.Length == 0 ? count : chunks[reads++ % chunks.Length];
        return base.Read(buffer, offset, Math.Min(count, chunk));
    }
}
