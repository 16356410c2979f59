using System.Buffers.Text;
using Spichlerz.Hpc.Documents;
using Spichlerz.Hpc.Manifests;

namespace Spichlerz.Hpc.Shards;

/// <summary>Streams the documents of one of our own shards in file order, batch by batch. Our shards are whole, or the shard fails.</summary>
public sealed class ShardReader : IDisposable
{
    // Lines hold the text of one document, escaped at worst 6 times, and its metadata; the shard stage has bounded both.
    private const int MaxLineBytes = int.MaxValue / 2;

    private readonly string path;
    private readonly ShardId shard;
    private readonly byte[] idPrefix;
    private readonly HashingStream raw;
    private readonly LineReader lines;
    private readonly DocumentBatch batch = new();
    private bool holdsLine;

    /// <param name="path">The .jsonl.zst file.</param>
    /// <param name="shard">The shard whose documents it holds; ids that say otherwise are refused.</param>
    public ShardReader(string path, ShardId shard)
    {
        this.path = path;
        this.shard = shard;
        idPrefix = DocumentFormat.IdPrefix(shard);
        lines = new LineReader(JsonlFile.Open(path, maxWindowLog: 27, out raw), MaxLineBytes);
    }

    /// <summary>Bytes and hash of the file as read so far: of the whole file once <see cref="ReadBatch"/> has returned nothing.</summary>
    public FileEntry Entry(string relativePath) => new(relativePath, raw.Bytes, raw.Xxh3());

    /// <summary>The next documents, none at the end. They and their memory live until the next call.</summary>
    /// <exception cref="ShardFormatException">A line is not a document of this shard, or the file ends early.</exception>
    public IReadOnlyList<Document> ReadBatch()
    {
        batch.Clear();
        while (holdsLine || Next())
        {
            holdsLine = true;
            if (!batch.TryReserve(lines.Line.Length))
                break;
            batch.Add(Parse(lines.Line.Span));
            holdsLine = false;
        }
        if (batch.IsEmpty)
            raw.ReadToEnd();
        return batch.Documents;
    }

    public void Dispose() => lines.Dispose();

    private bool Next()
    {
        bool found = lines.MoveNext();
        return lines.Damage is { } damage ? throw Fault(damage.Message, damage) : found;
    }

    private Document Parse(ReadOnlySpan<byte> line)
    {
        if (!line.StartsWith(DocumentFormat.TextStart))
            throw Fault("the line does not start with {\"text\":\"");
        int at = DocumentFormat.TextStart.Length;
        JsonStringFault fault = JsonStringKernel.Unescape(line[at..], batch.Free, out int consumed, out int written);
        if (fault is not JsonStringFault.None)
            throw Fault($"the text breaks off at byte {at + consumed} of the line ({fault})");
        ReadOnlyMemory<byte> text = batch.Take(written);
        at += consumed - 1; // back to the closing quote
        if (!line[at..].StartsWith(DocumentFormat.MetaStart))
            throw Fault("no meta.spichlerz.id follows the text");
        at += DocumentFormat.MetaStart.Length;
        if (!line[at..].StartsWith(idPrefix) || !Utf8Parser.TryParse(line[(at + idPrefix.Length)..], out int row, out int digits)
            || !line[(at + idPrefix.Length + digits)..].StartsWith("\""u8))
        {
            throw Fault($"the document's id does not belong to {shard}");
        }
        at += idPrefix.Length + digits + 1;
        int factsEnd = DocumentFormat.IndexOfObjectEnd(line[at..]);
        if (factsEnd < 0 || !line.EndsWith("}}"u8))
            throw Fault("the metadata breaks off");
        ReadOnlySpan<byte> facts = line.Slice(at, factsEnd);
        ReadOnlySpan<byte> meta = line[(at + factsEnd + 1)..^2];
        if (!IsEmptyOrMembers(facts) || !IsEmptyOrMembers(meta))
            throw Fault("the metadata breaks off");
        return new Document(shard, row, text, batch.Copy(facts.IsEmpty ? facts : facts[1..]), batch.Copy(meta.IsEmpty ? meta : meta[1..]));
    }

    private static bool IsEmptyOrMembers(ReadOnlySpan<byte> rest) => rest.IsEmpty || rest[0] == (byte)',';

    private ShardFormatException Fault(string problem, Exception? inner = null) =>
        new(path, lines.Number, lines.Offset, problem, "Remove the file and run again: the stage that wrote it does it anew.", inner);
}
