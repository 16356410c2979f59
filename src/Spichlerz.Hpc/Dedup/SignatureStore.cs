using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;
using Spichlerz.Hpc.Documents;
using Spichlerz.Hpc.Manifests;
using Spichlerz.Hpc.Runs;
using Spichlerz.Hpc.Shards;

namespace Spichlerz.Hpc.Dedup;

/// <summary>The signatures of the shards that one rank owns: scanned in order, or read one by one.</summary>
internal sealed class SignatureStore(WorkDirectory work, OrdinalMap ordinals, int rank) : IDisposable
{
    private const int ChunkRecords = 1024;
    private const int MaxOpenFiles = 64;

    private readonly SignatureRecord[] chunk = new SignatureRecord[ChunkRecords];
    private readonly Dictionary<ShardRange, SafeFileHandle> open = [];

    /// <summary>Shards whose files were found torn, changed or gone when <see cref="Scan"/> checked them, and what was wrong.</summary>
    public List<(ShardId Shard, string Message)> Damaged { get; } = [];

    /// <summary>What is done with one scanned record.</summary>
    public delegate void Visit(uint ordinal, in SignatureRecord record);

    /// <summary>Visits all records of the rank in ordinal order.</summary>
    /// <param name="entries">If given, every file is hashed on the way and compared with its writer's entry; faults go to <see cref="Damaged"/>.</param>
    public void Scan(Visit visit, IReadOnlyDictionary<string, FileEntry>? entries = null)
    {
        foreach (ShardRange range in ordinals.ShardsOf(rank))
        {
            try
            {
                ScanShard(range, visit, entries);
            }
            catch (IOException e) when (entries is not null)
            {
                Damaged.Add((range.Shard, e.Message)); // the other ranks wait for this one, and there may be more to tell
            }
        }
    }

    /// <summary>Reads the record of one of the rank's own documents.</summary>
    public void Read(uint ordinal, out SignatureRecord record)
    {
        ShardRange range = ordinals.ShardOf(ordinal);
        if (!open.TryGetValue(range, out SafeFileHandle? file))
            open[range] = file = Open(range);
        record = default;
        long offset = SignatureFile.HeaderBytes + (long)(ordinal - range.Start) * SignatureRecord.Size;
        RandomAccess.Read(file, MemoryMarshal.AsBytes(MemoryMarshal.CreateSpan(ref record, 1)), offset);
    }

    public void Dispose()
    {
        foreach (SafeFileHandle file in open.Values)
            file.Dispose();
        open.Clear();
    }

    private void ScanShard(ShardRange range, Visit visit, IReadOnlyDictionary<string, FileEntry>? entries)
    {
        string path = SignStage.PathOf(range.Shard);
        using var file = new HashingStream(new FileStream(work.Full(path), FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0, FileOptions.SequentialScan));
        byte[] header = new byte[SignatureFile.HeaderBytes];
        int headerBytes = file.ReadAtLeast(header, header.Length, throwOnEndOfStream: false);
        if (SignatureFile.CountRecords(path, header.AsSpan(0, headerBytes), file.Length) != range.Count)
            throw new ShardFormatException(path, 0, 0, $"the file holds another number of signatures than the {range.Count} its manifest says", "Remove the file and run again: sign makes it anew.");
        uint ordinal = range.Start;
        for (int left = range.Count; left > 0;)
        {
            Span<SignatureRecord> records = chunk.AsSpan(0, Math.Min(left, ChunkRecords));
            file.ReadExactly(MemoryMarshal.AsBytes(records));
            foreach (ref readonly SignatureRecord record in records)
                visit(ordinal++, in record);
            left -= records.Length;
        }
        if (entries is not null)
            InputCheck.Verified(entries[path], relative => new FileEntry(relative, file.Bytes, file.Xxh3()));
    }

    private SafeFileHandle Open(ShardRange range)
    {
        if (open.Count >= MaxOpenFiles)
            Dispose();
        return File.OpenHandle(work.Full(SignStage.PathOf(range.Shard)), options: FileOptions.RandomAccess);
    }
}
