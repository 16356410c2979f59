using System.Runtime.ExceptionServices;
using static Spichlerz.Hpc.Mpi.MpiNative;

namespace Spichlerz.Hpc.Mpi;

/// <summary>
/// The one thread of this process that calls MPI. The rank's work goes on elsewhere and posts its operations here; on rank 0 tickets are
/// served before, during and between them, also while the work computes and makes no call.
/// </summary>
/// <remarks>
/// Nothing blocks inside MPI: a blocked rank burns its core in MPICH, which on shared cores makes a step 200 times slower than test and
/// yield. Counters in remote memory would not do: their owner makes no progress while it computes.
/// </remarks>
internal sealed unsafe class MpiThread : IDisposable
{
    private const int AskTag = 101;
    private const int GiveTag = 102;
    private const int YieldsBeforeSleep = 2_000;

    private static readonly TimeSpan AbortPatience = TimeSpan.FromSeconds(5);

    // MPICH's launcher drops what it has not read yet when it is told to abort, and on a busy machine that was the message.
    private static readonly TimeSpan ReadingTime = TimeSpan.FromSeconds(0.5);

    private readonly Thread thread;
    private readonly ManualResetEventSlim ready = new();
    private readonly ManualResetEventSlim finished = new();
    private readonly SemaphoreSlim posts = new(0);
    private Action? posted;
    private ExceptionDispatchInfo? failure;
    private long nextTicket;
    private volatile bool ending;
    private volatile object? abortCode;

    /// <summary>Loads the library and starts MPI.</summary>
    /// <exception cref="MpiEnvironmentException">There is no library, or it does not fit the launcher.</exception>
    public MpiThread()
    {
        thread = new Thread(Loop, maxStackSize: 16 << 20) { Name = "mpi", IsBackground = true };
        thread.Start();
        ready.Wait();
        failure?.Throw();
    }

    public int Rank { get; private set; }

    public int Size { get; private set; }

    /// <summary>Runs one operation on the MPI thread and returns at its end. One caller at a time.</summary>
    public void Run(Action operation)
    {
        finished.Reset();
        posted = operation;
        posts.Release();
        finished.Wait();
        failure?.Throw();
    }

    /// <summary>Inside an operation: returns when the request is complete. Every wait goes through here.</summary>
    public void Wait(nint request)
    {
        var idle = new Idle();
        for (int done = 0; ;)
        {
            Check(MPI_Test(&request, &done, (void*)MpiLibrary.Abi.StatusIgnore));
            if (done != 0)
                return;
            if (ServeTicket())
                idle = new Idle();
            else
                idle.Pause();
            AbortIfAsked();
        }
    }

    public long NextTicket()
    {
        if (Rank == 0)
            return Interlocked.Increment(ref nextTicket) - 1;
        long ticket = 0;
        Run(() => ticket = AskForTicket());
        return ticket;
    }

    /// <summary>For rank 0, while no rank draws.</summary>
    public void ResetTickets() => Interlocked.Exchange(ref nextTicket, 0);

    /// <summary>Ends all ranks; does not return, runs no finally and no exit handler. May be called on any thread.</summary>
    public void Abort(int code)
    {
        Thread.Sleep(ReadingTime);
        if (Thread.CurrentThread != thread)
        {
            abortCode = code;
            posts.Release();
            thread.Join(AbortPatience); // normally the process ends in here
        }
        _ = MPI_Abort(MpiLibrary.Abi.World, code);
        Environment.Exit(code);
    }

    /// <summary>Meets the other ranks and ends MPI.</summary>
    public void Dispose()
    {
        ending = true;
        posts.Release();
        thread.Join();
        ready.Dispose();
        finished.Dispose();
        posts.Dispose();
    }

    private void Loop()
    {
        try
        {
            MpiLibrary library = MpiLibrary.Load();
            SignalGuard.Around(() => Init(library));
        }
        catch (Exception e)
        {
            failure = ExceptionDispatchInfo.Capture(e);
            ready.Set();
            return;
        }
        ready.Set();
        for (int idleTurns = 0; !ending;)
        {
            if (AwaitPost(ref idleTurns) && Interlocked.Exchange(ref posted, null) is { } operation)
                Do(operation);
        }
        // Nobody leaves while another still has data under way: without this, Finalize was seen to hang.
        nint request = 0;
        Check(MPI_Ibarrier(MpiLibrary.Abi.World, &request));
        Wait(request);
        using var farewell = PmiFarewell.For(MpiLibrary.FullVersion, Environment.GetEnvironmentVariable);
        if (farewell is not null)
            farewell.Say(() => ServeTicket());
        else
            Check(MPI_Finalize());
    }

    private void Init(MpiLibrary library)
    {
        MpiAbi abi = MpiLibrary.Abi;
        int provided = 0, rank = 0, size = 0;
        Check(MPI_Init_thread(null, null, abi.Funneled, &provided));
        Check(MPI_Comm_set_errhandler(abi.World, abi.ErrorsReturn));
        Check(MPI_Comm_rank(abi.World, &rank));
        Check(MPI_Comm_size(abi.World, &size));
        (Rank, Size) = (rank, size);
        try
        {
            MpiLauncher.Check(size, library, Environment.GetEnvironmentVariable);
            if (provided < abi.Funneled)
                throw new MpiEnvironmentException($"{library.File} ({library.Version}) was built without threads: MPI_THREAD_FUNNELED is needed.");
        }
        catch (MpiEnvironmentException) when (size == 1)
        {
            _ = MPI_Finalize(); // alone: nobody to wait for, and the library's helpers end with it
            throw;
        }
    }

    private void Do(Action operation)
    {
        failure = null;
        try
        {
            operation();
        }
        catch (Exception e)
        {
            failure = ExceptionDispatchInfo.Capture(e);
        }
        finished.Set();
    }

    /// <summary>False if nothing was posted so far. Every turn lets MPI make progress, rank 0's by serving tickets.</summary>
    private bool AwaitPost(ref int idleTurns)
    {
        AbortIfAsked();
        bool hasServed = ServeTicket(), hasPost = posts.Wait(0);
        if (hasServed || hasPost)
        {
            idleTurns = 0;
            return hasPost;
        }
        if (idleTurns < YieldsBeforeSleep)
        {
            idleTurns++;
            Thread.Yield();
            return false;
        }
        return posts.Wait(Rank == 0 ? 1 : 10); // the work wants the core
    }

    /// <summary>Rank 0 answers one question, if there is one. Elsewhere this only lets data on its way out move on.</summary>
    private bool ServeTicket()
    {
        MpiAbi abi = MpiLibrary.Abi;
        byte* status = stackalloc byte[MpiAbi.StatusBytes];
        int found = 0;
        Check(MPI_Iprobe(abi.AnySource, AskTag, abi.World, &found, status));
        if (found == 0)
            return false;
        int source = *(int*)(status + abi.SourceOffset);
        long ticket = 0;
        Check(MPI_Recv(&ticket, 1, abi.Int64, source, AskTag, abi.World, (void*)abi.StatusIgnore));
        ticket = Interlocked.Increment(ref nextTicket) - 1;
        // Eight bytes to a receive that was posted before the question: this cannot block.
        Check(MPI_Send(&ticket, 1, abi.Int64, source, GiveTag, abi.World));
        return true;
    }

    private long AskForTicket()
    {
        MpiAbi abi = MpiLibrary.Abi;
        long answer = 0, question = 0;
        nint receive = 0, send = 0;
        Check(MPI_Irecv(&answer, 1, abi.Int64, 0, GiveTag, abi.World, &receive));
        Check(MPI_Isend(&question, 1, abi.Int64, 0, AskTag, abi.World, &send));
        Wait(send);
        Wait(receive);
        return answer;
    }

    private void AbortIfAsked()
    {
        if (abortCode is int code)
            _ = MPI_Abort(MpiLibrary.Abi.World, code);
    }

    /// <summary>Yields for a long while, then sleeps: the work stands still anyway, and a sleep inside an exchange costs most of its speed.</summary>
    private struct Idle
    {
        private const int Spins = 20;
        private const int Yields = 100_000;

        private int turns;

        public void Pause()
        {
            turns++;
            if (turns < Spins)
                return;
            if (turns < Yields)
                Thread.Yield();
            else
                Thread.Sleep(1);
        }
    }
}
