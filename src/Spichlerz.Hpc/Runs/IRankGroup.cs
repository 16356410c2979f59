namespace Spichlerz.Hpc.Runs;

/// <summary>
/// The ranks of one run, seen from one of them: threads of this process (<see cref="ThreadRanks"/>) or MPI processes.
/// Every member except <see cref="NextTicket"/> is collective: all ranks call it, in the same order.
/// </summary>
/// <remarks>When another rank has failed, a waiting member throws <see cref="RankFailedException"/> instead of waiting for ever.</remarks>
public interface IRankGroup
{
    /// <summary>This rank's number, 0 to Size − 1. Rank 0 plans and speaks.</summary>
    int Rank { get; }

    int Size { get; }

    /// <summary>Starts the ticket counter at 0 again. All ranks meet here before the first ticket of a stage is drawn.</summary>
    void ResetTickets();

    /// <summary>Draws the next number of a counter that all ranks share: 0, 1, 2, … each given out once. Not collective.</summary>
    long NextTicket();

    /// <summary>Returns rank 0's payload on every rank; what other ranks pass is ignored.</summary>
    byte[] Broadcast(byte[] payload);

    /// <summary>Replaces every element by its sum over all ranks. All ranks pass the same length.</summary>
    void Sum(Span<long> values);

    /// <summary>
    /// Sends <paramref name="outgoing"/>[r] to rank r and returns what every rank sent to this one, in rank order.
    /// The returned memory may be the sender's own: it is read-only and valid until the next collective call,
    /// so senders keep their buffers unchanged until then.
    /// </summary>
    ReadOnlyMemory<byte>[] Exchange(ReadOnlyMemory<byte>[] outgoing);

    /// <summary>Returns every rank's payload in rank order on rank 0, and an empty array on the others.</summary>
    ReadOnlyMemory<byte>[] Gather(ReadOnlyMemory<byte> payload);

    /// <summary>Returns when all ranks have called it.</summary>
    void Barrier();
}
