using System.Globalization;
using Spichlerz.Hpc.Dedup;

namespace Spichlerz.Hpc.Benchmarks.Scale;

/// <summary>Extrapolates on paper, from what a run has measured, to a thousand million documents on two nodes.</summary>
internal static class ScaleModel
{
    private const double Documents = 1e9;
    private const int Nodes = 2;
    private const int RanksPerNode = 96;
    private const int MemoryMib = 2048;
    private const int Bands = 20;
    private const int BandRecordBytes = 16;

    public static void Print(ScaleRun run, uint documents, int ranks)
    {
        double perRank = documents / run.Seconds / ranks, ranksThere = Nodes * RanksPerNode;
        double signatures = Documents * SignatureRecord.Size, keys = Documents * Bands * BandRecordBytes;
        double held = ranksThere * MemoryMib * 1.048576e6 / 2;
        Console.WriteLine("extrapolated to 10^9 documents, linear in documents (not measured; no network, Lustre or 384 GB here):");
        Line($"  {Nodes} nodes of 384 GB, {RanksPerNode} ranks each, memory_mib {MemoryMib}: {RanksPerNode * (MemoryMib + 150) * 1.048576e6 / 1e9:0} GB a node at most");
        Line($"  signatures {signatures / 1e9:0} GB, read once in order and about once more at random; keys {keys / 1e9:0} GB through the network, of which {Math.Max(0, keys - held) / 1e9:0} GB are spilled");
        Line($"  at {perRank:0} documents/s a rank as measured here: {Documents / perRank / ranksThere:0} s on {ranksThere} ranks; at a fifth of it, for network and file system, {5 * Documents / perRank / ranksThere / 60:0} minutes");
    }

    private static void Line(FormattableString text) => Console.WriteLine(text.ToString(CultureInfo.InvariantCulture));
}
