using BenchmarkDotNet.Attributes;
using Spichlerz.Hpc.Dedup;

namespace Spichlerz.Hpc.Benchmarks;

/// <summary>Shingles, minima and comparison over 1,000 words, so the mean in µs is ns a word.</summary>
[ShortRunJob]
public class MinHashBenchmarks
{
    private const int Words = 1000;

    private readonly ulong[] words = new ulong[Words];
    private readonly uint[] shingles = new uint[Words];
    private readonly uint[] minima = new uint[Signature.Slots];
    private readonly ushort[] slots = new ushort[Signature.Slots];
    private readonly ushort[] others = new ushort[Signature.Slots];
    private readonly SignatureBuilder builder = new();

    [GlobalSetup]
    public void Setup()
    {
        var random = new Random(1);
        for (int i = 0; i < Words; i++)
            words[i] = (ulong)random.NextInt64();
        ShingleKernel.Hash(words, 0, shingles);
    }

    [Benchmark]
    public int Shingles() => ShingleKernel.Hash(words, 0, shingles);

    [Benchmark]
    public void FoldVector() => MinHashKernel.FoldVector(MinHashPermutations.Slopes, MinHashPermutations.Offsets, shingles, minima);

    [Benchmark]
    public void FoldNarrow() => MinHashKernel.FoldNarrow(MinHashPermutations.Slopes, MinHashPermutations.Offsets, shingles, minima);

    [Benchmark]
    public void FoldScalar() => MinHashKernel.FoldScalar(MinHashPermutations.Slopes, MinHashPermutations.Offsets, shingles, minima);

    [Benchmark]
    public bool Sign() => builder.Build(words, slots);

    [Benchmark]
    public int Similarity() => Signature.Similarity(slots, others);
}
