using Spichlerz.Hpc.Documents;

namespace Spichlerz.Hpc.Sharding;

/// <summary>One record of a file, looked up.</summary>
/// <param name="Name">Where it stood, for people.</param>
/// <param name="Document">The record as a document; null if it is none.</param>
/// <param name="Fault">Why it would go to quarantine; null if it is a document.</param>
public sealed record FoundRecord(string Name, Document? Document, RecordFault? Fault);
