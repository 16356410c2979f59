using System.Text.Json;
using System.Text.Json.Serialization;

namespace Spichlerz.Hpc.Manifests;

/// <summary>Stage manifests on disk: indented JSON, written atomically next to what they prove.</summary>
public static class ManifestFile
{
    public const string Suffix = ".manifest.json";

    private static readonly JsonSerializerOptions Options = new()
    {
        WriteIndented = true,
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = false,
        NewLine = "\n",
    };

    /// <summary>Writes and flushes the manifest; from then on the unit counts as done.</summary>
    /// <exception cref="ConservationException">The counts do not add up; nothing is written.</exception>
    public static void Save(string path, StageManifest manifest, int rank)
    {
        if (!manifest.IsConserved)
            throw new ConservationException(manifest);
        AtomicFile.WriteAllBytes(path, [.. JsonSerializer.SerializeToUtf8Bytes(manifest, Options), (byte)'\n'], rank);
    }

    /// <summary>Returns null where there is no manifest or where what is there is none: then the unit is not done.</summary>
    public static StageManifest? TryLoad(string path)
    {
        try
        {
            byte[] json = File.ReadAllBytes(path);
            return JsonSerializer.Deserialize<StageManifest>(json, Options) is { Inputs.IsDefault: false, Outputs.IsDefault: false, DroppedByReason: not null, Notes: not null } manifest
                ? manifest : null;
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException or JsonException or NotSupportedException)
        {
            return null;
        }
    }
}
