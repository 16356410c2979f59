using Spichlerz.Hpc.Documents;

namespace Spichlerz.Hpc.Sharding;

/// <summary>One record of a file, looked up.</summary>
/// <param name="Name">Where it stood, for people.</param>
/// <param name="Document">The record as a document; null if it is none.</param>
/// <param name="Fault">Why it would go to quarantine; null if it is a document.</param>
/// <param name="File">The file it was read from, absolute: a user's, or a shard.</param>
public sealed record FoundRecord(string Name, Document? Document, RecordFault? Fault, string File)
{
    /// <summary>The dataset of the corpus that the record is of; null if the file is of none.</summary>
    public string? DatasetOf(DatasetCatalogue catalogue) =>
        catalogue.Datasets.FirstOrDefault(dataset => dataset.Name == Document?.Shard.Dataset || dataset.Files.Contains(File))?.Name;
}
