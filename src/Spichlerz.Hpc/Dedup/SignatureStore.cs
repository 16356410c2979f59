using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;
using Spichlerz.Hpc.Manifests;
using Spichlerz.Hpc.Runs;

namespace Spichlerz.Hpc.Dedup;

/// <summary>The signatures of the shards that one rank owns: scanned in order, or read one by one.</summary>
internal sealed class SignatureStore(WorkDirectory work, OrdinalMap ordinals, int rank) : IDisposable
{
    private const int MaxOpenFiles = 256;

    private readonly Dictionary<ShardRange, SafeFileHandle> open = [];

    /// <summary>Reads all records of the rank in ordinal order.</summary>
    /// <param name="entries">If given, the files are checked, see <see cref="SignatureScan"/>.</param>
    public SignatureScan Scan(IReadOnlyDictionary<string, FileEntry>? entries = null) => new(work, ordinals.ShardsOf(rank).ToArray()) { Entries = entries };

    /// <summary>Reads the records of this run's own documents only.</summary>
    public SignatureScan ScanOwn() => new(work, [.. ordinals.ShardsOf(rank).ToArray().Where(range => range.Earlier is null)]);

    /// <summary>Reads the record of one of the rank's own documents. Ascending ordinals spare opening files again.</summary>
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

    private SafeFileHandle Open(ShardRange range)
    {
        if (open.Count >= MaxOpenFiles)
            Dispose();
        return File.OpenHandle(work.Full(range.SignaturePath), options: FileOptions.RandomAccess);
    }
}
