using Spichlerz.Hpc.Shards;
using Spichlerz.Hpc.Tests.Sharding;

namespace Spichlerz.Hpc.Tests.Shards;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class TableReaderTests : IDisposable
{
    private readonly InputFiles files = new();

    private string TablePath => files.Work.Full("clean/zbiór/tabela.parquet");

    public void Dispose() => files.Dispose();

    [Test]
    public void RowGroups_TableOfOurs_GivesEachColumnByNameInOrder()
    {
        using (var writer = new TableWriter(TablePath, rank: 0, ("row", typeof(int)), ("keeper", typeof(bool)), ("id", typeof(string))))
        {
            using (TableWriter.RowGroup first = writer.BeginRows(2))
                first.Column([1, 2]).Column([true, false]).Column(["ąę", ""]);
            using (TableWriter.RowGroup second = writer.BeginRows(1))
                second.Column([3]).Column([true]).Column(["x"]);
            writer.Commit("t.parquet");
        }
        using var table = new TableReader(TablePath);
        var rows = table.RowGroups().Select(group => (Ids: group.Column("id"), Rows: group.Column<int>("row"), Keepers: group.Column<bool>("keeper"))).ToList();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(rows.Select(group => group.Rows), Is.EqualTo((int[][])[[1, 2], [3]]));
            Assert.That(rows.Select(group => group.Keepers), Is.EqualTo((bool[][])[[true, false], [true]]));
            Assert.That(rows.Select(group => group.Ids), Is.EqualTo((string[][])[["ąę", ""], ["x"]]));
        }
    }

    [Test]
    public void Constructor_NoTable_Throws()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(TablePath)!);
        File.WriteAllBytes(TablePath, "PAR1 torn"u8.ToArray());
        Assert.That(() => new TableReader(TablePath), Throws.InstanceOf<IOException>());
    }
}
