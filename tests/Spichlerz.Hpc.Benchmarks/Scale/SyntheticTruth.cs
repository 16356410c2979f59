using Spichlerz.Hpc.Dedup;

namespace Spichlerz.Hpc.Benchmarks.Scale;

/// <summary>What deduplication must say of a synthetic document.</summary>
/// <param name="EqualSlots">Equal slots with the kept document.</param>
internal readonly record struct ExpectedRow(uint Cluster, int ClusterSize, uint Kept, int EqualSlots);

/// <summary>Decides every group by the rule on paper: longer texts first, then smaller ordinals; a document goes if one that stays is similar.</summary>
internal sealed class SyntheticTruth
{
    private readonly SyntheticCorpus corpus;
    private readonly int minEqualSlots;
    private readonly uint firstPage;
    private readonly int pages;
    private readonly uint bestPage;
    private readonly SignatureRecord bestPageRecord;

    public SyntheticTruth(SyntheticCorpus corpus, int minEqualSlots)
    {
        (this.corpus, this.minEqualSlots) = (corpus, minEqualSlots);
        firstPage = uint.MaxValue;
        for (uint ordinal = 0; ordinal < corpus.Count; ordinal++)
        {
            if (corpus.KindOf(ordinal) is not SyntheticKind.Page)
                continue;
            SignatureRecord record = SyntheticCorpus.RecordOf(ordinal, corpus.GroupOf(ordinal));
            firstPage = Math.Min(firstPage, ordinal);
            if (pages++ == 0 || record.TextBytes > bestPageRecord.TextBytes)
                (bestPage, bestPageRecord) = (ordinal, record);
        }
    }

    /// <summary>Documents that must go.</summary>
    public long Removed { get; private set; }

    /// <summary>Expects rows of all documents in turn.</summary>
    public ExpectedRow Expect(uint ordinal)
    {
        ExpectedRow row = Decide(ordinal);
        Removed += row.Kept == ordinal ? 0 : 1;
        return row;
    }

    private ExpectedRow Decide(uint ordinal)
    {
        SyntheticGroup group = corpus.GroupOf(ordinal);
        if (group.Kind is SyntheticKind.Single or SyntheticKind.Decoy)
            return new(ordinal, 1, ordinal, Signature.Slots);
        if (group.Kind is SyntheticKind.Page)
        {
            SignatureRecord page = SyntheticCorpus.RecordOf(ordinal, group);
            return ordinal == bestPage ? new(firstPage, pages, ordinal, Signature.Slots)
                : new(firstPage, pages, bestPage, Equal(page, bestPageRecord));
        }
        var members = group.Ordinals.Select(member => (Ordinal: member, Record: SyntheticCorpus.RecordOf(member, group))).OrderByDescending(member => member.Record.TextBytes).ToList();
        var kept = new List<(uint Ordinal, SignatureRecord Record)>();
        foreach ((uint member, SignatureRecord record) in members)
        {
            int keeper = kept.FindIndex(candidate => Equal(record, candidate.Record) >= minEqualSlots);
            if (keeper < 0)
                kept.Add((member, record));
            if (member != ordinal)
                continue;
            return keeper < 0 ? new(group.Ordinals[0], members.Count, member, Signature.Slots)
                : new(group.Ordinals[0], members.Count, kept[keeper].Ordinal, Equal(record, kept[keeper].Record));
        }
        throw new InvalidOperationException($"Document {ordinal} is not in its own group.");
    }

    private static int Equal(SignatureRecord a, SignatureRecord b) => SignatureKernel.EqualSlotsScalar(a.Slots, b.Slots);
}
