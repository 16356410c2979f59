using Spichlerz.Hpc.Config;
using Spichlerz.Hpc.Dedup.Spilling;
using Spichlerz.Hpc.Runs;

namespace Spichlerz.Hpc.Dedup;

/// <summary>Decides for every document of a cluster whether it stays. A cluster is decided by the owner of its smallest ordinal, however large it is in bounded memory.</summary>
internal sealed class KeeperChoice(DedupSettings settings, IRankGroup group, OrdinalMap ordinals, SignatureStore store, SpillFolder spill, CancellationToken cancel)
{
    private readonly DedupMemory memory = new(settings);

    /// <summary>Returns the decisions on this rank's own documents. Collective.</summary>
    /// <param name="labels">This rank's documents in clusters, ascending.</param>
    public SortedRecords<Decision> Decide(IEnumerable<ClusterLabel> labels, KeeperPreference preference)
    {
        using SortedRecords<ClusterMember> members = Collect(labels, preference);
        var decisions = new SortedRecords<Decision>(spill, memory.SorterRecords<Decision>(), new SortRoom<Decision>());
        var parcels = new Parcels<Decision>(group);
        var requests = new SignatureRequests(group, ordinals, store);
        var next = new ClusterCursor(members.Read(memory.CursorBytes), members.Read(memory.CursorBytes));
        var selection = new KeeperSelection(PairVerification.MinEqualSlots(settings.MinSimilarity));
        var batch = new ClusterMember[memory.Requests];
        uint[] wanted = new uint[batch.Length];
        uint[] sizes = new uint[batch.Length];
        var records = new SignatureRecord[batch.Length];
        Span<long> state = stackalloc long[2];
        do
        {
            int count = 0;
            for (; count < batch.Length && next.MoveNext(); count++)
                (batch[count], wanted[count], sizes[count]) = (next.Current, next.Current.Ordinal, next.SizeIfFirst);
            requests.Read(wanted.AsSpan(0, count), records);
            for (int i = 0; i < count; i++)
            {
                if (sizes[i] > 0)
                    selection.Begin(sizes[i]);
                parcels.Add(ordinals.OwnerOf(batch[i].Ordinal), selection.Decide(batch[i], records[i]));
            }
            foreach (Parcels<Decision>.Arrived arrived in parcels.Exchange())
                decisions.Add(arrived.Records);
            (state[0], state[1]) = (count == batch.Length ? 1 : 0, cancel.IsCancellationRequested ? 1 : 0);
            group.Sum(state);
            if (state[1] > 0)
                throw new OperationCanceledException(cancel);
        }
        while (state[0] > 0);
        decisions.Complete();
        return decisions;
    }

    /// <summary>The members of all clusters whose smallest ordinal this rank owns, cluster by cluster, the most preferred first.</summary>
    private SortedRecords<ClusterMember> Collect(IEnumerable<ClusterLabel> labels, KeeperPreference preference)
    {
        var members = new SortedRecords<ClusterMember>(spill, memory.SorterRecords<ClusterMember>(), new SortRoom<ClusterMember>());
        var parcels = new Parcels<ClusterMember>(group);
        using IEnumerator<ClusterLabel> next = labels.GetEnumerator();
        parcels.Flow(memory.ParcelRecords<ClusterMember>(), () => Add(next, preference, parcels), members.Add, cancel);
        members.Complete();
        return members;
    }

    private bool Add(IEnumerator<ClusterLabel> next, KeeperPreference preference, Parcels<ClusterMember> parcels)
    {
        if (!next.MoveNext())
            return false;
        store.Read(next.Current.Ordinal, out SignatureRecord record);
        parcels.Add(ordinals.OwnerOf(next.Current.Cluster), preference.Member(next.Current, record));
        return true;
    }

    /// <summary>Members in order; a second cursor runs ahead and counts, so that a cluster's size is known at its first member.</summary>
    private sealed class ClusterCursor(RecordCursor<ClusterMember> members, RecordCursor<ClusterMember> ahead)
    {
        private bool hasAhead = ahead.MoveNext();
        private uint? cluster;

        public ref readonly ClusterMember Current => ref members.Current;

        /// <summary>The cluster's size at its first member, 0 at all others.</summary>
        public uint SizeIfFirst { get; private set; }

        public bool MoveNext()
        {
            if (!members.MoveNext())
                return false;
            SizeIfFirst = 0;
            if (members.Current.Cluster == cluster)
                return true;
            cluster = members.Current.Cluster;
            for (; hasAhead && ahead.Current.Cluster == cluster; hasAhead = ahead.MoveNext())
                SizeIfFirst++;
            return true;
        }
    }
}
