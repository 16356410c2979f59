using System.Collections.Immutable;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.Win32.SafeHandles;
using Spichlerz.Hpc.Config;
using Spichlerz.Hpc.Dedup.Spilling;
using Spichlerz.Hpc.Manifests;
using Spichlerz.Hpc.Runs;

namespace Spichlerz.Hpc.Dedup;

/// <summary>
/// Candidate pairs of finished bands, until the stage is done: dedup/.bands/BBB/FROM-TO.pairs for each rank that wrote them, pairs of two
/// uint32 (little endian) sorted, with FROM ≤ A &lt; TO; and a manifest for each band, so that a run that was interrupted goes on behind it.
/// </summary>
internal sealed class BandFiles(RunContext context, IRankGroup group, OrdinalMap ordinals)
{
    private const string Suffix = ".pairs";
    private const int BufferRecords = 1 << 13;

    private readonly WorkDirectory work = context.Work;
    private string proofKey = "";

    /// <summary>Their folder in the stage's. No dataset's name begins with a dot.</summary>
    public const string FolderName = ".bands";

    private const string Folder = $"{DedupStage.StageName}/{FolderName}";

    /// <summary>Which bands are still to be searched. Collective.</summary>
    public ImmutableArray<int> FindOpen(DedupPlan plan)
    {
        DedupSettings settings = context.Config.Dedup;
        proofKey = KeyOf(plan, settings);
        int[] open = [];
        if (group.Rank == 0)
        {
            open = [.. Enumerable.Range(0, settings.Bands).Where(band => ManifestFile.TryLoad(work.Full(ManifestOf(band))) is not { } manifest
                || Proof.Doubt(manifest, proofKey, [], work.Full) is not null)];
            foreach (int band in open)
                Delete(band);
        }
        return [.. JsonSerializer.Deserialize<int[]>(group.Broadcast(JsonSerializer.SerializeToUtf8Bytes(open)))!];
    }

    /// <summary>Writes a band's pairs and, when all ranks have, its proof. Collective.</summary>
    public void Save(int band, RecordCursor<CandidatePair> pairs)
    {
        var manifest = new ManifestBuilder(DedupStage.StageName, $"band {band + 1}", proofKey, group.Rank);
        FileEntry entry = Write(PathOf(band), pairs);
        ReadOnlyMemory<byte>[] parts = group.Gather(JsonSerializer.SerializeToUtf8Bytes(entry));
        if (group.Rank == 0)
        {
            foreach (FileEntry part in parts.Select(part => JsonSerializer.Deserialize<FileEntry>(part.Span)!).OrderBy(part => part.Path, StringComparer.Ordinal))
                manifest.AddOutput(part);
            ManifestFile.Save(work.Full(ManifestOf(band)), manifest.Build(), group.Rank);
        }
        group.Barrier();
    }

    /// <summary>Opens the pairs of all bands whose smaller document this rank owns, whoever wrote them.</summary>
    public OpenPairs Open(int bufferBytes)
    {
        var files = new List<SafeFileHandle>();
        var runs = new List<RecordRun<CandidatePair>>();
        (uint from, uint to) = ordinals.RangeOf(group.Rank);
        foreach (string path in Directory.EnumerateFiles(work.Full(Folder), "*" + Suffix, SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            string[] range = Path.GetFileNameWithoutExtension(path).Split('-');
            (uint first, uint end) = (uint.Parse(range[0], CultureInfo.InvariantCulture), uint.Parse(range[1], CultureInfo.InvariantCulture));
            if (first >= to || end <= from)
                continue;
            SafeFileHandle file = File.OpenHandle(path);
            files.Add(file);
            long length = RandomAccess.GetLength(file) / RecordSize<CandidatePair>.Bytes;
            long begin = first >= from ? 0 : Find(file, length, from), stop = end <= to ? length : Find(file, length, to);
            runs.Add(new RecordRun<CandidatePair>(file, begin * RecordSize<CandidatePair>.Bytes, stop - begin));
        }
        return new OpenPairs(files, new RecordCursor<CandidatePair>(runs, bufferBytes, isDistinct: true));
    }

    /// <summary>Removes all bands: the stage is done, or begins anew.</summary>
    public static void DeleteAll(WorkDirectory work)
    {
        if (Directory.Exists(work.Full(Folder)))
            Directory.Delete(work.Full(Folder), recursive: true);
    }

    private void Delete(int band)
    {
        string proof = work.Full(ManifestOf(band)), files = work.Full(FolderOf(band));
        if (File.Exists(proof))
            File.Delete(proof); // it goes first
        if (Directory.Exists(files))
            Directory.Delete(files, recursive: true);
        Directory.CreateDirectory(files);
    }

    private FileEntry Write(string path, RecordCursor<CandidatePair> pairs)
    {
        using var file = new AtomicFile(work.Full(path), group.Rank);
        using var hashing = new HashingStream(file.Stream);
        var buffer = new CandidatePair[BufferRecords];
        for (int count = buffer.Length; count == buffer.Length;)
        {
            for (count = 0; count < buffer.Length && pairs.MoveNext(); count++)
                buffer[count] = pairs.Current;
            hashing.Write(MemoryMarshal.AsBytes(buffer.AsSpan(0, count)));
        }
        file.Commit();
        return new FileEntry(path, hashing.Bytes, hashing.Xxh3());
    }

    /// <summary>Index of the first pair whose A is not below.</summary>
    private static long Find(SafeFileHandle file, long count, uint a)
    {
        long low = 0;
        for (long high = count; low < high;)
        {
            long middle = (low + high) / 2;
            var pair = default(CandidatePair);
            RandomAccess.Read(file, MemoryMarshal.AsBytes(MemoryMarshal.CreateSpan(ref pair, 1)), middle * RecordSize<CandidatePair>.Bytes);
            if (pair.A < a)
                low = middle + 1;
            else
                high = middle;
        }
        return low;
    }

    /// <summary>What pairs depend on: the banding and the signatures. A band outlives a change of everything else.</summary>
    private static string KeyOf(DedupPlan plan, DedupSettings settings)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{settings.Bands} {settings.Rows}\n")));
        foreach (FileEntry input in plan.Inputs)
            hash.AppendData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{input.Path} {input.Bytes} {input.Xxh3}\n")));
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private string PathOf(int band)
    {
        (uint from, uint to) = ordinals.RangeOf(group.Rank);
        return string.Create(CultureInfo.InvariantCulture, $"{FolderOf(band)}/{from:D10}-{to:D10}-{group.Rank}{Suffix}");
    }

    private static string FolderOf(int band) => string.Create(CultureInfo.InvariantCulture, $"{Folder}/{band:D3}");

    private static string ManifestOf(int band) => FolderOf(band) + ManifestFile.Suffix;
}
