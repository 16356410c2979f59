using System.Text;
using CsCheck;
using Spichlerz.Hpc.Shards;
using ZstdSharp;

namespace Spichlerz.Hpc.Tests.Shards;

public sealed class LineReaderTests
{
    private static readonly Gen<int[]> Chunks = Gen.Int[1, 100].Array[0, 8];

    private static readonly Gen<byte[]> AnyBytes = Gen.Frequency((3, Gen.Byte), (1, Gen.Const((byte)'\n')), (1, Gen.Const((byte)'\r'))).Array[0, 600];

    // Long enough for lines that are passed over without being held.
    private static readonly Gen<byte[]> LongLines =
        from lengths in Gen.Frequency((5, Gen.Int[0, 60]), (2, Gen.Int[LineReader.HeadBytes - 20, 3 * LineReader.HeadBytes])).Array[0, 6]
        from isClosed in Gen.Bool
        select Join(lengths, isClosed);

    [TestCase("", new string[0])]
    [TestCase("\n", new[] { "" })]
    [TestCase("\n\n", new[] { "", "" })]
    [TestCase("a", new[] { "a" })]
    [TestCase("a\n", new[] { "a" })]
    [TestCase("a\nb", new[] { "a", "b" })]
    [TestCase("a\r\nb\r\n", new[] { "a\r", "b\r" }, Description = "a carriage return is the parser's")]
    [TestCase("a\rb", new[] { "a\rb" }, Description = "alone it ends no line")]
    [TestCase("\n\na\n\n", new[] { "", "", "a", "" })]
    [TestCase("\0\n\u2028\n\u0085", new[] { "\0", "\u2028", "\u0085" })]
    public void MoveNext_SmallStream_CutsAtLineFeeds(string content, string[] expected)
    {
        List<Seen> lines = Read(Encoding.UTF8.GetBytes(content));
        Assert.That(lines.Select(line => Encoding.UTF8.GetString(line.Line)), Is.EqualTo(expected));
    }

    [Test]
    public void MoveNext_AnyBytesInAnyChunks_EqualsPlainSplit() => Gen.Select(AnyBytes, Chunks).Sample(
        (content, chunks) => Assert.That(Read(content, chunks), Is.EqualTo(Split(content, int.MaxValue))), seed: "0000KFkd4vb1", iter: 2_000);

    [Test]
    public void MoveNext_LinesOverTheLimitInAnyChunks_EqualsPlainSplitWithHeads() => Gen.Select(LongLines, Chunks, Gen.Int[0, 9000]).Sample(
        (content, chunks, limit) => Assert.That(Read(content, chunks, limit), Is.EqualTo(Split(content, limit))), seed: "0000KFkd4vb1", iter: 500);

    [TestCase(99, true)]
    [TestCase(100, false)]
    [TestCase(101, false)]
    public void MoveNext_LineOfHundredBytes_IsTooLongOverTheLimitOnly(int limit, bool isTooLong)
    {
        byte[] content = [.. Join([100, 3], isClosed: true)];
        Assert.That(Read(content, limit: limit).Select(line => (line.Bytes, line.IsTooLong)), Is.EqualTo(new[] { (100L, isTooLong), (3L, false) }));
    }

    [Test]
    public void MoveNext_HugeLine_KeepsItsHeadAndFindsTheNextOne()
    {
        byte[] content = Join([10, 1_000_000, 20], isClosed: false);
        List<Seen> lines = Read(content, chunks: [7919], limit: 5000);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(lines.Select(line => (line.Number, line.Offset, line.Bytes, line.IsTooLong)), Is.EqualTo(new[] { (1L, 0L, 10L, false), (2L, 11L, 1_000_000L, true), (3L, 1_000_012L, 20L, false) }));
            Assert.That(lines[1].Line, Is.EqualTo(content[11..(11 + LineReader.HeadBytes)]));
            Assert.That(lines[2].Line, Is.EqualTo(content[1_000_012..]));
        }
    }

    [TestCase("dwa\nwier", 3, "wier", Description = "inside a line: what was read of it is shown")]
    [TestCase("dwa\n", 3, "", Description = "between lines: one empty line stands for the lost rest")]
    [TestCase("", 2, "", Description = "at the very start")]
    public void MoveNext_DamagedStream_EndsWithWhatWasReadOfTheLastLine(string rest, int number, string last)
    {
        byte[] content = Encoding.UTF8.GetBytes("raz\n" + rest);
        var damage = new EndOfStreamException("cut");
        using var reader = new LineReader(new ChunkedStream(content, [3], damage), int.MaxValue);
        var numbers = new List<long>();
        while (reader.MoveNext() && reader.Damage is null)
            numbers.Add(reader.Number);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(numbers, Is.EqualTo(Enumerable.Range(1, number - 1)));
            Assert.That(reader.Damage, Is.SameAs(damage));
            Assert.That(reader.Number, Is.EqualTo(number));
            Assert.That(reader.Offset, Is.EqualTo(content.Length - last.Length));
            Assert.That(Encoding.UTF8.GetString(reader.Line.Span), Is.EqualTo(last));
            Assert.That(reader.MoveNext(), Is.False, "nothing comes after damage");
        }
    }

    [Test]
    public void MoveNext_DamageInsideOverlongLine_KeepsTheHeadAndTellsTheDamage()
    {
        using var reader = new LineReader(new ChunkedStream(new byte[20_000], [100], new InvalidDataException("cut")), maxLineBytes: 5000);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(reader.MoveNext(), Is.True);
            Assert.That(reader.Damage, Is.TypeOf<InvalidDataException>());
            Assert.That(reader.IsTooLong, Is.True);
            Assert.That(reader.LineBytes, Is.EqualTo(20_000));
            Assert.That(reader.Line.Length, Is.EqualTo(LineReader.HeadBytes));
        }
    }

    [Test]
    public void MoveNext_FailureOfTheDisk_IsThrown()
    {
        using var reader = new LineReader(new ChunkedStream([1, 2], [], new IOException("Input/output error")), int.MaxValue);
        Assert.That(reader.MoveNext, Throws.TypeOf<IOException>().With.Message.EqualTo("Input/output error"));
    }

    [Test]
    public void MoveNext_ZstdException_IsDamage()
    {
        using var reader = new LineReader(new ChunkedStream([1, 2], [], new ZstdException(ZstdSharp.Unsafe.ZSTD_ErrorCode.ZSTD_error_corruption_detected, "Data corruption detected")), int.MaxValue);
        Assert.That((reader.MoveNext(), reader.Damage?.Message), Is.EqualTo((true, "Data corruption detected")));
    }

    private static List<Seen> Read(byte[] content, int[]? chunks = null, int limit = int.MaxValue)
    {
        using var reader = new LineReader(new ChunkedStream(content, chunks ?? []), limit);
        var lines = new List<Seen>();
        while (reader.MoveNext())
            lines.Add(new Seen(reader.Number, reader.Offset, reader.LineBytes, reader.IsTooLong, reader.Line.ToArray()));
        return lines;
    }

    private static List<Seen> Split(byte[] content, int limit)
    {
        var lines = new List<Seen>();
        for (int start = 0; start < content.Length;)
        {
            int end = Array.IndexOf(content, (byte)'\n', start);
            byte[] line = content[start..(end < 0 ? content.Length : end)];
            bool isTooLong = line.Length > limit;
            lines.Add(new Seen(lines.Count + 1, start, line.Length, isTooLong, isTooLong ? [.. line.Take(LineReader.HeadBytes)] : line));
            start += line.Length + 1;
        }
        return lines;
    }

    /// <summary>Lines of these lengths without line feeds in them; no two places hold the same bytes.</summary>
    private static byte[] Join(int[] lengths, bool isClosed)
    {
        var content = new List<byte>();
        foreach (int length in lengths)
        {
            for (int i = 0; i < length; i++)
                content.Add((byte)('!' + (content.Count % 93)));
            content.Add((byte)'\n');
        }
        if (!isClosed && content.Count > 0)
            content.RemoveAt(content.Count - 1);
        return [.. content];
    }

    private sealed record Seen(long Number, long Offset, long Bytes, bool IsTooLong, byte[] Line)
    {
        public bool Equals(Seen? other) =>
            other is not null && (Number, Offset, Bytes, IsTooLong) == (other.Number, other.Offset, other.Bytes, other.IsTooLong) && Line.AsSpan().SequenceEqual(other.Line);

        public override int GetHashCode() => HashCode.Combine(Number, Offset, Bytes, IsTooLong);
    }
}
