using System.Runtime.InteropServices;
using Spichlerz.Hpc.Runs;

namespace Spichlerz.Hpc.Dedup;

/// <summary>Records on their way to other ranks: one growing buffer for each, sent all at once.</summary>
internal sealed class Parcels<T>(IRankGroup group)
    where T : unmanaged
{
    private static readonly int Size = MemoryMarshal.AsBytes<T>(new T[1]).Length;

    private readonly byte[][] buffers = [.. Enumerable.Range(0, group.Size).Select(_ => Array.Empty<byte>())];
    private readonly int[] used = new int[group.Size];

    public void Add(int rank, in T record)
    {
        int at = used[rank];
        if (buffers[rank].Length - at < Size)
            Array.Resize(ref buffers[rank], (int)Math.Min(Math.Max(2L * buffers[rank].Length, 64L * Size), Array.MaxLength / Size * Size));
        MemoryMarshal.Write(buffers[rank].AsSpan(at), in record);
        used[rank] = at + Size;
    }

    /// <summary>Sends everything and returns what came in, in the order of senders. Collective. It lives until the next exchange.</summary>
    public IEnumerable<Arrived> Exchange()
    {
        ReadOnlyMemory<byte>[] incoming = group.Exchange([.. buffers.Select((buffer, rank) => (ReadOnlyMemory<byte>)buffer.AsMemory(0, used[rank]))]);
        Array.Clear(used);
        // Receivers may still read these buffers, so the next round starts with new ones.
        for (int rank = 0; rank < buffers.Length; rank++)
            buffers[rank] = [];
        return incoming.Select((parcel, sender) => new Arrived(sender, parcel));
    }

    /// <summary>What one rank sent.</summary>
    public readonly record struct Arrived(int Sender, ReadOnlyMemory<byte> Bytes)
    {
        public ReadOnlySpan<T> Records => MemoryMarshal.Cast<byte, T>(Bytes.Span);
    }
}
