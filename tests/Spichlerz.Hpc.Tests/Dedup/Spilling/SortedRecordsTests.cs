using CsCheck;
using Spichlerz.Hpc.Dedup;
using Spichlerz.Hpc.Dedup.Spilling;

namespace Spichlerz.Hpc.Tests.Dedup.Spilling;

public sealed class SortedRecordsTests
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("spichlerz-spill-");

    [OneTimeTearDown]
    public void Remove() => folder.Delete(recursive: true);

    /// <summary>In memory, with one run and with many; added in pieces of any size.</summary>
    [Test]
    public void Read_AnyRecordsAndCapacity_IsTheComparisonSort() => Gen.Select(RecordSortTests.Inputs, Gen.Int[1, 4000], Gen.Int[1, 500]).Sample((records, capacity, piece) =>
    {
        using var spill = new SpillFolder(Path.Combine(folder.FullName, "all"));
        using var sorted = new SortedRecords<BandRecord>(spill, capacity, new SortRoom<BandRecord>());
        foreach (BandRecord[] part in records.Chunk(piece))
            sorted.Add(part);
        sorted.Complete();
        BandRecord[] expected = [.. records.OrderBy(record => record.Key).ThenBy(record => record.Ordinal)];
        Assert.That(ReadAll(sorted), Is.EqualTo(expected));
        Assert.That(ReadAll(sorted), Is.EqualTo(expected), "a second time");
        Assert.That(spill.Bytes > 0, Is.EqualTo(records.Length > capacity));
    }, seed: "0000000000007", iter: 150, threads: 1);

    [Test]
    public void Read_Distinct_GivesEqualRecordsOnce() => Gen.Select(Gen.Select(Gen.UInt[0, 30], Gen.UInt[0, 30]).Array[0, 3000], Gen.Int[1, 4000]).Sample((pairs, capacity) =>
    {
        using var spill = new SpillFolder(Path.Combine(folder.FullName, "distinct"));
        using var sorted = new SortedRecords<Edge>(spill, capacity, new SortRoom<Edge>(), isDistinct: true);
        foreach ((uint from, uint to) in pairs)
            sorted.Add(new Edge(from, to));
        sorted.Complete();
        Assert.That(ReadAll(sorted), Is.EqualTo(pairs.Select(pair => new Edge(pair.Item1, pair.Item2)).Distinct().Order()));
    }, seed: "0000000000008", iter: 150, threads: 1);

    [Test]
    public void Dispose_Spilled_LeavesNoFile()
    {
        string path = Path.Combine(folder.FullName, "gone");
        var spill = new SpillFolder(path);
        var sorted = new SortedRecords<Edge>(spill, 10, new SortRoom<Edge>());
        for (uint i = 0; i < 100; i++)
            sorted.Add(new Edge(i, i));
        sorted.Complete();
        Assert.That(Directory.GetFiles(path), Has.Length.EqualTo(1));
        sorted.Dispose();
        Assert.That(Directory.GetFiles(path), Is.Empty);
        spill.Dispose();
        Assert.That(Directory.Exists(path), Is.False);
    }

    private static List<T> ReadAll<T>(SortedRecords<T> sorted)
        where T : unmanaged, ISortable<T>
    {
        RecordCursor<T> cursor = sorted.Read(bufferBytes: 1);
        var records = new List<T>();
        while (cursor.MoveNext())
            records.Add(cursor.Current);
        return records;
    }
}
