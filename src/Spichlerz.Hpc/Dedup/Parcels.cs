using System.Runtime.InteropServices;
using Spichlerz.Hpc.Runs;

namespace Spichlerz.Hpc.Dedup;

/// <summary>Records on their way to other ranks: one growing buffer for each, sent all at once. Made once and used for many exchanges.</summary>
internal sealed class Parcels<T>(IRankGroup group)
    where T : unmanaged
{
    private static readonly int Size = MemoryMarshal.AsBytes<T>(new T[1]).Length;

    // Two sets in turn: receivers may read what was sent until the next collective call, so a set is filled again only after one more exchange.
    private byte[][] buffers = Empty(group.Size);
    private byte[][] others = Empty(group.Size);
    private readonly int[] used = new int[group.Size];

    public void Add(int rank, in T record)
    {
        int at = used[rank];
        if (buffers[rank].Length - at < Size)
            Array.Resize(ref buffers[rank], (int)Math.Min(Math.Max(2L * buffers[rank].Length, 64L * Size), Array.MaxLength / Size * Size));
        MemoryMarshal.Write(buffers[rank].AsSpan(at), in record);
        used[rank] = at + Size;
    }

    /// <summary>Sends everything and returns what came in, in the order of senders. Collective. It lives until the next collective call.</summary>
    public Arrived[] Exchange()
    {
        ReadOnlyMemory<byte>[] incoming = group.Exchange([.. buffers.Select((buffer, rank) => (ReadOnlyMemory<byte>)buffer.AsMemory(0, used[rank]))]);
        Array.Clear(used);
        (buffers, others) = (others, buffers);
        return [.. incoming.Select((parcel, sender) => new Arrived(sender, parcel))];
    }

    /// <summary>The same, as one array of the receiver's own.</summary>
    public T[] ExchangeAll()
    {
        Arrived[] incoming = Exchange();
        var records = new T[incoming.Sum(arrived => arrived.Records.Length)];
        CopyTo(incoming, records);
        return records;
    }

    /// <summary>Copies what came in, sender after sender, and returns the number of records.</summary>
    public static int CopyTo(Arrived[] incoming, Span<T> records)
    {
        int count = 0;
        foreach (Arrived arrived in incoming)
        {
            arrived.Records.CopyTo(records[count..]);
            count += arrived.Records.Length;
        }
        return count;
    }

    private static byte[][] Empty(int ranks) => [.. Enumerable.Range(0, ranks).Select(_ => Array.Empty<byte>())];

    /// <summary>What one rank sent.</summary>
    public readonly record struct Arrived(int Sender, ReadOnlyMemory<byte> Bytes)
    {
        public ReadOnlySpan<T> Records => MemoryMarshal.Cast<byte, T>(Bytes.Span);
    }
}
