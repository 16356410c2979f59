using Spichlerz.Hpc.Config;
using Spichlerz.Hpc.Sharding;
using Spichlerz.Hpc.Shards;
using ZstdSharp;

namespace Spichlerz.Hpc.Benchmarks;

/// <summary>
/// A corpus without its short documents. Test corpora are full of tweets and headlines; the corpus that all this is for has 3 kB a document.
/// </summary>
internal static class LongDocuments
{
    /// <summary>Copies the records of all datasets of a folder whose texts have so many UTF-8 bytes or more.</summary>
    public static string Copy(string corpus, int minTextBytes, string target)
    {
        Directory.CreateDirectory(target);
        foreach (string path in Directory.EnumerateFiles(corpus).Where(path => JsonlFile.Suffixes.Any(path.EndsWith)).Order(StringComparer.Ordinal))
            CopyFile(path, minTextBytes, Path.Combine(target, $"{Path.GetFileName(path).Split(".jsonl")[0]}.jsonl.zst"));
        return target;
    }

    private static void CopyFile(string path, int minTextBytes, string target)
    {
        var settings = new ShardSettings();
        var parser = new RecordParser();
        using var lines = new LineReader(JsonlFile.Open(path, settings.MaxWindowLog, out _), settings.MaxDocumentMib << 20);
        using var zstd = new CompressionStream(File.Create(target), leaveOpen: false);
        while (lines.MoveNext())
        {
            if (parser.Parse(lines, settings) is not null || parser.Text.Length < minTextBytes)
                continue;
            zstd.Write(lines.Line.Span);
            zstd.Write("\n"u8);
        }
    }
}
