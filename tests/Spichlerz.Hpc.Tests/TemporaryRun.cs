using System.Text.Encodings.Web;
using System.Text.Json;
using Serilog.Core;
using Spichlerz.Hpc.Config;
using Spichlerz.Hpc.Runs;
using Spichlerz.Hpc.Sharding;

namespace Spichlerz.Hpc.Tests;

/// <summary>A corpus and a work directory in a fresh temporary folder, removed on Dispose: make one, add datasets, run.</summary>
internal sealed class TemporaryRun : IDisposable
{
    private static readonly JsonSerializerOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public TemporaryRun()
    {
        Folder = Directory.CreateTempSubdirectory("spichlerz-tests-").FullName;
        Corpus = Directory.CreateDirectory(Path.Combine(Folder, "corpus")).FullName;
        Config = new RunConfig { Name = "test", Corpus = [Corpus], Work = Path.Combine(Folder, "work") };
    }

    /// <summary>The temporary folder; corpus/ and work/ lie in it.</summary>
    public string Folder { get; }

    public string Corpus { get; }

    /// <summary>Settings of the next <see cref="Run"/>: the defaults, unless the test changes them.</summary>
    public RunConfig Config { get; set; }

    public WorkDirectory Work => new(Config.Work);

    /// <summary>One line of a dataset.</summary>
    public static string Record(string text, object? meta = null) => JsonSerializer.Serialize(new { text, meta = meta ?? new { } }, Relaxed);

    /// <summary>Writes a file into the corpus folder, for example NAME.jsonl; returns its path.</summary>
    public string AddFile(string name, IEnumerable<string> lines)
    {
        string path = Path.Combine(Corpus, name);
        File.WriteAllText(path, string.Concat(lines.Select(line => line + "\n")));
        return path;
    }

    /// <summary>Writes NAME.jsonl and NAME.source.json.</summary>
    public void AddDataset(string name, string licence, IEnumerable<string> records)
    {
        AddFile(name + ".jsonl", records);
        AddFile(name + ".source.json", [JsonSerializer.Serialize(new { licence, description = "Zbiór " + name }, Relaxed)]);
    }

    /// <summary>Runs stages (all by default) on thread ranks and returns what rank 0 got.</summary>
    public RunResult Run(int ranks = 1, IReadOnlyList<string>? stages = null, string? redo = null, CancellationToken cancel = default)
    {
        var catalogue = DatasetCatalogue.Find(Config);
        var context = new RunContext(Config, _ => Logger.None, new SilentObserver(), cancel);
        RunResult? result = null;
        ThreadRanks.Run(ranks, group =>
        {
            RunResult own = new PipelineRun(context, catalogue, group).Run(stages ?? StageNames.All, redo);
            if (group.Rank == 0)
                result = own;
        });
        return result!;
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
