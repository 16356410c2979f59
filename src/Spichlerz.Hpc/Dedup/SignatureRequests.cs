using Spichlerz.Hpc.Dedup.Spilling;
using Spichlerz.Hpc.Runs;

namespace Spichlerz.Hpc.Dedup;

/// <summary>Signatures of any rank's documents: questions go to the owners, answers come back.</summary>
internal sealed class SignatureRequests(IRankGroup group, OrdinalMap ordinals, SignatureStore store)
{
    private readonly Parcels<uint> questions = new(group);
    private readonly Parcels<SignatureRecord> answers = new(group);
    private readonly int[] taken = new int[group.Size];
    private ulong[] order = [];

    /// <summary>Bytes of memory that a request needs for each signature: sent and received, both held until the next exchange.</summary>
    public const int BytesPerRequest = 4 * SignatureRecord.Size;

    /// <summary>Sets records[i] to the record of wanted[i]. Collective; each rank may want another number.</summary>
    public void Read(ReadOnlySpan<uint> wanted, Span<SignatureRecord> records)
    {
        if (order.Length < wanted.Length)
            order = new ulong[wanted.Length];
        Span<ulong> ascending = order.AsSpan(0, wanted.Length); // owners read their files forwards
        for (int i = 0; i < wanted.Length; i++)
            ascending[i] = ((ulong)wanted[i] << 32) | (uint)i;
        ascending.Sort();
        foreach (ulong item in ascending)
        {
            uint ordinal = (uint)(item >> 32);
            int owner = ordinals.OwnerOf(ordinal);
            if (owner == group.Rank)
                store.Read(ordinal, out records[(int)(uint)item]);
            else
                questions.Add(owner, ordinal);
        }
        Answer();
        Parcels<SignatureRecord>.Arrived[] arrived = answers.Exchange();
        Array.Clear(taken);
        foreach (ulong item in ascending)
        {
            int owner = ordinals.OwnerOf((uint)(item >> 32));
            if (owner != group.Rank)
                records[(int)(uint)item] = arrived[owner].Records[taken[owner]++];
        }
    }

    private void Answer()
    {
        foreach (Parcels<uint>.Arrived arrived in questions.Exchange())
        {
            foreach (uint ordinal in arrived.Records)
            {
                store.Read(ordinal, out SignatureRecord record);
                answers.Add(arrived.Sender, record);
            }
        }
    }
}
