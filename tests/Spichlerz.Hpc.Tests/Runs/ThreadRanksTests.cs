using System.Collections.Concurrent;
using System.Text;
using Spichlerz.Hpc.Runs;

namespace Spichlerz.Hpc.Tests.Runs;

[TestFixture(1)]
[TestFixture(2)]
[TestFixture(7)]
[CancelAfter(60_000)] // a rank that waits for ever is a defect, not a slow test
public sealed class ThreadRanksTests(int size)
{
    [Test]
    public void Run_AnySize_CallsEveryRankOnce()
    {
        var ranks = new ConcurrentBag<(int Rank, int Size)>();

        ThreadRanks.Run(size, group => ranks.Add((group.Rank, group.Size)));

        Assert.That(ranks.Order(), Is.EqualTo(Enumerable.Range(0, size).Select(rank => (rank, size))));
    }

    [Test]
    public void NextTicket_DrawnByAllRanks_GivesEachNumberOnceAndStartsAgainAfterReset()
    {
        var tickets = new ConcurrentBag<long>();
        var more = new ConcurrentBag<long>();

        ThreadRanks.Run(size, group =>
        {
            group.ResetTickets();
            for (int i = 0; i < 100; i++)
                tickets.Add(group.NextTicket());
            group.ResetTickets();
            more.Add(group.NextTicket());
        });

        using (Assert.EnterMultipleScope())
        {
            Assert.That(tickets.Order(), Is.EqualTo(Enumerable.Range(0, 100 * size)));
            Assert.That(more.Order(), Is.EqualTo(Enumerable.Range(0, size)));
        }
    }

    [Test]
    public void Broadcast_Payload_IsRankZerosOnEveryRank()
    {
        var received = new ConcurrentBag<string>();

        ThreadRanks.Run(size, group =>
        {
            for (int round = 0; round < 20; round++)
                received.Add(Encoding.UTF8.GetString(group.Broadcast(Encoding.UTF8.GetBytes($"rank {group.Rank}, round {round}"))));
            received.Add($"empty {group.Broadcast([]).Length}");
        });

        string[] expected = [.. Enumerable.Range(0, 20).Select(round => $"rank 0, round {round}"), "empty 0"];
        Assert.That(received, Is.EquivalentTo(expected.SelectMany(text => Enumerable.Repeat(text, size))));
    }

    [Test]
    public void Broadcast_ReceivedPayload_IsTheReceiversOwn()
    {
        var received = new ConcurrentBag<byte>();

        ThreadRanks.Run(size, group =>
        {
            byte[] own = group.Broadcast([0]);
            own[0] += (byte)(group.Rank + 1);
            group.Barrier();
            received.Add(own[0]);
        });

        Assert.That(received.Order(), Is.EqualTo(Enumerable.Range(1, size)));
    }

    [Test]
    public void Sum_ValuesOfAllRanks_IsTheSameOnEveryRank()
    {
        var sums = new ConcurrentBag<string>();

        ThreadRanks.Run(size, group =>
        {
            long[] values = [1, group.Rank, -group.Rank, long.MaxValue / size];
            group.Sum(values);
            group.Sum([]);
            sums.Add(string.Join(' ', values));
        });

        int ranks = size * (size - 1) / 2;
        Assert.That(sums, Is.EqualTo(Enumerable.Repeat($"{size} {ranks} {-ranks} {long.MaxValue / size * size}", size)));
    }

    [Test]
    public void Exchange_UnevenAndEmptyParcels_ArriveInRankOrder()
    {
        var arrived = new ConcurrentDictionary<int, string[]>();

        ThreadRanks.Run(size, group =>
        {
            // Rank a sends rank b the text "a→b", b times; so rank 0 gets nothing.
            ReadOnlyMemory<byte>[] Parcels() => [.. Enumerable.Range(0, group.Size).Select(to => (ReadOnlyMemory<byte>)Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat($"{group.Rank}→{to} ", to))))];
            group.Exchange(Parcels());
            arrived[group.Rank] = [.. group.Exchange(Parcels()).Select(parcel => Encoding.UTF8.GetString(parcel.Span))];
        });

        using (Assert.EnterMultipleScope())
        {
            for (int to = 0; to < size; to++)
                Assert.That(arrived[to], Is.EqualTo(Enumerable.Range(0, size).Select(from => string.Concat(Enumerable.Repeat($"{from}→{to} ", to)))));
        }
    }

    [Test]
    public void Exchange_WrongNumberOfParcels_IsToldByItsRank()
    {
        var exception = Assert.Throws<RankFailedException>(() => ThreadRanks.Run(size, group =>
            group.Exchange(new ReadOnlyMemory<byte>[group.Rank == size - 1 ? size + 1 : size])));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(exception!.Rank, Is.EqualTo(size - 1));
            Assert.That(exception.InnerException, Is.TypeOf<ArgumentException>().With.Message.StartsWith($"Exchange needs one parcel for each of the {size} ranks; got {size + 1}."));
        }
    }

    [Test]
    public void Gather_Payloads_AreInRankOrderOnRankZeroOnly()
    {
        var gathered = new ConcurrentDictionary<int, string[]>();

        ThreadRanks.Run(size, group =>
            gathered[group.Rank] = [.. group.Gather(Encoding.UTF8.GetBytes(new string('x', group.Rank))).Select(payload => Encoding.UTF8.GetString(payload.Span))]);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(gathered[0], Is.EqualTo(Enumerable.Range(0, size).Select(rank => new string('x', rank))));
            for (int rank = 1; rank < size; rank++)
                Assert.That(gathered[rank], Is.Empty);
        }
    }

    [Test]
    public void Barrier_AllRanks_NoneGoesOnBeforeTheLastHasCome()
    {
        int come = 0;
        var seen = new ConcurrentBag<int>();

        ThreadRanks.Run(size, group =>
        {
            Interlocked.Increment(ref come);
            group.Barrier();
            seen.Add(Volatile.Read(ref come));
        });

        Assert.That(seen, Is.EqualTo(Enumerable.Repeat(size, size)));
    }

    [Test]
    public void Run_FailingRank_ReleasesTheOthersAndIsNamed([Values("Barrier", "Broadcast", "Sum", "Exchange", "Gather", "ResetTickets")] string member)
    {
        int released = 0;

        var exception = Assert.Throws<RankFailedException>(() => ThreadRanks.Run(size, group =>
        {
            if (group.Rank == size - 1)
                throw new InvalidDataException("the disk is on fire");
            try
            {
                Wait(group, member);
            }
            catch (RankFailedException e) when (e.Rank == size - 1)
            {
                Interlocked.Increment(ref released);
                throw;
            }
        }));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(exception!.Rank, Is.EqualTo(size - 1));
            Assert.That(exception.Message, Is.EqualTo($"Rank {size - 1} failed: the disk is on fire"));
            Assert.That(exception.InnerException, Is.TypeOf<InvalidDataException>());
            Assert.That(released, Is.EqualTo(size - 1));
        }
    }

    [Test]
    public void Run_CancelledRank_ThrowsItsCancellation()
    {
        using var stop = new CancellationTokenSource();
        stop.Cancel();

        Assert.That(() => ThreadRanks.Run(size, group =>
        {
            if (group.Rank == 0)
                stop.Token.ThrowIfCancellationRequested();
            group.Barrier();
        }), Throws.InstanceOf<OperationCanceledException>());
    }

    [Test]
    public void Run_NoRanks_IsRefused() => Assert.That(() => ThreadRanks.Run(1 - size, _ => { }), Throws.TypeOf<ArgumentOutOfRangeException>());

    private static void Wait(IRankGroup group, string member)
    {
        switch (member)
        {
            case "Broadcast": group.Broadcast([]); break;
            case "Sum": group.Sum([1]); break;
            case "Exchange": group.Exchange(new ReadOnlyMemory<byte>[group.Size]); break;
            case "Gather": group.Gather(default); break;
            case "ResetTickets": group.ResetTickets(); break;
            default: group.Barrier(); break;
        }
    }
}
