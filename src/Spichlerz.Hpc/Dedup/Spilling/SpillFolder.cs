using System.Globalization;

namespace Spichlerz.Hpc.Dedup.Spilling;

/// <summary>Files of one rank that hold what does not fit into its memory; nothing in them outlives the stage.</summary>
internal sealed class SpillFolder(string path) : IDisposable
{
    private int files;

    /// <summary>Bytes written so far.</summary>
    public long Bytes { get; private set; }

    /// <summary>Makes a file that is gone when its handle is.</summary>
    public Microsoft.Win32.SafeHandles.SafeFileHandle Create()
    {
        Directory.CreateDirectory(path);
        string file = Path.Combine(path, (files++).ToString("D6", CultureInfo.InvariantCulture));
        return File.OpenHandle(file, FileMode.Create, FileAccess.ReadWrite, FileShare.None, FileOptions.DeleteOnClose);
    }

    public void Count(long bytes) => Bytes += bytes;

    public void Dispose()
    {
        if (Directory.Exists(path))
            Directory.Delete(path, recursive: true);
    }
}
