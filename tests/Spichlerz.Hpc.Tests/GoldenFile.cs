using System.Runtime.CompilerServices;

namespace Spichlerz.Hpc.Tests;

/// <summary>Expected files under Golden/. UPDATE_GOLDEN=1 rewrites them from what the code gives now; the change is then reviewed as code.</summary>
internal static class GoldenFile
{
    /// <summary>The expected content of a golden file.</summary>
    /// <param name="name">Its name under Golden/.</param>
    /// <param name="actual">What is written if golden files are being updated.</param>
    public static string Expected(string name, string actual)
    {
        string path = Path.Combine(Folder(), name);
        if (Environment.GetEnvironmentVariable("UPDATE_GOLDEN") == "1")
            File.WriteAllText(path, actual);
        return File.ReadAllText(path);
    }

    private static string Folder([CallerFilePath] string here = "") => Path.Combine(Path.GetDirectoryName(here)!, "Golden");
}
