using System.Collections.Immutable;
using Spichlerz.Hpc.Dedup;
using Spichlerz.Hpc.Documents;
using Spichlerz.Hpc.Manifests;
using Spichlerz.Hpc.Runs;
using Spichlerz.Hpc.Shards;

namespace Spichlerz.Hpc.Reduction;

/// <summary>Walks through a dataset's clean documents in order and tells which of them deduplication kept. A unit of <see cref="ShardCatalogue.DatasetUnits"/> is its input.</summary>
public sealed class DatasetKeepers(WorkDirectory work, StageUnit unit)
{
    private readonly List<FileEntry> verified = [];

    /// <summary>What was read, with hashes that agree with the writers'; complete once <see cref="Read"/> has come to its end.</summary>
    public IReadOnlyList<FileEntry> Inputs => verified;

    /// <summary>Calls <paramref name="visit"/> with every document and whether it was kept. The document lives only during the call.</summary>
    public void Read(Action<Document, bool> visit, CancellationToken cancel)
    {
        int shards = (unit.Inputs.Length - 1) / 2;
        for (int i = 0; i < shards; i++)
            ReadShard(unit.Inputs[i], unit.Inputs[shards + i], visit, cancel);
        ImmutableArray<FileEntry> tables = unit.Inputs[shards..];
        verified.AddRange(tables);
    }

    private void ReadShard(FileEntry shard, FileEntry table, Action<Document, bool> visit, CancellationToken cancel)
    {
        InputCheck.Verified(table, path => new FileEntry(path, new FileInfo(work.Full(path)).Length, Proof.HashFile(work.Full(path))));
        bool[] keepers = KeeperColumn.Read(work.Full(table.Path));
        using var reader = new ShardReader(work.Full(shard.Path), ShardCatalogue.IdOf(shard.Path, ".jsonl.zst"));
        int row = 0;
        while (reader.ReadBatch() is { Count: > 0 } batch)
        {
            cancel.ThrowIfCancellationRequested();
            foreach (Document document in batch)
            {
                if (row == keepers.Length)
                    throw new ShardFormatException(table.Path, row, 0, $"the table has {keepers.Length} rows, but {shard.Path} has more documents", "Run dedup again with --redo dedup.");
                visit(document, keepers[row++]);
            }
        }
        if (row != keepers.Length)
            throw new ShardFormatException(table.Path, row, 0, $"the table has {keepers.Length} rows, but {shard.Path} has {row} documents", "Run dedup again with --redo dedup.");
        verified.Add(InputCheck.Verified(shard, reader.Entry));
    }
}
