using System.Text.Encodings.Web;
using System.Text.Json;
using Spichlerz.Hpc.Manifests;
using Spichlerz.Hpc.Runs;

namespace Spichlerz.Hpc.Sharding;

/// <summary>shard/DATASET/dataset.json: what is known of a dataset as a whole, in one form whatever it came from.</summary>
public static class DatasetDescriptionFile
{
    private static readonly JsonSerializerOptions Options = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
    };

    public static string PathOf(string dataset) => $"{ShardStage.StageName}/{dataset}/dataset.json";

    /// <summary>Writes the description if it is not there already as it should be.</summary>
    public static void Save(WorkDirectory work, DatasetDescription description)
    {
        string path = work.Full(PathOf(description.Name));
        byte[] json = [.. JsonSerializer.SerializeToUtf8Bytes(description, Options), (byte)'\n'];
        if (!File.Exists(path) || !File.ReadAllBytes(path).AsSpan().SequenceEqual(json))
            AtomicFile.WriteAllBytes(path, json, rank: 0);
    }

    public static DatasetDescription Load(WorkDirectory work, string dataset) =>
        JsonSerializer.Deserialize<DatasetDescription>(File.ReadAllBytes(work.Full(PathOf(dataset))), Options)
            ?? throw new InvalidDataException($"{PathOf(dataset)} is empty. Remove it and run again.");
}
