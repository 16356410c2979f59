using Spichlerz.Hpc.Documents;

namespace Spichlerz.Hpc.Shards;

/// <summary>Some consecutive documents of a shard whose texts and metadata lie in one buffer that the next batch reuses.</summary>
internal sealed class DocumentBatch
{
    /// <summary>Few enough to stay in the second-level cache, enough to make a model's batch.</summary>
    public const int MaxDocuments = 256;

#if DEBUG
    private const int TargetBytes = 512; // so that every test crosses batch borders
#else
    private const int TargetBytes = 1 << 20;
#endif

    private readonly List<Document> documents = [];
    private byte[] bytes = new byte[TargetBytes];
    private int used;

    public IReadOnlyList<Document> Documents => documents;

    public bool IsEmpty => documents.Count == 0;

    /// <summary>Makes room for a line; false if the batch is full and the line belongs into the next one.</summary>
    public bool TryReserve(int lineBytes)
    {
        if (bytes.Length - used >= lineBytes && documents.Count < MaxDocuments)
            return true;
        if (!IsEmpty)
            return false;
        // A buffer that grew for one long document goes back to its usual size with the next batch.
        if (lineBytes > bytes.Length || bytes.Length > TargetBytes)
            bytes = new byte[Math.Max(lineBytes, TargetBytes)];
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
