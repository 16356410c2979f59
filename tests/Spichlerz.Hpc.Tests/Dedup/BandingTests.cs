using Spichlerz.Hpc.Dedup;

namespace Spichlerz.Hpc.Tests.Dedup;

public sealed class BandingTests
{
    [TestCase(0.70, 14, 8, 0.565)] // FineWeb's published curve
    [TestCase(0.75, 14, 8, 0.772)]
    [TestCase(0.80, 14, 8, 0.924)]
    [TestCase(0.85, 14, 8, 0.988)]
    [TestCase(0.80, 20, 6, 0.998)]
    [TestCase(0, 20, 6, 0)]
    [TestCase(1, 20, 6, 1)]
    public void CandidateProbability_KnownCurve_IsMet(double jaccard, int bands, int rows, double expected) =>
        Assert.That(Banding.CandidateProbability(jaccard, bands, rows), Is.EqualTo(expected).Within(0.0005));
}
