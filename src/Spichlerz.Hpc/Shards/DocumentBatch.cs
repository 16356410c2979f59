using Spichlerz.Hpc.Documents;

namespace Spichlerz.Hpc.Shards;

/// <summary>Some consecutive documents of a shard whose texts and metadata lie in one buffer that the next batch reuses.</summary>
internal sealed class DocumentBatch
{
    /// <summary>
    /// With what steps note of each, so many stay in the second-level cache from the first step to the last: cleaning took 5 % longer with
    /// 1 MiB and 256 documents.
    /// </summary>
    private const int MaxDocuments = 64;

#if DEBUG
    private const int TargetBytes = 512; // so that every test crosses batch borders
#else
    private const int TargetBytes = 1 << 16;
#endif

    /// <summary>More room than that, which some long document needed, is given up with the next batch.</summary>
    private const int RetainedBytes = 1 << 20;

    private readonly List<Document> documents = [];
    private byte[] bytes = new byte[TargetBytes];
    private int used;

    public IReadOnlyList<Document> Documents => documents;

    public bool IsEmpty => documents.Count == 0;

    /// <summary>Makes room for a line; false if the batch is full and the line belongs into the next one.</summary>
    public bool TryReserve(int lineBytes)
    {
        if (!IsEmpty)
            return used + (long)lineBytes <= TargetBytes && documents.Count < MaxDocuments;
        if (lineBytes > bytes.Length || bytes.Length > RetainedBytes)
            bytes = new byte[Math.Max(lineBytes, RetainedBytes)];
        return true;
    }

    public void Clear()
    {
        documents.Clear();
        used = 0;
    }

    /// <summary>Where the next text is unescaped to.</summary>
    public Span<byte> Free => bytes.AsSpan(used);

    /// <summary>Keeps what was written to <see cref="Free"/>.</summary>
    public ReadOnlyMemory<byte> Take(int length)
    {
        used += length;
        return bytes.AsMemory(used - length, length);
    }

    public ReadOnlyMemory<byte> Copy(ReadOnlySpan<byte> source)
    {
        source.CopyTo(Free);
        return Take(source.Length);
    }

    public void Add(Document document) => documents.Add(document);
}
