using Spichlerz.Hpc.Cleaning;
using Spichlerz.Hpc.Dedup;
using Spichlerz.Hpc.Documents;
using Spichlerz.Hpc.Manifests;
using Spichlerz.Hpc.Runs;
using Spichlerz.Hpc.Sharding;

namespace Spichlerz.Hpc.Benchmarks.Scale;

/// <summary>A work directory in which everything up to <c>sign</c> is done for a synthetic corpus: real .sig files, and manifests of texts that never were.</summary>
internal sealed class SyntheticWork(string folder, uint documents)
{
    public const string Dataset = "synthetic";

    private const int ShardDocuments = 50_000;

    public string ConfigPath { get; } = Path.Combine(folder, "scale.yaml");

    public WorkDirectory Work { get; } = new(Path.Combine(folder, "work"));

    public SyntheticCorpus Corpus { get; } = new(documents);

    /// <summary>Shards with their first ordinals and sizes.</summary>
    public IEnumerable<ShardRange> Shards => Enumerable.Range(0, (int)((documents + ShardDocuments - 1) / ShardDocuments))
        .Select(part => new ShardRange(new ShardId(Dataset, 0, part), (uint)part * ShardDocuments, (int)Math.Min(ShardDocuments, documents - (uint)part * ShardDocuments)));

    /// <summary>Writes everything unless it is there.</summary>
    public void Write()
    {
        string corpus = Path.Combine(folder, "corpus");
        if (File.Exists(ConfigPath))
            return;
        Directory.CreateDirectory(corpus);
        File.WriteAllText(Path.Combine(corpus, Dataset + ".jsonl"), "");
        var shardEntries = new List<FileEntry>();
        foreach (ShardRange range in Shards)
        {
            FileEntry shard = Entry(WorkDirectory.Output(ShardStage.StageName, range.Shard, ".jsonl.zst"), range), clean = Entry(CleanStage.PathOf(range.Shard), range);
            shardEntries.Add(shard);
            Save(CleanStage.StageName, range, shard, clean);
            Save(SignStage.StageName, range, clean, WriteSignatures(range));
        }
        var file = new ManifestBuilder(ShardStage.StageName, $"{Dataset}/00000", "", 0) { Read = documents, Kept = documents };
        foreach (FileEntry entry in shardEntries)
            file.AddOutput(entry);
        ManifestFile.Save(Work.Full(ShardCatalogue.ShardManifest(Dataset, 0)), file.Build(), 0);
        File.WriteAllText(ConfigPath, "name: scale\ncorpus: [corpus]\nwork: work\n");
    }

    private static FileEntry Entry(string path, ShardRange range) => new(path, 0, "", range.Count);

    private void Save(string stage, ShardRange range, FileEntry input, FileEntry output)
    {
        var manifest = new ManifestBuilder(stage, range.Shard.ToString(), "", 0) { Read = range.Count, Kept = range.Count };
        manifest.AddInput(input);
        manifest.AddOutput(output);
        ManifestFile.Save(Work.Full(ShardCatalogue.StageManifestOf(stage, range.Shard)), manifest.Build(), 0);
    }

    private FileEntry WriteSignatures(ShardRange range)
    {
        string path = SignStage.PathOf(range.Shard);
        using var writer = new SignatureWriter(Work.Full(path), 0);
        for (int row = 0; row < range.Count; row++)
        {
            uint ordinal = range.Start + (uint)row;
            writer.Next() = SyntheticCorpus.RecordOf(ordinal, Corpus.GroupOf(ordinal)) with { Row = row };
        }
        return writer.Commit(path);
    }
}
