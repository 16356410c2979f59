namespace Spichlerz.Hpc.Manifests;

/// <summary>
/// A file that appears whole or not at all: bytes go to <c>X.tmp-RANK</c>, are flushed to the disk, and the file is renamed to X.
/// Disposing before <see cref="Commit"/> removes the unfinished file.
/// </summary>
public sealed class AtomicFile : IDisposable
{
    /// <summary>What names of unfinished files hold; a new run removes such files.</summary>
    public const string Mark = ".tmp-";

    private readonly string path;
    private readonly string unfinished;
    private bool committed;

    public AtomicFile(string path, int rank)
    {
        this.path = path;
        unfinished = $"{path}{Mark}{rank}";
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        // 0: callers write in large pieces already, a second buffer would only copy.
        Stream = new FileStream(unfinished, FileMode.Create, FileAccess.Write, FileShare.Read, bufferSize: 0);
    }

    /// <summary>Where the bytes go until <see cref="Commit"/>.</summary>
    public FileStream Stream { get; }

    public static void WriteAllBytes(string path, ReadOnlySpan<byte> bytes, int rank)
    {
        using var file = new AtomicFile(path, rank);
        file.Stream.Write(bytes);
        file.Commit();
    }

    public void Commit()
    {
        Stream.Flush(flushToDisk: true);
        Stream.Dispose();
        File.Move(unfinished, path, overwrite: true);
        committed = true;
    }

    public void Dispose()
    {
        Stream.Dispose();
        if (!committed)
            File.Delete(unfinished);
    }
}
