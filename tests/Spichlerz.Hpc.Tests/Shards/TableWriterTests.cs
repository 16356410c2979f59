using Spichlerz.Hpc.Manifests;
using Spichlerz.Hpc.Shards;
using Spichlerz.Hpc.Tests.Sharding;

namespace Spichlerz.Hpc.Tests.Shards;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class TableWriterTests : IDisposable
{
    private readonly InputFiles files = new();

    private string TablePath => files.Work.Full("clean/zbiór/tabela.parquet");

    public void Dispose() => files.Dispose();

    [Test]
    public void Commit_TwoRowGroups_AreReadByDuckDb()
    {
        FileEntry entry = Write(["zażółć", "", "😀\"'\0"], ["x"]);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Duck.Query("SELECT id, row, value, flag FROM $file ORDER BY row", TablePath), Is.EqualTo(new object[][]
            {
                ["zażółć", 0, 0.1, false], ["", 1, 1.1, true], ["😀\"'\0", 2, 2.1, false], ["x", 3, 3.1, true],
            }));
            Assert.That(Duck.Query("SELECT column_name, column_type, \"null\" FROM (DESCRIBE SELECT * FROM $file)", TablePath).Select(row => $"{row[0]} {row[1]}"), Is.EqualTo((string[])["id VARCHAR", "row INTEGER", "value DOUBLE", "flag BOOLEAN"]));
            Assert.That(entry, Is.EqualTo(new FileEntry("t", new FileInfo(TablePath).Length, Proof.HashFile(TablePath), 4)));
        }
    }

    [Test]
    public void Commit_NoRows_IsATableWithoutRows()
    {
        FileEntry entry = Write([]);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Duck.Query("SELECT count(*) FROM $file", TablePath), Is.EqualTo(new object[][] { [0L] }));
            Assert.That(entry.Documents, Is.Zero);
        }
    }

    [Test]
    public void Commit_NoRowGroup_IsATableWithoutRows()
    {
        Write();
        Assert.That(Duck.Query("SELECT count(*) FROM $file", TablePath), Is.EqualTo(new object[][] { [0L] }));
    }

    [Test]
    public void Commit_SameRowsTwice_GivesTheSameBytes() =>
        Assert.That(Write(["a", "b"]).Xxh3, Is.EqualTo(Write(["a", "b"]).Xxh3));

    [Test]
    public void Dispose_WithoutCommit_LeavesNothing()
    {
        using (var table = new TableWriter(TablePath, rank: 3, ("id", typeof(string))))
        {
            using TableWriter.RowGroup group = table.BeginRows(1);
            group.Column(["a"]);
        }
        Assert.That(Directory.EnumerateFileSystemEntries(Path.GetDirectoryName(TablePath)!), Is.Empty);
    }

    private FileEntry Write(params string[][] groups)
    {
        using var table = new TableWriter(TablePath, rank: 0, ("id", typeof(string)), ("row", typeof(int)), ("value", typeof(double)), ("flag", typeof(bool)));
        int row = 0;
        foreach (string[] ids in groups)
        {
            int[] rows = [.. ids.Select(_ => row++)];
            using TableWriter.RowGroup group = table.BeginRows(ids.Length);
            group.Column(ids).Column(rows).Column([.. rows.Select(value => value + 0.1)]).Column([.. rows.Select(value => value % 2 == 1)]);
        }
        return table.Commit("t");
    }
}
