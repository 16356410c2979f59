using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using Spichlerz.Hpc.Documents;

namespace Spichlerz.Hpc.Sharding;

/// <summary>Where a dataset's text came from.</summary>
public sealed record DatasetSource(string Name, string? Url, string? License);

/// <summary>What is known of a dataset as a whole, from NAME.manifest (SpeakLeash), NAME.source.json, or neither.</summary>
/// <param name="License">The licence as its people wrote it.</param>
/// <param name="LicenceSpdx">The same, normalised.</param>
/// <param name="CommercialUse">yes, no or unknown.</param>
public sealed record DatasetDescription(
    string Name,
    string Description,
    string Category,
    string Language,
    string License,
    string LicenceSpdx,
    string CommercialUse,
    ImmutableArray<DatasetSource> Sources,
    string? Type = null,
    string? Disclaimer = null,
    string? CreationDate = null)
{
    /// <summary>Reads a description leniently: keys may be missing or of the wrong type.</summary>
    /// <exception cref="InvalidDataException">The file is not a JSON object.</exception>
    public static DatasetDescription Read(Dataset dataset)
    {
        if (dataset.DescriptionFile is not { } file)
            return Make(dataset.Name, [], [], null);
        try
        {
            // As text, for editors on Windows put a byte order mark in front.
            JsonObject json = JsonNode.Parse(File.ReadAllText(file), documentOptions: new() { AllowTrailingCommas = true, AllowDuplicateProperties = false }) as JsonObject
                ?? throw new InvalidDataException($"{file} is not a JSON object. Mend or remove it; without it the licence is unknown.");
            bool isManifest = file.EndsWith(".manifest", StringComparison.Ordinal);
            return Make(dataset.Name, json, isManifest ? ReadSources(json["sources"], "name", "url") : ReadSources(json["origins"], "repository", "commit"), isManifest ? null : "external_dataset");
        }
        catch (JsonException e)
        {
            string place = e.LineNumber is { } line ? $", line {line + 1}" : "";
            throw new InvalidDataException($"{file}{place}: {e.Message.Split(". ")[0].TrimEnd('.')}. Mend or remove it; without it the licence is unknown.", e);
        }
    }

    private static DatasetDescription Make(string name, JsonObject json, ImmutableArray<DatasetSource> sources, string? type)
    {
        string license = Text(json, "license") ?? Text(json, "licence") ?? "";
        var licence = Licence.Parse(license);
        string commercial = licence.AllowsCommercialUse ? "yes" : licence.Class is LicenceClass.Unknown ? "unknown" : "no";
        string? language = Text(json, "language") ?? (json["languages"] is JsonArray { Count: 1 } languages ? languages[0]?.ToString() : null);
        return new(name, Text(json, "description") ?? "", Text(json, "category") ?? Text(json, "Category") ?? "", language ?? "pl",
            license, licence.Spdx, commercial, sources, Text(json, "type") ?? type, Text(json, "disclaimer"), Text(json, "creation_date"));
    }

    private static ImmutableArray<DatasetSource> ReadSources(JsonNode? node, string nameKey, string urlKey) =>
        node is not JsonArray list ? [] :
        [.. from item in list.OfType<JsonObject>()
            let name = Text(item, nameKey) ?? Text(item, "name") ?? Text(item, "package") ?? Text(item, "what") ?? ""
            let url = Text(item, urlKey)
            select new DatasetSource(name, urlKey == "commit" && url is not null ? $"{name}@{url}" : url, Text(item, "license") ?? Text(item, "licence"))];

    private static string? Text(JsonObject json, string key) =>
        json.TryGetPropertyValue(key, out JsonNode? node) && node is JsonValue value && value.GetValueKind() is JsonValueKind.String ? value.GetValue<string>() : null;
}
