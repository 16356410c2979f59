using Spichlerz.Hpc.Config;
using Spichlerz.Hpc.Documents;
using Spichlerz.Hpc.Manifests;
using Spichlerz.Hpc.Runs;

namespace Spichlerz.Hpc.Cleaning.Boilerplate;

/// <summary>The lines of one shard after the other: counts them, and writes the frequent ones with what proves them.</summary>
internal sealed class ShardLines(BoilerplateSettings settings, WorkDirectory work, int rank)
{
    /// <summary>Ending of the files of lines, of a shard and of a dataset.</summary>
    public const string Suffix = ".lines.jsonl";

    private readonly string configSha256 = ConfigKeys.Sha256(settings);
    private readonly LineKeys lines = new(settings.MinCharacters);
    private readonly LineCounter counter = new(settings);

    /// <summary>The frequent lines of a shard.</summary>
    public static string PathOf(ShardId shard) => WorkDirectory.Output(CleanStage.StageName, shard, Suffix);

    /// <summary>Proof of <see cref="PathOf"/>.</summary>
    public static string ManifestOf(ShardId shard) => PathOf(shard) + ManifestFile.Suffix;

    /// <summary>The name of the unit that counts a shard's lines.</summary>
    public static string UnitOf(ShardId shard) => $"{shard} lines";

    /// <summary>Starts a shard of about so many bytes of text.</summary>
    public void Begin(long textBytes) => counter.Begin(textBytes);

    public void Add(ReadOnlySpan<byte> text)
    {
        lines.Find(text);
        counter.Add(text, lines);
    }

    /// <summary>Ends the shard and writes its frequent lines; the caller saves the manifest.</summary>
    /// <param name="counted">The shard's file.</param>
    /// <remarks>The documents are for the pass that cleans to account for: here they stand among the notes.</remarks>
    public StageManifest End(ShardId shard, FileEntry counted)
    {
        CountedLines frequent = counter.End();
        var manifest = new ManifestBuilder(CleanStage.StageName, UnitOf(shard), configSha256, rank);
        manifest.AddInput(counted);
        manifest.AddOutput(frequent.Save(work.Full(PathOf(shard)), PathOf(shard), rank));
        manifest.Note("documents", frequent.Documents);
        manifest.Note("lines", frequent.Lines.Count);
        return manifest.Build();
    }
}
