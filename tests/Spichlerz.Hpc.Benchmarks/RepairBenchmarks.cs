using BenchmarkDotNet.Attributes;
using Spichlerz.Hpc.Cleaning.Repair;
using Spichlerz.Hpc.Cleaning.Steps;
using Spichlerz.Hpc.Config;
using Spichlerz.Hpc.Documents;

namespace Spichlerz.Hpc.Benchmarks;

/// <summary>What the step repair costs a text: clean, or read wrongly as a whole. One operation is 8 MB, so 8 divided by the mean in seconds is MB/s.</summary>
[MemoryDiagnoser]
[ShortRunJob]
public class RepairBenchmarks
{
    private const int TextBytes = 8_000_000;
    private const SuspectClasses Suspects = SuspectClasses.Mojibake | SuspectClasses.Glyph | SuspectClasses.Entity;

    private readonly byte[][] texts = PolishText.Documents(TextBytes);
    private readonly RepairStep step = new(new RepairSettings());
    private Document[] clean = [], damaged = [];
    private Outcome[] outcomes = [];

    [GlobalSetup]
    public void Setup()
    {
        System.Text.Encoding page = System.Text.CodePagesEncodingProvider.Instance.GetEncoding(1250)!;
        clean = [.. texts.Select((text, row) => new Document(default, row, text, default, default))];
        damaged = [.. clean.Select(document => document with { Text = System.Text.Encoding.UTF8.GetBytes(page.GetString(document.Text.Span)) })];
        outcomes = new Outcome[clean.Length];
    }

    [Benchmark]
    public int Scan() => texts.Sum(text => SuspectKernel.IndexOfSuspect(text, Suspects));

    [Benchmark]
    public int ScanScalarTwin() => texts.Sum(text => SuspectKernel.IndexOfSuspectScalar(text, Suspects));

    [Benchmark]
    public void JudgeClean() => step.Judge(clean, outcomes);

    [Benchmark]
    public void JudgeDamaged() => step.Judge(damaged, outcomes);
}
