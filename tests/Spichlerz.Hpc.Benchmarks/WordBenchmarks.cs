using BenchmarkDotNet.Attributes;
using Spichlerz.Hpc.Dedup;
using Spichlerz.Hpc.Documents;

namespace Spichlerz.Hpc.Benchmarks;

/// <summary>From text to words and to signatures. One operation is 8 MB of text, so 8 divided by the mean in seconds is MB/s.</summary>
[MemoryDiagnoser]
[ShortRunJob]
public class WordBenchmarks
{
    private const int TextBytes = 8_000_000;

    private readonly byte[][] documents = PolishText.Documents(TextBytes);
    private readonly TextAnalysis analysis = new(), byWord = new() { IsByBlock = false };
    private readonly SignatureBuilder builder = new();
    private readonly ushort[] slots = new ushort[Signature.Slots];
    private byte[] lowered = [];
    private WordMasks[] masks = [];

    [GlobalSetup]
    public void Setup()
    {
        int longest = documents.Max(document => document.Length);
        lowered = new byte[WordKernel.LoweredLength(longest)];
        masks = new WordMasks[WordKernel.MaskCount(longest)];
    }

    [Benchmark]
    public int Scan()
    {
        int characters = 0;
        foreach (byte[] document in documents)
            characters += WordKernel.Scan(document, lowered, masks);
        return characters;
    }

    [Benchmark]
    public int Analyze() => Analyze(analysis);

    /// <summary>As machines do that cannot compress bytes by a mask.</summary>
    [Benchmark]
    public int AnalyzeByWord() => Analyze(byWord);

    [Benchmark]
    public int AnalyzeAndSign()
    {
        int signed = 0;
        foreach (byte[] document in documents)
        {
            analysis.Analyze(document);
            signed += builder.Build(analysis, slots) ? 1 : 0;
        }
        return signed;
    }

    private int Analyze(TextAnalysis table)
    {
        int words = 0;
        foreach (byte[] document in documents)
        {
            table.Analyze(document);
            words += table.WordCount;
        }
        return words;
    }
}
