using Spichlerz.Hpc.Config;

namespace Spichlerz.Hpc.Cli;

/// <summary>Keeps two runs from working in one work directory at a time; it goes with the process, however that ends.</summary>
internal sealed class WorkLock : IDisposable
{
    private readonly FileStream file;

    private WorkLock(FileStream file) => this.file = file;

    /// <exception cref="ConfigException">Another process holds the directory.</exception>
    public static WorkLock Take(string work)
    {
        Directory.CreateDirectory(work);
        try
        {
            return new WorkLock(new FileStream(Path.Combine(work, "run.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException e) when (e is not (DirectoryNotFoundException or PathTooLongException))
        {
            throw new ConfigException("The work directory", [new("work", $"{work} is in use by another run, or cannot be written to: {e.Message} Wait for the other run or choose another directory.")]);
        }
    }

    public void Dispose() => file.Dispose();
}
