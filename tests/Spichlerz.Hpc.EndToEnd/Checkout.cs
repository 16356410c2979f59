namespace Spichlerz.Hpc.EndToEnd;

/// <summary>Where the checkout, the built program and the developers' corpora are.</summary>
internal static class Checkout
{
    private static readonly string TestFolder = TestContext.CurrentContext.TestDirectory;

    public static string Root { get; } = Above(TestFolder, folder => File.Exists(Path.Combine(folder, "Spichlerz.Hpc.sln")))
        ?? throw new InvalidOperationException($"No folder above {TestFolder} holds Spichlerz.Hpc.sln: these tests run from a checkout.");

    /// <summary>The program as built in the configuration of these tests: bin/CONFIGURATION/FRAMEWORK of its own project.</summary>
    public static string Program { get; } = Path.Combine(Root, "src", "Spichlerz.Hpc.Cli", "bin",
        Path.GetFileName(Path.GetDirectoryName(TestFolder.TrimEnd('/')))!, Path.GetFileName(TestFolder.TrimEnd('/')), "spichlerz.dll");

    /// <summary>Beside the program: starts a rank and says which one was killed.</summary>
    public static string RankScript { get; } = Path.Combine(Path.GetDirectoryName(Program)!, "rank.sh");

    public static string Quickstart { get; } = Path.Combine(Root, "configs", "quickstart.yaml");

    public static string QuickstartCorpus { get; } = Path.Combine(Root, "configs", "quickstart", "corpus");

    /// <summary>shared/data/dev beside or above the checkout, or under the folder that SPICHLERZ_SHARED_DATA names; ends the test as ignored where it is absent.</summary>
    public static string DevCorpus()
    {
        if (Environment.GetEnvironmentVariable("SPICHLERZ_SHARED_DATA") is { Length: > 0 } named && Named(named) is { } dev)
            return dev;
        if (Above(Root, folder => Directory.Exists(Path.Combine(folder, "shared", "data", "dev"))) is { } parent)
            return Path.Combine(parent, "shared", "data", "dev");
        Assert.Ignore("There is no folder shared/data/dev beside the checkout and SPICHLERZ_SHARED_DATA names none: the test corpora are absent.");
        throw new InvalidOperationException("Assert.Ignore has returned.");
    }

    private static string? Named(string folder) =>
        new[] { Path.Combine(folder, "dev"), folder }.FirstOrDefault(candidate => Directory.Exists(candidate) && Directory.EnumerateFiles(candidate, "*.jsonl.zst").Any());

    private static string? Above(string start, Func<string, bool> isIt)
    {
        for (DirectoryInfo? folder = new(start); folder is not null; folder = folder.Parent)
        {
            if (isIt(folder.FullName))
                return folder.FullName;
        }
        return null;
    }
}
