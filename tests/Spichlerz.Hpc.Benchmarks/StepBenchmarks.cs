using BenchmarkDotNet.Attributes;
using Spichlerz.Hpc.Cleaning.Steps;
using Spichlerz.Hpc.Config;
using Spichlerz.Hpc.Documents;

namespace Spichlerz.Hpc.Benchmarks;

/// <summary>Cleaning steps that look at every byte. One operation is 8 MB of text, so 8 divided by the mean in seconds is MB/s.</summary>
[MemoryDiagnoser]
[ShortRunJob]
public class StepBenchmarks
{
    private const int TextBytes = 8_000_000;

    private readonly Document[] documents = [.. PolishText.Documents(TextBytes).Select((text, row) => new Document(default, row, text, default, default))];
    private readonly PiiStep pii = new(new PiiSettings());
    private readonly HazardStep hazards = new(new HazardSettings());
    private Outcome[] outcomes = [];

    [GlobalSetup]
    public void Setup() => outcomes = new Outcome[documents.Length];

    [Benchmark]
    public void Pii() => pii.Judge(documents, outcomes);

    [Benchmark]
    public void Hazards() => hazards.Judge(documents, outcomes);
}
