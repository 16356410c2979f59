using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Spichlerz.Hpc.Sharding;

namespace Spichlerz.Hpc.Reduction;

/// <summary>NAME.manifest as the speakleash package reads it: indented by 4 and ASCII-escaped, for some servers call it ISO-8859-1.</summary>
public static class SpeakLeashManifest
{
    private static readonly JsonSerializerOptions Options = new() { WriteIndented = true, IndentSize = 4, NewLine = "\n" };

    /// <param name="fileBytes">Exact size of NAME.jsonl.zst; 0 where it is not written yet.</param>
    /// <param name="date">Day of the release, or null to leave dates out.</param>
    public static byte[] Write(DatasetDescription description, DatasetStatistics statistics, long fileBytes, DateOnly? date)
    {
        var json = new JsonObject
        {
            ["project"] = "SpeakLeash",
            ["name"] = description.Name,
            ["description"] = description.Description,
            ["license"] = description.License,
            ["category"] = description.Category,
            ["language"] = description.Language,
            ["file_size"] = fileBytes,
            ["sources"] = new JsonArray([.. description.Sources.Select(Source)]),
            ["stats"] = statistics.ToJson(),
            ["category=95%"] = new JsonObject(),
        };
        Add(json, "type", description.Type);
        Add(json, "disclaimer", description.Disclaimer);
        Add(json, "creation_date", description.CreationDate);
        string? updated = date is { } day ? day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) + " 00:00:00" : null;
        Add(json, "updated_date", updated);
        Add(json, "update_date", updated); // older dashboards read this one
        return ToBytes(json);
    }

    /// <summary>A small published JSON file: indent 4, ASCII, line feed at the end.</summary>
    public static byte[] ToBytes(JsonNode json) => [.. JsonSerializer.SerializeToUtf8Bytes(json, Options), (byte)'\n'];

    private static JsonNode Source(DatasetSource source)
    {
        var json = new JsonObject { ["name"] = source.Name };
        Add(json, "url", source.Url);
        Add(json, "license", source.License);
        return json;
    }

    private static void Add(JsonObject json, string key, string? value)
    {
        if (value is not null)
            json[key] = value;
    }
}
