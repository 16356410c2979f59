using BenchmarkDotNet.Attributes;
using Spichlerz.Hpc.Cleaning.Boilerplate;
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
    private readonly BoilerplateStep boilerplate = new(new BoilerplateSettings());
    private readonly LineKeys lines = new(new BoilerplateSettings().MinCharacters);
    private readonly LineCounter counter = new(new BoilerplateSettings());
    private Outcome[] outcomes = [];

    [GlobalSetup]
    public void Setup()
    {
        outcomes = new Outcome[documents.Length];
        boilerplate.Begin(LineList.Of(new(1, [new(CountedLine.Format(1), 1, 8, "")]), new()));
    }

    /// <summary>What counting lines costs beyond reading.</summary>
    [Benchmark]
    public int CountLines()
    {
        counter.Begin(TextBytes);
        foreach (Document document in documents)
        {
            lines.Find(document.Text.Span);
            counter.Add(document.Text.Span, lines);
        }
        return counter.Documents;
    }

    [Benchmark]
    public void Boilerplate() => boilerplate.Judge(documents, outcomes);

    [Benchmark]
    public void Pii() => pii.Judge(documents, outcomes);

    [Benchmark]
    public void Hazards() => hazards.Judge(documents, outcomes);
}
