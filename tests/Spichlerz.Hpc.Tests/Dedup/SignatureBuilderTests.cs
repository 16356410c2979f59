using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using System.Runtime.Intrinsics;
using System.Text;
using Spichlerz.Hpc.Dedup;
using Spichlerz.Hpc.Documents;

namespace Spichlerz.Hpc.Tests.Dedup;

public sealed class SignatureBuilderTests
{
    [TestCase("")]
    [TestCase(" – ... \n")]
    public void Build_NoWords_IsFalseAndZero(string text)
    {
        ushort[] slots = [.. Enumerable.Repeat((ushort)7, Signature.Slots)];
        Assert.That(Build(text, slots), Is.False);
        Assert.That(slots, Has.All.EqualTo(0));
    }

    [TestCase("Ala", "ALA!", 128)]
    [TestCase("Ala ma kota", "ala, ma kota", 128)]
    [TestCase("Ala ma kota", "Ala ma", 0)]
    [TestCase("Zażółć gęślą jaźń i siądź na ławce", "zazolc gesla jazn I siadz na lawce...", 128)]
    public void Build_ShortTexts_AreComparedAsOneShingle(string left, string right, int expected)
    {
        ushort[] a = new ushort[Signature.Slots], b = new ushort[Signature.Slots];
        Assert.That(Build(left, a) && Build(right, b));
        Assert.That(Signature.Similarity(a, b), Is.EqualTo(expected));
    }

    [Test]
    public void Build_FixedText_GivesTheGoldenSignature()
    {
        var slots = new ushort[Signature.Slots];
        Build("Litwo! Ojczyzno moja! ty jesteś jak zdrowie; ile cię trzeba cenić, ten tylko się dowie, kto cię stracił.", slots);
        Assert.That(string.Join(' ', slots.Take(8).Select(slot => slot.ToString("X4", CultureInfo.InvariantCulture))), Is.EqualTo("87E3 0996 FC33 F5CB CD9E 7D50 12B7 F277"));
    }

    [Test]
    public void Build_ThousandDocumentsAfterWarmUp_AllocatesNothing()
    {
        var random = new Random(5);
        byte[][] documents = [.. Enumerable.Range(0, 1000).Select(_ => Encoding.UTF8.GetBytes(
            string.Join(' ', Enumerable.Range(0, random.Next(300)).Select(_ => random.Next(5) == 0 ? "Żółć ƻ 東京\n" : "słowo123"))))];
        var analysis = new TextAnalysis();
        var builder = new SignatureBuilder();
        var slots = new ushort[Signature.Slots];
        // Unoptimised code boxes inside the framework's vector fallbacks: warm-up lasts until the last tier is reached.
        Assume.That(IsOptimized(typeof(TextAnalysis)) && Vector128.IsHardwareAccelerated);
        long allocated = long.MaxValue;
        for (int round = 0; round < 50 && allocated != 0; round++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            SignAll();
            allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            Thread.Sleep(20);
        }
        Assert.That(allocated, Is.Zero);

        void SignAll()
        {
            foreach (byte[] document in documents)
            {
                analysis.Analyze(document);
                builder.Build(analysis, slots);
            }
        }
    }

    /// <summary>The error of the estimate is what theory gives for independent slots: nothing is lost to 32-bit hashes or 16-bit slots.</summary>
    [TestCase(5, 4000)]
    [TestCase(20, 2000)]
    [TestCase(150, 1000)]
    [TestCase(1000, 300)]
    [TestCase(100_000, 2)]
    public void Build_RandomSets_EstimateTheJaccardSimilarity(int size, int repetitions)
    {
        var random = new Random(size);
        var builder = new SignatureBuilder();
        ushort[] left = new ushort[Signature.Slots], right = new ushort[Signature.Slots];
        double squaredErrors = 0, bias = 0;
        int count = 0;
        foreach (double target in (double[])[0.1, 0.3, 0.5, 0.7, 0.8, 0.9, 0.95])
        {
            // Two sets of equal size with so many elements in common: J = common / (2 size − common).
            int common = Math.Min((int)Math.Round(2 * size * target / (1 + target)), size - 1);
            double jaccard = common / (double)((2 * size) - common);
            for (int r = 0; r < repetitions; r++, count++)
            {
                BuildPair(random, size, common, builder, left, right);
                double error = (Signature.Similarity(left, right) / (double)Signature.Slots) - jaccard;
                squaredErrors += error * error / (jaccard * (1 - jaccard) / Signature.Slots);
                bias += error;
            }
        }
        // In units of the theoretical error; the tolerance is 5 % or, for few pairs, four standard errors of the figure itself.
        double tolerance = Math.Max(0.05, 4 / Math.Sqrt(2.0 * count));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Math.Sqrt(squaredErrors / count), Is.EqualTo(1).Within(tolerance));
            Assert.That(bias / count, Is.Zero.Within(0.2 / Math.Sqrt(count)));
        }
    }

    private static void BuildPair(Random random, int size, int common, SignatureBuilder builder, ushort[] left, ushort[] right)
    {
        uint[] a = new uint[size], b = new uint[size];
        for (int i = 0; i < size; i++)
        {
            a[i] = (uint)random.NextInt64(1L << 32);
            b[i] = i < common ? a[i] : (uint)random.NextInt64(1L << 32);
        }
        builder.Sign(a, left);
        builder.Sign(b, right);
    }

    private static bool IsOptimized(Type type) => type.Assembly.GetCustomAttribute<DebuggableAttribute>() is not { IsJITOptimizerDisabled: true };

    private static bool Build(string text, ushort[] slots)
    {
        var analysis = new TextAnalysis();
        analysis.Analyze(Encoding.UTF8.GetBytes(text));
        return new SignatureBuilder().Build(analysis, slots);
    }
}
