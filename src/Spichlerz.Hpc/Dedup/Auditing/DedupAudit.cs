using System.Collections.Immutable;
using System.Globalization;
using System.IO.Hashing;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Spichlerz.Hpc.Cleaning;
using Spichlerz.Hpc.Documents;
using Spichlerz.Hpc.Manifests;
using Spichlerz.Hpc.Runs;
using Spichlerz.Hpc.Shards;

namespace Spichlerz.Hpc.Dedup.Auditing;

/// <summary>
/// Checks deduplication by what it worked from: reads some removed documents and the ones kept for them again and computes their exact
/// Jaccard similarity. The result goes into dedup/summary.json as <c>audit</c>.
/// </summary>
/// <remarks>The pairs with the least hash of the removed document's id are taken: random, but the same each time and on any number of ranks.</remarks>
public sealed class DedupAudit(RunContext context, IRankGroup group)
{
    private readonly WorkDirectory work = context.Work;
    private readonly TextAnalysis analysis = new(new WordFolding(context.Config.Sign.FoldDiacritics, context.Config.Sign.Digits is Config.DigitFolding.Fold));

    /// <summary>Audits so many pairs, or all where fewer were removed; returns the report on every rank. Collective; the stage is done.</summary>
    public AuditReport Run(int pairs)
    {
        StageManifest manifest = ManifestFile.TryLoad(work.Full(DedupStage.ManifestPath))
            ?? throw new InvalidOperationException("Only a finished deduplication can be audited.");
        Drawn[] own = Draw([.. manifest.Outputs.Where(IsTable).Where((_, i) => i % group.Size == group.Rank)], pairs);
        Drawn[] all = [.. Share(own).OrderBy(drawn => drawn.Hash).ThenBy(drawn => drawn.Removed, StringComparer.Ordinal).Take(pairs)];
        Drawn[] readable = [.. all.Where(drawn => !drawn.Kept.Contains(':', StringComparison.Ordinal))];
        AuditedPair[] audited = Share(readable.Where((_, i) => i % group.Size == group.Rank).Select(Audit));
        var report = AuditReport.Make(audited, all.Length - readable.Length);
        if (group.Rank == 0)
            Save(report, manifest);
        group.Barrier();
        return report;
    }

    private static bool IsTable(FileEntry entry) => entry.Path.EndsWith(DedupTables.Suffix, StringComparison.Ordinal) && entry.Path != DedupSummary.OverlapName;

    private T[] Share<T>(IEnumerable<T> own)
    {
        ReadOnlyMemory<byte>[] parts = group.Gather(JsonSerializer.SerializeToUtf8Bytes(own.ToArray()));
        T[] all = [.. parts.SelectMany(part => JsonSerializer.Deserialize<T[]>(part.Span)!)];
        return JsonSerializer.Deserialize<T[]>(group.Broadcast(JsonSerializer.SerializeToUtf8Bytes(all)))!;
    }

    /// <summary>The pairs of some tables whose hashes are least.</summary>
    private Drawn[] Draw(FileEntry[] tables, int count)
    {
        var least = new PriorityQueue<Drawn, ulong>(Comparer<ulong>.Create((a, b) => b.CompareTo(a)));
        foreach (FileEntry table in tables)
        {
            ShardId shard = ShardCatalogue.IdOf(table.Path, DedupTables.Suffix);
            foreach ((int row, double similarity, string kept) in RemovedIn(work.Full(table.Path)))
            {
                string id = string.Create(CultureInfo.InvariantCulture, $"{shard}/{row}");
                ulong hash = XxHash3.HashToUInt64(Encoding.UTF8.GetBytes(id));
                least.Enqueue(new Drawn(hash, id, kept, similarity), hash);
                if (least.Count > count)
                    least.Dequeue();
            }
        }
        return [.. least.UnorderedItems.Select(item => item.Element)];
    }

    private static IEnumerable<(int Row, double Similarity, string Kept)> RemovedIn(string path)
    {
        using var table = new TableReader(path);
        foreach (TableReader.RowGroup rows in table.RowGroups())
        {
            int[] numbers = rows.Column<int>("row");
            double[] similarities = rows.Column<double>("similarity");
            string[] kept = rows.Column("kept_id");
            for (int row = 0; row < kept.Length; row++)
            {
                if (kept[row].Length > 0)
                    yield return (numbers[row], similarities[row], kept[row]);
            }
        }
    }

    private AuditedPair Audit(Drawn drawn) => new(drawn.Removed, drawn.Kept, drawn.Similarity, Math.Round(Shingles(drawn.Removed).Jaccard(Shingles(drawn.Kept)), 4));

    private ShingleSet Shingles(string id)
    {
        int slash = id.LastIndexOf('/');
        var shard = ShardId.Parse(id[..slash]);
        int row = int.Parse(id.AsSpan(slash + 1), CultureInfo.InvariantCulture);
        using var reader = new ShardReader(work.Full(CleanStage.PathOf(shard)), shard);
        while (reader.ReadBatch() is { Count: > 0 } batch)
        {
            if (batch.FirstOrDefault(document => document.Row == row) is not { } document)
                continue;
            analysis.AnalyzeHashes(document.Text.Span);
            return new ShingleSet(analysis);
        }
        throw new ShardFormatException(CleanStage.PathOf(shard), 0, 0, $"it does not hold document {id}, which deduplication has seen in it", "Run the stages clean to dedup again.");
    }

    /// <summary>The summary is one of the stage's outputs, so its entry in the manifest changes with it.</summary>
    private void Save(AuditReport report, StageManifest manifest)
    {
        JsonNode summary = JsonNode.Parse(File.ReadAllBytes(work.Full(DedupSummary.FileName)))!;
        summary["audit"] = JsonSerializer.SerializeToNode(report, DedupSummary.Options);
        FileEntry entry = DedupSummary.Save(JsonSerializer.SerializeToUtf8Bytes(summary, DedupSummary.Options), work, group.Rank);
        ImmutableArray<FileEntry> outputs = [.. manifest.Outputs.Select(output => output.Path == entry.Path ? entry : output)];
        ManifestFile.Save(work.Full(DedupStage.ManifestPath), manifest with { Outputs = outputs }, group.Rank);
    }

    private sealed record Drawn(ulong Hash, string Removed, string Kept, double Similarity);
}
