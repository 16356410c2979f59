using System.Text.Json;
using ZstdSharp;

namespace Spichlerz.Hpc.Tests;

/// <summary>The test corpora of the developers: shared/data/dev beside the checkout, or the folder that SPICHLERZ_SHARED_DATA names (shared/data or its dev).</summary>
internal static class SharedData
{
    /// <summary>The documents of a dataset; ends the test as ignored where the corpora are absent.</summary>
    public static IEnumerable<(string Text, JsonElement Meta)> Read(string dataset)
    {
        using var lines = new StreamReader(new DecompressionStream(File.OpenRead(PathOf(dataset + ".jsonl.zst")), leaveOpen: false));
        while (lines.ReadLine() is { } line)
        {
            using var json = JsonDocument.Parse(line);
            yield return (json.RootElement.GetProperty("text").GetString()!, json.RootElement.GetProperty("meta").Clone());
        }
    }

    /// <summary>Where a file or folder of the corpora lies; ends the test as ignored where they are absent.</summary>
    public static string PathOf(string relativePath) => Path.Combine(Folder(), relativePath);

    private static string Folder()
    {
        if (Environment.GetEnvironmentVariable("SPICHLERZ_SHARED_DATA") is { Length: > 0 } named && Directory.Exists(named))
            return Path.Combine(named, "dev") is var dev && Directory.Exists(dev) ? dev : named;
        for (DirectoryInfo? folder = new(TestContext.CurrentContext.TestDirectory); folder is not null; folder = folder.Parent)
        {
            string shared = Path.Combine(folder.FullName, "shared", "data", "dev");
            if (Directory.Exists(shared)) return shared;
        }
        const string Reason = "There is no folder shared/data/dev beside the checkout and SPICHLERZ_SHARED_DATA names none: the test corpora are absent.";
        TestContext.Out.WriteLine(Reason);
        Assert.Ignore(Reason);
        throw new InvalidOperationException(Reason);
    }
}
