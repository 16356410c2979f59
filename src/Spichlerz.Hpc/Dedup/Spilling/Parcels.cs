using System.Runtime.InteropServices;
using Spichlerz.Hpc.Runs;

namespace Spichlerz.Hpc.Dedup.Spilling;

/// <summary>Records on their way to other ranks: one growing buffer for each, sent all at once. Made once and used for many exchanges.</summary>
internal sealed class Parcels<T>(IRankGroup group)
    where T : unmanaged
{
    private static readonly int Size = RecordSize<T>.Bytes;

    private const int FirstRecords = 64;

    // Two sets in turn: receivers may read what was sent until the next collective call, so a set is filled again only after one more exchange.
    private byte[][] buffers = Empty(group.Size);
    private byte[][] others = Empty(group.Size);
    private readonly int[] used = new int[group.Size];
    private long count;

    /// <summary>What is done with the records that one rank sent.</summary>
    public delegate void Receive(ReadOnlySpan<T> records);

    public void Add(int rank, in T record)
    {
        int at = used[rank];
        if (buffers[rank].Length - at < Size)
            Array.Resize(ref buffers[rank], (int)Math.Min(Math.Max(2L * buffers[rank].Length, (long)FirstRecords * Size), Array.MaxLength / Size * Size));
        MemoryMarshal.Write(buffers[rank].AsSpan(at), in record);
        used[rank] = at + Size;
        count++;
    }

    /// <summary>Sends everything and returns what came in, in the order of senders. Collective. It lives until the next collective call.</summary>
    public Arrived[] Exchange()
    {
        ReadOnlyMemory<byte>[] incoming = group.Exchange([.. buffers.Select((buffer, rank) => (ReadOnlyMemory<byte>)buffer.AsMemory(0, used[rank]))]);
        Array.Clear(used);
        count = 0;
        (buffers, others) = (others, buffers);
        return [.. incoming.Select((parcel, sender) => new Arrived(sender, parcel))];
    }

    /// <summary>Moves all that the ranks have to send, in exchanges of bounded size. Collective.</summary>
    /// <param name="maxRecords">A rank sends once it has added so many.</param>
    /// <param name="produce">Adds a few records; false if there were none left.</param>
    /// <param name="accept">Told of what came in.</param>
    /// <exception cref="OperationCanceledException">A rank was asked to stop: thrown on all ranks.</exception>
    public void Flow(int maxRecords, Func<bool> produce, Receive accept, CancellationToken cancel)
    {
        Span<long> state = stackalloc long[2];
        for (bool hasMore = true; ;)
        {
            while (hasMore && count < maxRecords)
                hasMore = produce();
            foreach (Arrived arrived in Exchange())
                accept(arrived.Records);
            (state[0], state[1]) = (hasMore ? 1 : 0, cancel.IsCancellationRequested ? 1 : 0);
            group.Sum(state);
            if (state[1] > 0)
                throw new OperationCanceledException(cancel);
            if (state[0] == 0)
                return;
        }
    }

    private static byte[][] Empty(int ranks) => [.. Enumerable.Range(0, ranks).Select(_ => Array.Empty<byte>())];

    /// <summary>What one rank sent.</summary>
    public readonly record struct Arrived(int Sender, ReadOnlyMemory<byte> Bytes)
    {
        public ReadOnlySpan<T> Records => MemoryMarshal.Cast<byte, T>(Bytes.Span);
    }
}
