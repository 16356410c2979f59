using Spichlerz.Hpc.Config;
using Spichlerz.Hpc.Dedup;
using Spichlerz.Hpc.Documents;

namespace Spichlerz.Hpc.Tests.Dedup;

public sealed class DedupTablesTests
{
    private static readonly ShardId First = new("akty i umowy", 0, 0), Empty = new("akty i umowy", 0, 1), Second = new("źródła", 3, 12);

    [Test]
    public void Write_Decisions_ReadBackByDuckDb()
    {
        var random = new Random(1);
        SignatureRecord a = SignatureRecords.Any(random, 5), b = SignatureRecords.Any(random, 9), nearA = SignatureRecords.Like(a, random, 2, 4), copyA = a with { Row = 40 };
        using var work = DedupWork.OfSignatures((First, [a, b]), (Empty, []), (Second, [nearA, copyA]));
        work.Licences["źródła"] = LicenceClass.PublicDomain;
        work.Run(ranks: 2);
        int longest = nearA.TextBytes; // equal for both: the smaller ordinal stays
        using (Assert.EnterMultipleScope())
        {
            Assert.That(work.Rows(First), Is.EqualTo([
                new DedupRow("akty i umowy/00000-00000/5", 0, 3, false, 124 / 128.0, "źródła/00003-00012/2"),
                new DedupRow("akty i umowy/00000-00000/9", 1, 1, true, 1, "")]));
            Assert.That(work.Rows(Empty), Is.Empty);
            Assert.That(work.Rows(Second), Is.EqualTo([
                new DedupRow("źródła/00003-00012/2", 0, 3, true, 1, ""),
                new DedupRow("źródła/00003-00012/40", 0, 3, false, 124 / 128.0, "źródła/00003-00012/2")]));
            Assert.That(longest, Is.EqualTo(copyA.TextBytes));
            Assert.That(KeeperColumn.Read(work.Work.Full("dedup/akty i umowy/00000-00000.parquet")), Is.EqualTo([false, true]));
        }
    }

    [Test]
    public void Write_Tables_HaveTheDocumentedColumns()
    {
        using var work = DedupWork.OfSignatures((First, [SignatureRecords.Any(new Random(1), 0)]));
        work.Run();
        List<string> columns = DedupWork.Query($"DESCRIBE SELECT * FROM read_parquet('{work.Work.Full("dedup/akty i umowy/00000-00000.parquet")}')", row => $"{row.GetString(0)} {row.GetString(1)}");
        Assert.That(columns, Is.EqualTo(["row INTEGER", "cluster BIGINT", "cluster_size INTEGER", "keeper BOOLEAN", "similarity DOUBLE", "kept_id VARCHAR"]));
    }

    [Test]
    public void Write_MoreRowsThanARowGroup_KeepsThemAllInOrder()
    {
        var random = new Random(2);
        SignatureRecord any = SignatureRecords.Any(random, 0);
        SignatureRecord[] records = [.. Enumerable.Range(0, (1 << 16) + 3).Select(row => any with { Row = row, HasWords = 0 })];
        using var work = DedupWork.OfSignatures((First, records));
        work.Run(settings: new DedupSettings { Bands = 1 });
        Assert.That(work.Rows().Select(row => row.Id), Is.EqualTo(records.Select(record => $"akty i umowy/00000-00000/{record.Row}")));
        Assert.That(KeeperColumn.Read(work.Work.Full("dedup/akty i umowy/00000-00000.parquet")), Has.Length.EqualTo(records.Length).And.All.True);
    }
}
