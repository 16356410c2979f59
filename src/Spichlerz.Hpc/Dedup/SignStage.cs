using System.IO.Hashing;
using Spichlerz.Hpc.Cleaning;
using Spichlerz.Hpc.Config;
using Spichlerz.Hpc.Documents;
using Spichlerz.Hpc.Manifests;
using Spichlerz.Hpc.Runs;
using Spichlerz.Hpc.Shards;

namespace Spichlerz.Hpc.Dedup;

/// <summary>Stage <c>sign</c>: one record of hash and signature for every document of a clean shard.</summary>
public sealed class SignStage(SignSettings settings, WorkDirectory work, int rank) : IShardStage
{
    public const string StageName = "sign";
    public const string Suffix = ".sig";

    private readonly string configSha256 = ConfigKeys.Sha256(settings);
    private readonly TextAnalysis analysis = new(new WordFolding(settings.FoldDiacritics, settings.Digits is DigitFolding.Fold));
    private readonly SignatureBuilder signatures = new();
    private readonly LicenceFact licences = new();

    public string Name => StageName;

    /// <summary>Where the signatures of a shard are.</summary>
    public static string PathOf(ShardId shard) => WorkDirectory.Output(StageName, shard, Suffix);

    public StageManifest Run(StageUnit unit, CancellationToken cancel)
    {
        var manifest = new ManifestBuilder(StageName, unit.Name, configSha256, rank);
        using var reader = new ShardReader(work.Full(CleanStage.PathOf(unit.Shard)), unit.Shard);
        using var writer = new SignatureWriter(work.Full(PathOf(unit.Shard)), rank);
        while (reader.ReadBatch() is { Count: > 0 } batch)
        {
            cancel.ThrowIfCancellationRequested();
            foreach (Document document in batch)
                Sign(document, ref writer.Next());
            manifest.Read += batch.Count;
        }
        manifest.Kept = manifest.Read;
        manifest.AddInput(InputCheck.Verified(unit.Inputs[0], reader.Entry));
        manifest.AddOutput(writer.Commit(PathOf(unit.Shard)));
        return manifest.Build();
    }

    private void Sign(Document document, ref SignatureRecord record)
    {
        ReadOnlySpan<byte> text = document.Text.Span;
        analysis.AnalyzeHashes(text);
        record.Row = document.Row;
        record.TextBytes = text.Length;
        record.Licence = licences.Of(document) is { } licence ? (byte)licence.Class : SignatureRecord.NoLicence;
        record.ContentHash = XxHash128.HashToUInt128(text);
        record.HasWords = signatures.Build(analysis, record.Slots) ? (byte)1 : (byte)0;
    }
}
