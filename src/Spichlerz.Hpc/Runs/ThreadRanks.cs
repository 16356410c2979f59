using System.Runtime.ExceptionServices;

namespace Spichlerz.Hpc.Runs;

/// <summary>Ranks as threads of this process: the embedded default. Payloads are handed over by reference.</summary>
public sealed class ThreadRanks : IDisposable
{
    private readonly int size;
    private readonly Barrier barrier;
    private readonly CancellationTokenSource failed = new();
    private readonly ReadOnlyMemory<byte>[][] parcels;
    private readonly long[][] sums;
    private long nextTicket;
    private RankFailedException? failure;

    private ThreadRanks(int size)
    {
        this.size = size;
        barrier = new Barrier(size);
        parcels = new ReadOnlyMemory<byte>[size][];
        sums = new long[size][];
    }

    /// <summary>Runs <paramref name="work"/> on <paramref name="size"/> ranks and returns when all have ended.</summary>
    /// <exception cref="RankFailedException">A rank failed; the inner exception is that rank's own.</exception>
    public static void Run(int size, Action<IRankGroup> work)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(size, 1);
        using var ranks = new ThreadRanks(size);
        Thread[] threads = [.. Enumerable.Range(1, size - 1).Select(rank => ranks.Start(rank, work))];
        ranks.Work(0, work);
        foreach (Thread thread in threads)
            thread.Join();
        if (ranks.failure is { InnerException: OperationCanceledException canceled })
            ExceptionDispatchInfo.Throw(canceled);
        if (ranks.failure is { } failure)
            throw failure;
    }

    public void Dispose()
    {
        barrier.Dispose();
        failed.Dispose();
    }

    private Thread Start(int rank, Action<IRankGroup> work)
    {
        // 16 MiB: the main thread's usual limit, so that depth does not depend on the kind of rank.
        var thread = new Thread(() => Work(rank, work), maxStackSize: 16 << 20) { Name = $"rank {rank}" };
        thread.Start();
        return thread;
    }

    private void Work(int rank, Action<IRankGroup> work)
    {
        try
        {
            work(new Member(this, rank));
        }
        catch (RankFailedException)
        {
            // The rank that failed first has already been noted; this one only stopped waiting for it.
        }
        catch (Exception e)
        {
            Interlocked.CompareExchange(ref failure, new RankFailedException(rank, e), null);
            failed.Cancel();
        }
    }

    private void Meet()
    {
        try
        {
            barrier.SignalAndWait(failed.Token);
        }
        catch (OperationCanceledException)
        {
            throw new RankFailedException(failure!.Rank, failure.InnerException);
        }
    }

    private sealed class Member(ThreadRanks ranks, int rank) : IRankGroup
    {
        public int Rank => rank;

        public int Size => ranks.size;

        public void ResetTickets()
        {
            ranks.Meet();
            if (rank == 0)
                Interlocked.Exchange(ref ranks.nextTicket, 0);
            ranks.Meet();
        }

        public long NextTicket() => Interlocked.Increment(ref ranks.nextTicket) - 1;

        public byte[] Broadcast(byte[] payload)
        {
            if (rank == 0)
                ranks.parcels[0] = [payload];
            ranks.Meet();
            byte[] received = ranks.parcels[0][0].ToArray();
            ranks.Meet();
            return received;
        }

        public void Sum(Span<long> values)
        {
            ranks.sums[rank] = values.ToArray();
            ranks.Meet();
            for (int i = 0; i < values.Length; i++)
            {
                values[i] = 0;
                foreach (long[] part in ranks.sums)
                    values[i] += part[i];
            }
            ranks.Meet();
        }

        public ReadOnlyMemory<byte>[] Exchange(ReadOnlyMemory<byte>[] outgoing)
        {
            if (outgoing.Length != ranks.size)
                throw new ArgumentException($"Exchange needs one parcel for each of the {ranks.size} ranks; got {outgoing.Length}.", nameof(outgoing));
            ranks.parcels[rank] = outgoing;
            ranks.Meet();
            ReadOnlyMemory<byte>[] incoming = [.. ranks.parcels.Select(parcel => parcel[rank])];
            ranks.Meet();
            return incoming;
        }

        public ReadOnlyMemory<byte>[] Gather(ReadOnlyMemory<byte> payload)
        {
            ranks.parcels[rank] = [payload];
            ranks.Meet();
            ReadOnlyMemory<byte>[] gathered = rank == 0 ? [.. ranks.parcels.Select(parcel => parcel[0])] : [];
            ranks.Meet();
            return gathered;
        }

        public void Barrier() => ranks.Meet();
    }
}
