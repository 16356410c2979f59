using System.Runtime.InteropServices;
using Spichlerz.Hpc.Manifests;
using Spichlerz.Hpc.Runs;
using Spichlerz.Hpc.Shards;

namespace Spichlerz.Hpc.Dedup;

/// <summary>Reads the signatures of some shards one after the other; of earlier runs' shards only those of documents that were kept.</summary>
/// <remarks>Where the files are checked, each is hashed on the way and compared with its writer's entry; one that fails is noted and passed over.</remarks>
internal sealed class SignatureScan(WorkDirectory work, IReadOnlyList<ShardRange> shards) : IDisposable
{
    private const int ChunkRecords = 1024;

    private readonly SignatureRecord[] chunk = new SignatureRecord[ChunkRecords];
    private HashingStream? file;
    private int nextShard;
    private int left;
    private int held;
    private int at = -1;
    private uint ordinal;
    private bool[]? keepers;

    /// <summary>Entries of the files by their path, if they are to be checked.</summary>
    public IReadOnlyDictionary<string, FileEntry>? Entries { get; init; }

    /// <summary>Shards whose files were found torn, changed or gone, and what was wrong.</summary>
    public List<(ShardRange Shard, string Message)> Damaged { get; } = [];

    /// <summary>The shard of the current document.</summary>
    public ShardRange Shard => shards[nextShard - 1];

    public uint Ordinal => ordinal + (uint)at;

    public ref readonly SignatureRecord Current => ref chunk[at];

    public bool MoveNext()
    {
        do
        {
            if (!Advance())
                return false;
        }
        while (keepers is not null && !keepers[(int)(Ordinal - Shard.Start)]);
        return true;
    }

    public void Dispose() => file?.Dispose();

    private bool Advance()
    {
        while (++at >= held)
        {
            try
            {
                if (!Fill())
                    return false;
            }
            catch (IOException e) when (Entries is not null)
            {
                Damaged.Add((Shard, e.Message)); // the other ranks wait for this one, and there may be more to tell
                (left, held) = (0, 0);
            }
            at = -1;
        }
        return true;
    }

    /// <summary>Reads the next chunk, perhaps of no records; false at the end.</summary>
    private bool Fill()
    {
        ordinal += (uint)held;
        held = 0;
        if (left == 0 && !OpenNext())
            return false;
        Span<SignatureRecord> records = chunk.AsSpan(0, Math.Min(left, ChunkRecords));
        file!.ReadExactly(MemoryMarshal.AsBytes(records));
        left -= records.Length;
        held = records.Length;
        if (left == 0 && Entries is not null)
            InputCheck.Verified(Entries[Shard.SignaturePath], relative => new FileEntry(relative, file.Bytes, file.Xxh3()));
        return true;
    }

    private bool OpenNext()
    {
        if (nextShard == shards.Count)
            return false;
        ShardRange range = shards[nextShard++];
        ordinal = range.Start;
        string path = range.SignaturePath;
        file?.Dispose();
        file = new HashingStream(new FileStream(work.Full(path), FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0, FileOptions.SequentialScan));
        byte[] header = new byte[SignatureFile.HeaderBytes];
        int headerBytes = file.ReadAtLeast(header, header.Length, throwOnEndOfStream: false);
        if (SignatureFile.CountRecords(path, header.AsSpan(0, headerBytes), file.Length) != range.Count)
            throw new ShardFormatException(path, 0, 0, $"the file holds another number of signatures than the {range.Count} its manifest says", "Remove the file and run again: sign makes it anew.");
        left = range.Count;
        keepers = range.Earlier is { } earlier ? ReadKeepers(earlier, range) : null;
        return true;
    }

    private static bool[] ReadKeepers(EarlierShard earlier, ShardRange range)
    {
        bool[] keepers = KeeperColumn.Read(earlier.Table.Path);
        return keepers.Length == range.Count ? keepers : throw new ShardFormatException(earlier.Table.Path, 0, 0,
            $"the table has {keepers.Length} rows for {range.Count} signatures", "Finish that run again, or take it out of dedup.against.");
    }
}
