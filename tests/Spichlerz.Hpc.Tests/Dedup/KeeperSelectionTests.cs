using Spichlerz.Hpc.Dedup;
using Spichlerz.Hpc.Documents;

namespace Spichlerz.Hpc.Tests.Dedup;

public sealed class KeeperSelectionTests
{
    private const int MinEqual = 96;

    /// <summary>Ordinals 0-9 are of wiki, 10-19 of dziennik, 20-29 of blogi, 30-39 of portal.</summary>
    private static readonly OrdinalMap Ordinals = new([(new("wiki", 0, 0), 10), (new("dziennik", 0, 0), 10), (new("blogi", 0, 0), 10), (new("portal", 0, 0), 10)], 1);

    private static readonly KeeperPreference Preference = new(
        Ordinals,
        new Dictionary<string, LicenceClass>
        {
            ["wiki"] = LicenceClass.ShareAlike,
            ["dziennik"] = LicenceClass.PublicDomain,
            ["blogi"] = LicenceClass.ShareAlike,
            ["portal"] = LicenceClass.Unknown,
        },
        new Dictionary<string, int> { ["portal"] = 0, ["blogi"] = 1 });

    private static readonly SignatureRecord Any = SignatureRecords.Any(new Random(1), 0);

    [TestCase(0u, 10u, 10u, Description = "the dataset's more open licence beats all that follows")]
    [TestCase(10u, 30u, 10u, Description = "an unknown licence comes last, whatever its dataset's priority")]
    [TestCase(0u, 20u, 20u, Description = "equal licences: the dataset named in priority")]
    [TestCase(0u, 1u, 0u, Description = "equal in all: the smaller ordinal")]
    public void Decide_TwoEqualTexts_KeepsTheOneOfTheBetterDataset(uint a, uint b, uint kept)
    {
        Decision[] decisions = Decide(Member(a), Member(b));
        Assert.That(decisions.Single(decision => decision.IsKeeper).Ordinal, Is.EqualTo(kept));
    }

    [Test]
    public void Decide_DocumentsLicence_BeatsItsDatasets()
    {
        // Of wiki, but public domain itself; of dziennik, but all rights reserved itself.
        Decision[] decisions = Decide(Member(10, licence: LicenceClass.AllRightsReserved), Member(0), Member(1, licence: LicenceClass.PublicDomain));
        Assert.That(decisions.Select(decision => (decision.Ordinal, decision.Kept)), Is.EqualTo(new (uint, uint)[] { (1, 1), (0, 1), (10, 1) }));
    }

    [Test]
    public void Decide_EqualLicenceAndPriority_KeepsTheLongerText()
    {
        Decision[] decisions = Decide(Member(20, textBytes: 50), Member(21, textBytes: 70), Member(22, textBytes: 60), Member(0, textBytes: 1000));
        Assert.That(decisions.Select(decision => (decision.Ordinal, decision.Kept)), Is.EqualTo(new (uint, uint)[] { (21, 21), (22, 21), (20, 21), (0, 21) }));
    }

    [Test]
    public void Decide_Decisions_SayWhatWasFound()
    {
        SignatureRecord near = SignatureRecords.Like(Any, new Random(2), row: 7, otherSlots: 32) with { TextBytes = 100 };
        Decision[] decisions = Decide(Member(0), Member(1), (2, near));
        Assert.That(decisions, Is.EqualTo([new Decision(0, 0, 3, 0, 0, 128, 0), new Decision(1, 0, 3, 0, 0, 128, 1), new Decision(2, 0, 3, 0, 0, 96, 0)]));
    }

    [Test]
    public void Decide_ChainOfSmallChanges_KeepsWhatDriftedAway()
    {
        // Each differs from the one before in 20 other slots: 128, 108, 88, 68, … equal slots with the first.
        SignatureRecord[] chain = [.. Enumerable.Repeat(Any, 6)];
        for (int i = 1; i < chain.Length; i++)
        {
            chain[i] = chain[i - 1];
            for (int slot = 20 * (i - 1); slot < 20 * i; slot++)
                chain[i].Slots[slot]++;
        }
        Decision[] decisions = Decide([.. chain.Select((record, i) => ((uint)i, record))]);
        Assert.That(decisions.Select(decision => decision.Kept), Is.EqualTo([0u, 0u, 2u, 2u, 4u, 4u]));
        Assert.That(decisions.Select(decision => decision.EqualSlots), Is.EqualTo([128, 108, 128, 108, 128, 108]));
    }

    [Test]
    public void Decide_HundredThousandNearlyEqual_NamesTheFirst()
    {
        var random = new Random(3);
        (uint, SignatureRecord)[] members = [.. Enumerable.Range(0, 100_000).Select(i => ((uint)i, SignatureRecords.Like(Any, random, i, i == 0 ? 0 : random.Next(1, 20))))];
        Decision[] decisions = DecideInOrder(members);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(decisions, Has.Length.EqualTo(members.Length));
            Assert.That(decisions.Select(decision => decision.Kept), Is.All.EqualTo(0));
            Assert.That(decisions.Skip(1).Select(decision => decision.EqualSlots), Is.All.InRange(109, 127));
        }
    }

    /// <summary>Only the most preferred kept ones are looked at, so that the time for a huge cluster is bounded; what is like others only stays.</summary>
    [Test]
    public void Decide_ManyKept_ComparesWithTheFirst1024()
    {
        var random = new Random(4);
        SignatureRecord[] records = [.. Enumerable.Range(0, 1100).Select(row => SignatureRecords.Any(random, row))];
        records = [.. records, records[1023], records[1024]];
        Decision[] decisions = DecideInOrder([.. records.Select((record, i) => ((uint)i, record))]);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(decisions.Take(1100).Select(decision => decision.IsKeeper), Is.All.True);
            Assert.That(decisions[1100].Kept, Is.EqualTo(1023));
            Assert.That(decisions[1101].Kept, Is.EqualTo(1101), "beyond the bound");
        }
    }

    [Test]
    public void Decide_KeptByEarlierRuns_StayThoughEqual()
    {
        var selection = new KeeperSelection(MinEqual);
        selection.Begin(3);
        Decision[] decisions = [.. new[] { (8u, ClusterMember.EarlierPlace), (9u, ClusterMember.EarlierPlace), (1u, 7u) }.Select(member => selection.Decide(new ClusterMember(1, member.Item2, 0, member.Item1), Any))];
        Assert.That(decisions.Select(decision => (decision.Ordinal, decision.Kept)), Is.EqualTo(new (uint, uint)[] { (8, 8), (9, 9), (1, 8) }));
    }

    private static (uint Ordinal, SignatureRecord Record) Member(uint ordinal, int textBytes = 100, LicenceClass? licence = null) =>
        (ordinal, Any with { TextBytes = textBytes, Licence = licence is { } own ? (byte)own : SignatureRecord.NoLicence });

    private static Decision[] Decide(params (uint Ordinal, SignatureRecord Record)[] members) =>
        DecideInOrder([.. members.OrderBy(member => Preference.Member(new ClusterLabel(member.Ordinal, 0), member.Record))]);

    private static Decision[] DecideInOrder((uint Ordinal, SignatureRecord Record)[] members)
    {
        var selection = new KeeperSelection(MinEqual);
        selection.Begin((uint)members.Length);
        return [.. members.Select(member => selection.Decide(new ClusterMember(0, ClusterMember.EarlierPlace + 1, 0, member.Ordinal), member.Record))];
    }
}
