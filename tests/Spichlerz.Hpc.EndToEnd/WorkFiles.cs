using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace Spichlerz.Hpc.EndToEnd;

/// <summary>
/// What must be equal between equal runs: every file of a work directory but logs and the lock, as path and SHA-256. Manifests count
/// without their <c>run</c> object, run.yaml without the lines that name the work directory and the ranks.
/// </summary>
internal static class WorkFiles
{
    public static SortedDictionary<string, string> Of(string work)
    {
        var files = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (string path in Directory.EnumerateFiles(work, "*", SearchOption.AllDirectories))
        {
            string name = Path.GetRelativePath(work, path);
            if (!name.StartsWith("logs/", StringComparison.Ordinal) && name != "run.lock")
                files[name] = Convert.ToHexStringLower(SHA256.HashData(Content(path, name)));
        }
        return files;
    }

    /// <summary>Paths that only one of the two has, or whose bytes differ.</summary>
    public static IReadOnlyList<string> Differences(SortedDictionary<string, string> one, SortedDictionary<string, string> other) =>
        [.. one.Keys.Union(other.Keys).Where(path => one.GetValueOrDefault(path) != other.GetValueOrDefault(path)).Order(StringComparer.Ordinal)];

    /// <summary>Stage manifests as JSON, by path.</summary>
    public static IEnumerable<(string Path, JsonObject Manifest)> Manifests(string work) =>
        from path in Directory.EnumerateFiles(work, "*.manifest.json", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
        select (Path.GetRelativePath(work, path), JsonNode.Parse(File.ReadAllBytes(path))!.AsObject());

    private static byte[] Content(string path, string name)
    {
        if (name == "run.yaml")
            return Encoding.UTF8.GetBytes(string.Join('\n', File.ReadLines(path).Where(line => !line.StartsWith("work: ", StringComparison.Ordinal) && !line.StartsWith("ranks: ", StringComparison.Ordinal))));
        byte[] bytes = File.ReadAllBytes(path);
        if (!name.EndsWith(".manifest.json", StringComparison.Ordinal))
            return bytes;
        JsonObject manifest = JsonNode.Parse(bytes)!.AsObject();
        manifest.Remove("run");
        return Encoding.UTF8.GetBytes(manifest.ToJsonString());
    }
}
