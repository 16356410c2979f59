using System.Globalization;
using System.Runtime.CompilerServices;
using Spichlerz.Hpc.Mpi;

namespace Spichlerz.Hpc.EndToEnd.Mpi;

/// <summary>
/// The entry point of this assembly when mpiexec starts it: tries one thing on every rank. What is wrong is thrown, and ends all ranks with
/// <see cref="FailureCode"/>.
/// </summary>
internal static class MpiProbe
{
    public const int FailureCode = 42;

    internal static int Main(string[] args)
    {
        int chunkBytes = int.Parse(args[1], CultureInfo.InvariantCulture);
        using var mapping = args[0] == "mapping" ? new MappingThreads() : null;
        return MpiRankGroup.Run(group =>
        {
            Run(group, args[0], chunkBytes);
            return 0;
        }, (group, e) =>
        {
            Console.Error.WriteLine($"rank {group.Rank} (process {Environment.ProcessId}) failed: {e}");
            return FailureCode;
        }, chunkBytes);
    }

    private static void Run(MpiRankGroup group, string probe, int chunkBytes)
    {
        switch (probe)
        {
            case "faults":
                Console.WriteLine($"rank {group.Rank} caught {Caught(() => Length(null))} and {Caught(() => Quotient(1, 0))}");
                break;
            case "collectives":
                RankGroupProbes.Collectives(group, chunkBytes);
                break;
            case "exchange":
                RankGroupProbes.Exchange(group, chunkBytes);
                break;
            case "large":
                RankGroupProbes.ExchangeLarge(group);
                break;
            case "tickets":
                RankGroupProbes.Tickets(group);
                break;
            case "throw":
                if (group.Rank == group.Size - 1)
                    throw new InvalidDataException("planted");
                break;
            case "throw-on-thread" when group.Rank == group.Size - 1:
                new Thread(() => throw new InvalidDataException("planted")).Start();
                Thread.Sleep(Timeout.Infinite);
                break;
        }
        group.Barrier();
        if (group.Rank == 0)
            Console.WriteLine($"{probe}: {group.Size} ranks agree");
    }

    private static string Caught(Action fault)
    {
        try
        {
            fault();
        }
        catch (Exception e)
        {
            return e.GetType().Name;
        }
        return "nothing";
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int Length(string? text) => text!.Length;

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int Quotient(int a, int b) => a / b;
}
