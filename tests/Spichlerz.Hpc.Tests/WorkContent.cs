using System.Text;
using System.Text.Json.Nodes;
using Spichlerz.Hpc.Manifests;
using Spichlerz.Hpc.Runs;

namespace Spichlerz.Hpc.Tests;

/// <summary>What must not differ between equal runs: every file of a work directory, less what law 2 lets differ.</summary>
internal static class WorkContent
{
    /// <summary>Relative paths with a hash of each file's content; without logs, run.yaml's work path and the <c>run</c> objects of manifests.</summary>
    public static SortedDictionary<string, string> Of(WorkDirectory work)
    {
        var content = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (string path in Directory.EnumerateFiles(work.Root, "*", SearchOption.AllDirectories))
        {
            string name = Path.GetRelativePath(work.Root, path);
            if (!name.StartsWith("logs/", StringComparison.Ordinal))
                content[name] = Hash(path);
        }
        return content;
    }

    private static string Hash(string path)
    {
        byte[] bytes = File.ReadAllBytes(path);
        if (path.EndsWith(ManifestFile.Suffix, StringComparison.Ordinal))
        {
            JsonObject manifest = JsonNode.Parse(bytes)!.AsObject();
            Assert.That(manifest.Remove("run"), Is.True, path);
            bytes = Encoding.UTF8.GetBytes(manifest.ToJsonString());
        }
        else if (Path.GetFileName(path) == "run.yaml")
        {
            IEnumerable<string> lines = File.ReadLines(path).Where(line => !line.StartsWith("work:", StringComparison.Ordinal));
            bytes = Encoding.UTF8.GetBytes(string.Join('\n', lines));
        }
        return Convert.ToHexStringLower(System.IO.Hashing.XxHash128.Hash(bytes));
    }
}
