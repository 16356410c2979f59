using System.Buffers;
using Spichlerz.Hpc.Runs;
using static Spichlerz.Hpc.Mpi.MpiNative;

namespace Spichlerz.Hpc.Mpi;

/// <summary>Ranks as MPI processes. Where a rank fails, all are ended: no member ever waits for a rank that will not come.</summary>
public sealed unsafe class MpiRankGroup : IRankGroup
{
    private const int ParcelTag = 103;

    // 16 to 256 MiB were measured alike.
    private const int DefaultChunkBytes = 64 << 20;

    private readonly MpiThread mpi;
    private readonly int chunkBytes;
    private readonly ReceiveBuffers buffers;

    private MpiRankGroup(MpiThread mpi, int chunkBytes) => (this.mpi, this.chunkBytes, buffers) = (mpi, chunkBytes, new ReceiveBuffers(mpi.Size));

    public int Rank => mpi.Rank;

    public int Size => mpi.Size;

    /// <summary>Does <paramref name="work"/> as one rank of the processes that the launcher started, and returns what it returned once all ranks are there.</summary>
    /// <param name="work">Runs on a thread of its own.</param>
    /// <param name="tell">Tells of the exception that ends this rank, and gives the exit code with which all ranks are then ended.</param>
    /// <exception cref="MpiEnvironmentException">There is no MPI library, or it does not fit the launcher.</exception>
    public static int Run(Func<MpiRankGroup, int> work, Func<MpiRankGroup, Exception, int> tell) => Run(work, tell, DefaultChunkBytes);

    /// <param name="chunkBytes">Largest message; small in tests, so that they cross every border.</param>
    internal static int Run(Func<MpiRankGroup, int> work, Func<MpiRankGroup, Exception, int> tell, int chunkBytes)
    {
        using var mpi = new MpiThread();
        var group = new MpiRankGroup(mpi, chunkBytes);
        // A thread that nobody watches would end this process only, and the others would wait for ever.
        AppDomain.CurrentDomain.UnhandledException += (_, e) => group.Abort(tell(group, (Exception)e.ExceptionObject));
        int code = 0;
        var thread = new Thread(() =>
        {
            try
            {
                code = work(group);
            }
            catch (Exception e)
            {
                group.Abort(tell(group, e));
            }
        }, maxStackSize: 16 << 20)
        { Name = $"rank {group.Rank}" };
        thread.Start();
        thread.Join();
        return code;
    }

    /// <summary>Ends all ranks with an exit code; does not return.</summary>
    public void Abort(int code) => mpi.Abort(code);

    public void ResetTickets()
    {
        Barrier();
        if (Rank == 0)
            mpi.ResetTickets();
        Barrier();
    }

    public long NextTicket() => mpi.NextTicket();

    public byte[] Broadcast(byte[] payload)
    {
        long length = payload.Length;
        mpi.Run(() =>
        {
            long own = length;
            BroadcastChunk(&own, 1, MpiLibrary.Abi.Int64);
            length = own;
        });
        byte[] received = Rank == 0 ? payload : GC.AllocateUninitializedArray<byte>((int)length);
        mpi.Run(() =>
        {
            fixed (byte* start = received)
            {
                for (int at = 0, bytes; at < received.Length; at += bytes)
                    BroadcastChunk(start + at, bytes = Math.Min(chunkBytes, received.Length - at), MpiLibrary.Abi.Byte);
            }
        });
        return received;
    }

    public void Sum(Span<long> values)
    {
        int length = values.Length;
        fixed (long* start = values)
        {
            nint pinned = (nint)start;
            mpi.Run(() =>
            {
                MpiAbi abi = MpiLibrary.Abi;
                nint request = 0;
                Check(MPI_Iallreduce((void*)abi.InPlace, (void*)pinned, length, abi.Int64, abi.Sum, abi.World, &request));
                mpi.Wait(request);
            });
        }
    }

    public ReadOnlyMemory<byte>[] Exchange(ReadOnlyMemory<byte>[] outgoing) => Exchange(outgoing, buffers.Of);

    public ReadOnlyMemory<byte>[] Gather(ReadOnlyMemory<byte> payload)
    {
        // What was gathered is the caller's own: nothing is said of a later call that would take it back.
        ReadOnlyMemory<byte>[] gathered = Exchange([payload, .. Enumerable.Repeat(ReadOnlyMemory<byte>.Empty, Size - 1)], (_, bytes) => GC.AllocateUninitializedArray<byte>(bytes));
        return Rank == 0 ? gathered : [];
    }

    /// <summary>Also the end of what was exchanged: its memory is given back, for a stage or a phase of it is over.</summary>
    public void Barrier()
    {
        buffers.Release();
        mpi.Run(() =>
        {
            nint request = 0;
            Check(MPI_Ibarrier(MpiLibrary.Abi.World, &request));
            mpi.Wait(request);
        });
    }

    private ReadOnlyMemory<byte>[] Exchange(ReadOnlyMemory<byte>[] outgoing, Func<int, int, Memory<byte>> buffer)
    {
        if (outgoing.Length != Size)
            throw new ArgumentException($"Exchange needs one parcel for each of the {Size} ranks; got {outgoing.Length}.", nameof(outgoing));
        long[] sizes = ExchangeSizes([.. outgoing.Select(parcel => (long)parcel.Length)]);
        Memory<byte>[] incoming = [.. sizes.Select((size, sender) => sender == Rank ? default : buffer(sender, (int)size))];
        mpi.Run(() =>
        {
            for (int distance = 1; distance < Size; distance++)
            {
                int target = (Rank + distance) % Size, source = (Rank - distance + Size) % Size;
                SendAndReceive(outgoing[target], target, incoming[source], source);
            }
        });
        return [.. incoming.Select((parcel, sender) => sender == Rank ? outgoing[Rank] : parcel)];
    }

    private void BroadcastChunk(void* start, int count, nint type)
    {
        nint request = 0;
        Check(MPI_Ibcast(start, count, type, 0, MpiLibrary.Abi.World, &request));
        mpi.Wait(request);
    }

    private long[] ExchangeSizes(long[] outgoing)
    {
        long[] incoming = new long[Size];
        mpi.Run(() =>
        {
            MpiAbi abi = MpiLibrary.Abi;
            fixed (long* send = outgoing, receive = incoming)
            {
                nint request = 0;
                Check(MPI_Ialltoall(send, 1, abi.Int64, receive, 1, abi.Int64, abi.World, &request));
                mpi.Wait(request);
            }
        });
        return incoming;
    }

    /// <summary>One parcel to one rank and one from another, chunk by chunk: MPI counts in ints, and its collectives overflow in displacements too.</summary>
    private void SendAndReceive(ReadOnlyMemory<byte> outgoing, int target, Memory<byte> incoming, int source)
    {
        MpiAbi abi = MpiLibrary.Abi;
        using MemoryHandle from = outgoing.Pin(), to = incoming.Pin();
        byte* send = (byte*)from.Pointer, receive = (byte*)to.Pointer;
        for (long at = 0; at < outgoing.Length || at < incoming.Length; at += chunkBytes)
        {
            int sendBytes = (int)Math.Clamp(outgoing.Length - at, 0, chunkBytes), receiveBytes = (int)Math.Clamp(incoming.Length - at, 0, chunkBytes);
            nint sending = 0, receiving = 0;
            if (receiveBytes > 0)
                Check(MPI_Irecv(receive + at, receiveBytes, abi.Byte, source, ParcelTag, abi.World, &receiving));
            if (sendBytes > 0)
                Check(MPI_Isend(send + at, sendBytes, abi.Byte, target, ParcelTag, abi.World, &sending));
            if (receiveBytes > 0)
                mpi.Wait(receiving);
            if (sendBytes > 0)
                mpi.Wait(sending);
        }
    }
}
