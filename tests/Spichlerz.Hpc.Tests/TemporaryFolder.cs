namespace Spichlerz.Hpc.Tests;

/// <summary>A fresh temporary folder, removed on Dispose.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("spichlerz-tests-").FullName;

    /// <summary>The path of a file or folder in it.</summary>
    public string this[string name] => Path.Combine(folder, name);

    /// <summary>Names of the files in it and below, sorted.</summary>
    public string[] Files() => [.. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(folder, file)).Order(StringComparer.Ordinal)];

    public void Dispose() => Directory.Delete(folder, recursive: true);
}
