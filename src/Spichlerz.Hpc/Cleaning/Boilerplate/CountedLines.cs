using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Spichlerz.Hpc.Manifests;

namespace Spichlerz.Hpc.Cleaning.Boilerplate;

/// <summary>Lines of a shard or of a dataset with their counts: a JSONL file that begins with <c>{"documents":N}</c>, then one line an object, sorted by key.</summary>
/// <param name="Documents">Documents in which lines were counted, whether they have any of these or not.</param>
internal sealed record CountedLines(long Documents, IReadOnlyList<CountedLine> Lines)
{
    private static readonly JsonSerializerOptions Options = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
    };

    public FileEntry Save(string path, string relativePath, int rank)
    {
        using var file = new AtomicFile(path, rank);
        var hashing = new HashingStream(file.Stream);
        using (var text = new StreamWriter(hashing, new UTF8Encoding(false), leaveOpen: true) { NewLine = "\n" })
        {
            text.WriteLine(JsonSerializer.Serialize(new Head(Documents), Options));
            foreach (CountedLine line in Lines.OrderBy(line => line.Key, StringComparer.Ordinal))
                text.WriteLine(JsonSerializer.Serialize(line, Options));
        }
        file.Commit();
        return new FileEntry(relativePath, hashing.Bytes, hashing.Xxh3());
    }

    /// <summary>Reads a file and proves that it is the one that its writer wrote.</summary>
    /// <exception cref="InputChangedException">It is another.</exception>
    public static CountedLines Load(string path, FileEntry expected)
    {
        using var hashing = new HashingStream(File.OpenRead(path));
        using var text = new StreamReader(hashing);
        string? head = text.ReadLine();
        var lines = new List<string>();
        while (text.ReadLine() is { } line)
            lines.Add(line);
        // Before it is parsed: what is damaged need not be JSON.
        InputCheck.Verified(expected, entry => new FileEntry(entry, hashing.Bytes, hashing.Xxh3()));
        return new(JsonSerializer.Deserialize<Head>(head!, Options)!.Documents, [.. lines.Select(line => JsonSerializer.Deserialize<CountedLine>(line, Options)!)]);
    }

    private sealed record Head(long Documents);
}
