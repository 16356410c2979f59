using System.Runtime.InteropServices;
using Spichlerz.Hpc.Runs;

namespace Spichlerz.Hpc.EndToEnd.Mpi;

/// <summary>What every kind of rank group must do alike; each throws on the rank that sees something wrong.</summary>
internal static class RankGroupProbes
{
    private const int Rounds = 8;
    private const int LargeBytes = 1_080_000_000; // two of them are more than 2^31
    private const int TicketCount = 3_000;

    /// <summary>Sum, Broadcast, Gather with payloads of no, one and many chunks.</summary>
    public static void Collectives(IRankGroup group, int chunkBytes)
    {
        long[] values = [.. Enumerable.Range(0, 1000).Select(i => (long)i << 40 | (uint)group.Rank)];
        group.Sum(values);
        long ranks = Enumerable.Range(0, group.Size).Sum();
        Demand(values.Select((value, i) => value == ((long)i << 40) * group.Size + ranks).All(isRight => isRight), "Sum");
        group.Sum([]);
        foreach (int bytes in Sizes(chunkBytes))
        {
            byte[] received = group.Broadcast(group.Rank == 0 ? Content(0, 0, bytes) : []);
            Demand(received.AsSpan().SequenceEqual(Content(0, 0, bytes)), $"Broadcast of {bytes} bytes");
            ReadOnlyMemory<byte>[] gathered = group.Gather(Content(group.Rank, 0, bytes + group.Rank));
            Demand(gathered.Length == (group.Rank == 0 ? group.Size : 0), "Gather: number of parcels");
            for (int rank = 0; rank < gathered.Length; rank++)
                Demand(gathered[rank].Span.SequenceEqual(Content(rank, 0, bytes + rank)), $"Gather of {bytes} bytes from rank {rank}");
        }
    }

    /// <summary>Parcels of all sizes around the borders of chunks, different for each pair of ranks, while the collector moves what it can.</summary>
    public static void Exchange(IRankGroup group, int chunkBytes)
    {
        int[] sizes = Sizes(chunkBytes);
        bool isOver = false;
        var collector = new Thread(() =>
        {
            for (; !Volatile.Read(ref isOver); Thread.Sleep(2))
                GC.Collect(2, GCCollectionMode.Forced, blocking: true, compacting: true);
        });
        collector.Start();
        for (int round = 0; round < Rounds; round++)
        {
            int SizeOf(int from, int to) => sizes[((from * 5) + (to * 3) + round) % sizes.Length];
            ReadOnlyMemory<byte>[] incoming = group.Exchange([.. Enumerable.Range(0, group.Size).Select(to => (ReadOnlyMemory<byte>)Content(group.Rank, to, SizeOf(group.Rank, to)))]);
            Demand(incoming.Length == group.Size, "Exchange: number of parcels");
            for (int from = 0; from < group.Size; from++)
                Demand(incoming[from].Span.SequenceEqual(Content(from, group.Rank, SizeOf(from, group.Rank))), $"Exchange round {round}: {SizeOf(from, group.Rank)} bytes from rank {from}");
        }
        Volatile.Write(ref isOver, true);
        collector.Join();
    }

    /// <summary>More than 2 GiB to and from every rank; with 3 ranks about 10 GB of memory in all.</summary>
    public static void ExchangeLarge(IRankGroup group)
    {
        byte[] parcel = new byte[LargeBytes];
        Span<ulong> words = MemoryMarshal.Cast<byte, ulong>(parcel.AsSpan());
        for (int i = 0; i < words.Length; i++)
            words[i] = Word(group.Rank, i);
        ReadOnlyMemory<byte>[] incoming = group.Exchange([.. Enumerable.Repeat((ReadOnlyMemory<byte>)parcel, group.Size)]);
        Demand(incoming.Sum(arrived => (long)arrived.Length) == (long)LargeBytes * group.Size, "sum of sizes");
        for (int from = 0; from < group.Size; from++)
        {
            ReadOnlySpan<ulong> arrived = MemoryMarshal.Cast<byte, ulong>(incoming[from].Span);
            for (int i = 0; i < arrived.Length; i++)
                Demand(arrived[i] == Word(from, i), "content");
        }
    }

    /// <summary>Draws tickets in two stages, rank 0 computing between its own: each number is given out once. Then again with rank 0 waiting only.</summary>
    public static void Tickets(IRankGroup group)
    {
        foreach (bool rank0Draws in new[] { true, true, false })
        {
            group.ResetTickets();
            var own = new List<long>();
            while ((group.Rank > 0 || rank0Draws) && group.NextTicket() is var ticket && ticket < TicketCount)
            {
                own.Add(ticket);
                if (group.Rank == 0)
                    Compute();
            }
            ReadOnlyMemory<byte>[] parts = group.Gather(MemoryMarshal.AsBytes(CollectionsMarshal.AsSpan(own)).ToArray());
            long[] drawn = [.. parts.SelectMany(part => MemoryMarshal.Cast<byte, long>(part.Span).ToArray()).Order()];
            if (group.Rank == 0 && (rank0Draws || group.Size > 1))
                Demand(drawn.Select((ticket, i) => ticket == i).All(isRight => isRight) && drawn.Length == TicketCount, $"tickets: {drawn.Length} drawn, {drawn.Distinct().Count()} different");
        }
    }

    private static void Compute()
    {
        ulong x = 1;
        for (int i = 0; i < 1_000_000; i++)
            x = unchecked((x * 6364136223846793005) + 1442695040888963407);
        Demand(x != 42, "arithmetic");
    }

    private static int[] Sizes(int chunkBytes) => [0, 1, chunkBytes - 1, chunkBytes, chunkBytes + 1, (3 * chunkBytes) - 1, 3 * chunkBytes, (5 * chunkBytes) + 7];

    /// <summary>Bytes that tell sender, receiver and place.</summary>
    private static byte[] Content(int from, int to, int bytes)
    {
        byte[] content = new byte[bytes];
        new Random((from * 1000) + to).NextBytes(content);
        return content;
    }

    private static ulong Word(int rank, int index) => ((ulong)rank << 56) ^ ((ulong)index * 0x9E3779B97F4A7C15);

    private static void Demand(bool isRight, string what)
    {
        if (!isRight)
            throw new InvalidOperationException($"Wrong: {what}.");
    }
}
